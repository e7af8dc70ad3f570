"""The lengths of texts as rows of counted terms: each part of a row is scaled to one length, to
which terms without a column add too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from altui.data.features.allocation import BLOCK_ROWS, Floats

SCALE = np.float32(20**0.5)
"""Rows of length 1 are too short for a regularisation of C = 1: this is the same as C = 20. What
stands in one row only is a part of the length, so C = 10 is less here than without it."""


def squares_of_others(
    counts: Any, kept: NDArray[np.intp], parts: NDArray[np.intp], width: int
) -> Floats:
    """What the terms that get no column add to the squared length of each part of each row, before
    their weight."""
    is_other = np.ones(counts.shape[1], bool)
    is_other[kept] = False
    found = np.zeros(counts.shape[0] * width)
    for block, columns, values, places in blocks(counts, parts, width):
        others = np.flatnonzero(is_other[columns])
        squares = (np.log(values[others].astype(np.float64)) + 1) ** 2
        found[block] = np.bincount(places[others], squares, len(found[block]))
    return found


def blocks(
    counts: Any, parts: NDArray[np.intp], width: int
) -> Iterator[tuple[slice, NDArray[np.intp], Floats, NDArray[np.intp]]]:
    """Some rows at a time: which parts of rows they are, the columns and the values that are there,
    and the part that each value is of."""
    for first in range(0, counts.shape[0], BLOCK_ROWS):
        ends = counts.indptr[first : first + BLOCK_ROWS + 1]
        columns, values = (each[ends[0] : ends[-1]] for each in (counts.indices, counts.data))
        places = np.repeat(np.arange(len(ends) - 1) * width, np.diff(ends)) + parts[columns]
        yield slice(first * width, (first + len(ends) - 1) * width), columns, values, places


def lengths_to_scale(squares: Floats) -> Floats:
    found = np.zeros(len(squares), np.float32)
    is_there = squares > 0
    found[is_there] = SCALE / np.sqrt(squares[is_there])
    return found
