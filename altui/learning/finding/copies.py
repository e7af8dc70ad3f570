"""Identical rows in a search: they are read together, and each is a row of the class or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, IntArray
    from altui.learning.rounds import Knowledge


class Copies:
    """`codes` (n,) are the same for identical rows of the `pool` (n,), and for no others."""

    def __init__(self, codes: IntArray, pool: BoolArray) -> None:
        self._codes, self._pool = codes, pool
        self._order = np.argsort(codes, kind="stable")
        self._sorted = codes[self._order]

    def spread(self, rows: BoolArray) -> BoolArray:
        """The marked rows (n,) and all that are identical to one of them."""
        marked = np.zeros(int(self._sorted[-1]) + 1, bool)
        marked[self._codes[rows]] = True
        return np.asarray(marked[self._codes])

    def question(self, row: int, available: BoolArray) -> int:
        """The row that is asked for this one."""
        members = self._members(row)
        return int(members[available[members]][0])

    def read(self, knowledge: Knowledge) -> tuple[IntArray, IntArray]:
        """The rows (r,) that have their label, their own or that of a copy, in the order of the
        labels; and the places (r,) of these labels among those of the Knowledge."""
        rows, counts = knowledge.rows, knowledge.counts
        if counts is None:
            return rows, np.arange(len(rows))
        is_own = np.zeros(len(self._codes), bool)
        is_own[rows] = True
        found = [np.array([row]) for row in rows.tolist()]
        for place in np.flatnonzero(counts > 1).tolist():
            members = self._members(int(rows[place]))
            others = members[self._pool[members] & ~is_own[members]]
            found[place] = np.concatenate((found[place], others))
        places = np.repeat(np.arange(len(rows)), [len(each) for each in found])
        return np.concatenate([np.empty(0, np.int64), *found]), places

    def _members(self, row: int) -> IntArray:
        code = self._codes[row]
        first, end = np.searchsorted(self._sorted, [code, code + 1])
        return self._order[first:end]
