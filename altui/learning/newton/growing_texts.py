"""Labeled rows of texts, made ready for a fit and read once: as `GrowingRows`, of sparse rows."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np

from altui.learning.newton.labeled_rows import SPARE

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray
    from altui.learning.newton.labeled_rows import LabeledRows


class Texts(NamedTuple):
    """CSR `rows` (n, d) in float64, their squared lengths (n,), and how many columns occur."""

    rows: Any
    squares: FloatArray
    occurring: int


class GrowingTexts:
    """Once filled, a place never changes: whoever has a part of the rows keeps it. Any thread may
    ask. The rows are multiplied by `scale`."""

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self._data: FloatArray = np.empty(0)
        self._indices: IntArray = np.empty(0, np.int32)
        self._ends: IntArray = np.zeros(1, np.int32)
        self._occurring: IntArray = np.zeros(1, np.int64)
        self._rows: IntArray = np.empty(0, np.int64)
        self._squares: FloatArray = np.empty(0)
        self._filled = 0
        self._seen: Any = None
        self._matrix: Any = None
        self._guard = threading.Lock()

    def of(self, labeled: LabeledRows) -> Texts | None:
        """The rows; None where others stand in their places."""
        wanted = labeled.rows
        with self._guard:
            known = min(self._filled, len(wanted))
            is_other = self._matrix is not None and self._matrix is not labeled.matrix
            if is_other or not np.array_equal(self._rows[:known], wanted[:known]):
                return None
            if known < len(wanted):
                self._fill(labeled, known)
            n = len(wanted)
            end = int(self._ends[n])
            rows: Any = cast("Any", type(labeled.matrix))(labeled.shape, dtype=np.float64)
            # Set by hand: the constructor would read all indices to check them.
            rows.data, rows.indices = self._data[:end], self._indices[:end]
            rows.indptr = self._ends[: n + 1]
            return Texts(rows, self._squares[:n], int(self._occurring[n]))

    def _fill(self, labeled: LabeledRows, known: int) -> None:
        new: Any = labeled.matrix[labeled.rows[known:]]
        if self._seen is None:
            self._seen = np.zeros(labeled.shape[1], bool)
        n, start = len(labeled.rows), int(self._ends[known])
        end = start + len(new.data)
        self._data = _with_room(self._data, start, end)
        self._indices = _with_room(self._indices, start, end)
        self._ends = _with_room(self._ends, known + 1, n + 1)
        self._occurring = _with_room(self._occurring, known + 1, n + 1)
        self._rows = _with_room(self._rows, known, n)
        self._squares = _with_room(self._squares, known, n)
        self._data[start:end] = new.data
        self._data[start:end] *= self._scale
        squares = np.concatenate(([0.0], np.cumsum(self._data[start:end] ** 2)))
        self._squares[known:n] = np.diff(squares[new.indptr])
        self._indices[start:end] = new.indices
        self._ends[known + 1 : n + 1] = start + new.indptr[1:]
        self._rows[known:n] = labeled.rows[known:]
        self._occurring[known + 1 : n + 1] = self._occurring[known] + self._count_new(new)
        self._matrix, self._filled = labeled.matrix, n

    def _count_new(self, new: Any) -> IntArray:
        """How many columns (r,) the rows up to each one have that none before had."""
        columns, first = np.unique(new.indices, return_index=True)
        first = first[~self._seen[columns]]
        self._seen[columns] = True
        return np.asarray(np.searchsorted(np.sort(first), new.indptr[1:]))


def _with_room(values: Any, kept: int, needed: int) -> Any:
    """An array with at least so many places; what was given out of the old one stays there."""
    if needed <= len(values):
        return values
    room = np.zeros(int(SPARE * needed) + 8, values.dtype)
    room[:kept] = values[:kept]
    return room
