"""Sets of two and more identical rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Identical:
    """`rows` (m,) are all rows that have a copy, set by set and in their order; set k holds
    `rows[bounds[k] : bounds[k + 1]]`. `set_of` (n,) is the set of each row, -1 for a row alone."""

    rows: Rows
    bounds: Rows
    set_of: NDArray[np.int32]

    @classmethod
    def of(cls, rows: Rows, keys: NDArray[np.integer], n: int) -> Identical | None:
        """The sets of those `rows` (m,) of n whose `keys` (m,) are equal; None without any."""
        order = np.lexsort((rows, keys))
        rows, keys = rows[order], keys[order]
        starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))[: len(rows)]
        sizes = np.diff(np.append(starts, len(rows)))
        starts, sizes = starts[sizes > 1], sizes[sizes > 1]
        if not len(sizes):
            return None
        # By their first rows, whatever the keys are.
        by_row = np.argsort(rows[starts])
        starts, sizes = starts[by_row], sizes[by_row]
        bounds = np.concatenate(([0], np.cumsum(sizes)))
        places = np.repeat(starts - bounds[:-1], sizes) + np.arange(bounds[-1])
        set_of = np.full(n, -1, np.int32)
        set_of[rows[places]] = np.repeat(np.arange(len(sizes)), sizes)
        return cls(rows[places], bounds, set_of)

    def __len__(self) -> int:
        return len(self.bounds) - 1

    @property
    def sets(self) -> NDArray[np.integer]:
        """The set (m,) of each of the `rows`."""
        return np.repeat(np.arange(len(self)), np.diff(self.bounds))

    def members(self, row: int) -> Rows:
        """The rows identical to this one, itself among them, in their order."""
        k = int(self.set_of[row])
        return np.array([row]) if k < 0 else self.rows[self.bounds[k] : self.bounds[k + 1]]

    def split(self, keys: NDArray[np.integer]) -> Identical | None:
        """The rows of a set whose `keys` (n,) differ are identical no more."""
        _, own = np.unique(keys[self.rows], return_inverse=True)
        return Identical.of(self.rows, self.sets * (own.max() + 1) + own, len(self.set_of))

    def spread(self, rows: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The marked rows (n,) and all that are identical to one of them."""
        marked = np.zeros(len(self), bool)
        marked[self.set_of[rows & (self.set_of >= 0)]] = True
        found = rows.copy()
        found[self.rows[np.repeat(marked, np.diff(self.bounds))]] = True
        return found
