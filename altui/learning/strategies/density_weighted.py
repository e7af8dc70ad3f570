"""Uncertain rows that many other rows resemble."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from altui.learning.strategies.uncertainty import MARGIN

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, FloatArray, Matrix


def _densities(matrix: Matrix, pool: BoolArray, seed: int) -> FloatArray:
    from altui.learning.strategies.density import densities

    return densities(matrix, pool, seed)


# The weights are at most 1, so the slope bound of margin holds for the product too. The distance
# from the boundary alone no longer decides.
DENSITY = replace(
    MARGIN,
    name="density-weighted",
    meaning="close classes, and rows much like it",
    falls_with_distance=False,
    weights=_densities,
)
