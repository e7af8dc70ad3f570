"""The labeled rows of texts, read once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np

from altui.learning.newton.labeled_rows import Growing, with_room

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray
    from altui.learning.newton.labeled_rows import LabeledRows


class Texts(NamedTuple):
    """CSR `rows` (n, d) in float64, their squared lengths (n,), and how many columns occur."""

    rows: Any
    squares: FloatArray
    occurring: int


class GrowingTexts(Growing):
    """Sparse rows, multiplied by `scale`."""

    def __init__(self, scale: float) -> None:
        super().__init__()
        self._scale = scale
        self._data: FloatArray = np.empty(0)
        self._indices: IntArray = np.empty(0, np.int32)
        self._ends: IntArray = np.zeros(1, np.int32)
        self._squares: FloatArray = np.empty(0)
        self._occurring: IntArray = np.zeros(1, np.int64)
        self._seen: Any = None

    def of(self, labeled: LabeledRows) -> Texts | None:
        """The rows; None where others stand in their places."""
        with self.guard:
            if not self.read(labeled):
                return None
            n = len(labeled.rows)
            end = int(self._ends[n])
            rows: Any = cast("Any", type(labeled.matrix))(labeled.shape, dtype=np.float64)
            # Set by hand: the constructor would read all indices to check them.
            rows.data, rows.indices = self._data[:end], self._indices[:end]
            rows.indptr = self._ends[: n + 1]
            return Texts(rows, self._squares[:n], int(self._occurring[n]))

    def _fill(self, new: Any, known: int) -> None:
        if self._seen is None:
            self._seen = np.zeros(new.shape[1], bool)
        n, start = known + new.shape[0], int(self._ends[known])
        end = start + len(new.data)
        self._data = with_room(self._data, start, end)
        self._indices = with_room(self._indices, start, end)
        self._ends = with_room(self._ends, known + 1, n + 1)
        self._occurring = with_room(self._occurring, known + 1, n + 1)
        self._squares = with_room(self._squares, known, n)
        self._data[start:end] = new.data
        self._data[start:end] *= self._scale
        squares = np.concatenate(([0.0], np.cumsum(self._data[start:end] ** 2)))
        self._squares[known:n] = np.diff(squares[new.indptr])
        self._indices[start:end] = new.indices
        self._ends[known + 1 : n + 1] = start + new.indptr[1:]
        self._occurring[known + 1 : n + 1] = self._occurring[known] + self._count_new(new)

    def _count_new(self, new: Any) -> IntArray:
        """How many columns (r,) the rows up to each one have that none before had."""
        columns, first = np.unique(new.indices, return_index=True)
        first = first[~self._seen[columns]]
        self._seen[columns] = True
        return np.asarray(np.searchsorted(np.sort(first), new.indptr[1:]))
