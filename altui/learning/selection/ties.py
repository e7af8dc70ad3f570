"""The tie rule: scores within TIE of the highest count as equal, and the lowest row wins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, FloatArray

TIE = 1e-9
"""Equal rows can get scores that differ in the last bit, depending on their place in the matrix.
The query must not depend on that."""


def first_best(scores: FloatArray) -> int:
    """The first score within TIE of the highest."""
    return int(np.argmax(scores >= scores.max() - TIE))


def best_row(scores: FloatArray, available: BoolArray) -> int:
    """The available row with the highest score (n,); of those within TIE of it, the lowest."""
    # -inf, not a small number: a score may be anything.
    return first_best(np.where(available, scores, -np.inf))
