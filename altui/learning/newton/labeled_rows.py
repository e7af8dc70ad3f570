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


class GrowingRows:
    """Rows made ready for a fit, in float64. Once filled, a place never changes: whoever has a part
    of them keeps it. Any thread may ask."""

    def __init__(self, width: int, make: Callable[[Any, FloatArray], object]) -> None:
        """`make` writes rows as they are in the matrix (n, d) into places (n, width)."""
        self._make = make
        self._values: FloatArray = np.empty((0, width))
        self._matrix: Any = None
        self._rows: IntArray = np.empty(0, np.int64)
        self._filled = 0
        self._guard = threading.Lock()

    def of(self, labeled: LabeledRows) -> FloatArray | None:
        """The rows (n, width); None where others stand in their places."""
        wanted = labeled.rows
        with self._guard:
            known = min(self._filled, len(wanted))
            is_other = self._matrix is not None and self._matrix is not labeled.matrix
            if is_other or not np.array_equal(self._rows[:known], wanted[:known]):
                return None
            if known < len(wanted):
                self._fill(labeled, known)
            return self._values[: len(wanted)]

    def _fill(self, labeled: LabeledRows, known: int) -> None:
        n = len(labeled.rows)
        if n > len(self._values):
            # What was given out before stays where it is.
            room = np.empty((int(SPARE * n) + 8, self._values.shape[1]))
            room[:known] = self._values[:known]
            rows = np.empty(len(room), np.int64)
            rows[:known] = self._rows[:known]
            self._values, self._rows = room, rows
        new = labeled.rows[known:]
        self._make(labeled.matrix[new], self._values[known:n])
        self._rows[known:n] = new
        self._matrix, self._filled = labeled.matrix, n
