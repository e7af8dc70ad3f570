"""The labeled rows of a matrix, read once: a fit with a label more reads that row alone."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from altui.learning.arrays import FloatArray, IntArray, Matrix

SPARE = 1.25
"""Room is made for so many times the rows there are."""


class LabeledRows:
    """`rows` (n,) of a `matrix`, in this order. They are read when somebody asks for them."""

    def __init__(self, matrix: Matrix, rows: IntArray) -> None:
        self.matrix, self.rows = matrix, rows

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.rows), self.matrix.shape[1]

    @property
    def is_dense(self) -> bool:
        return isinstance(self.matrix, np.ndarray)

    @cached_property
    def taken(self) -> Any:
        return self.matrix[self.rows]


class Growing:
    """Labeled rows made ready for a fit, and read once. Once filled, a place never changes: whoever
    has a part of them keeps it. Any thread may ask."""

    def __init__(self) -> None:
        self._matrix: Any = None
        self._rows: IntArray = np.empty(0, np.int64)
        self._filled = 0
        self.guard = threading.Lock()

    def read(self, labeled: LabeledRows) -> bool:
        """Fill what is missing of these rows; False where others stand in their places. The guard
        is held."""
        wanted, n = labeled.rows, len(labeled.rows)
        known = min(self._filled, n)
        is_other = self._matrix is not None and self._matrix is not labeled.matrix
        if is_other or not np.array_equal(self._rows[:known], wanted[:known]):
            return False
        if known < n:
            self._rows = with_room(self._rows, known, n)
            self._fill(labeled.matrix[wanted[known:]], known)
            self._rows[known:n] = wanted[known:]
            self._matrix, self._filled = labeled.matrix, n
        return True

    def _fill(self, new: Any, known: int) -> None:
        """Put the rows (r, d) into the places from `known` on."""
        raise NotImplementedError


class GrowingRows(Growing):
    """Dense rows, in float64."""

    def __init__(self, width: int, make: Callable[[Any, FloatArray], object]) -> None:
        """`make` writes rows as they are in the matrix (n, d) into places (n, width)."""
        super().__init__()
        self._make = make
        self._values: FloatArray = np.empty((0, width))

    def of(self, labeled: LabeledRows) -> FloatArray | None:
        """The rows (n, width); None where others stand in their places."""
        with self.guard:
            return self._values[: len(labeled.rows)] if self.read(labeled) else None

    def _fill(self, new: Any, known: int) -> None:
        end = known + len(new)
        self._values = with_room(self._values, known, end)
        self._make(new, self._values[known:end])


def with_room(values: Any, kept: int, needed: int) -> Any:
    """An array with at least so many places; what was given out of the old one stays there."""
    if needed <= len(values):
        return values
    room = np.empty((int(SPARE * needed) + 8, *values.shape[1:]), values.dtype)
    room[:kept] = values[:kept]
    return room
