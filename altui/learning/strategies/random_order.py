"""Random rows, whatever the model predicts: the baseline of every comparison."""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import count, islice, takewhile
from typing import TYPE_CHECKING

from altui.learning.strategies.query_strategy import QueryStrategy

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, IntArray

LOOKED_AT = 4096
"""Drawn rows at a time."""

AT_RANDOM = QueryStrategy("random", "any row, whatever the model thinks", score=None)


class RandomOrder:
    """A fixed random order of the pool's rows (n,), drawn as far as it is needed.

    Each draw is uniform over the rows not drawn yet. The order depends only on the pool and the
    seed, so undo and replay give the same row again. Any thread may use it.
    """

    def __init__(self, pool: BoolArray, seed: int | Sequence[int]) -> None:
        import numpy as np

        self._generator = np.random.default_rng(seed)
        # Objects of Python would take forty bytes a row.
        self._rows = np.flatnonzero(pool).astype(np.min_scalar_type(len(pool)))
        self._size = len(self._rows)
        self._gone: list[int] = []
        self._drawn = array("q")
        self._lock = threading.Lock()

    def first(self, available: BoolArray) -> int:
        """The earliest row of the order that is available."""
        import numpy as np

        start = 0
        while start < len(self._drawn):
            part = np.array(self._drawn[start : start + LOOKED_AT])
            open_ = np.flatnonzero(available[part])
            if len(open_):
                return int(part[open_[0]])
            start += len(part)
        return next(row for row in map(self.at, count(start)) if available[row])

    def firsts(self, available: BoolArray, most: int) -> list[int]:
        """The earliest rows of the order that are available, at most so many."""
        rows = (row for row in map(self.at, range(self._size)) if available[row])
        return [*islice(rows, min(most, int(available.sum())))]

    def count_through(self, rows: BoolArray) -> int:
        """How many rows the order has up to and including the last of these (n,)."""
        left, place = int(rows.sum()), 0
        while left:
            left -= bool(rows[self.at(place)])
            place += 1
        return place

    def before(self, rows: BoolArray) -> IntArray:
        """The rows of the order that come before the first of these (n,)."""
        import numpy as np

        ahead = takewhile(lambda row: not rows[row], map(self.at, range(self._size)))
        return np.fromiter(ahead, dtype=np.int64)

    def at(self, place: int) -> int:
        """The row at a place, counted from 0. Draws as far as needed."""
        if place >= len(self._drawn):
            with self._lock:
                if place == len(self._drawn):
                    chosen = int(self._generator.integers(self._size - place))
                    self._drawn.append(self._take(chosen))
        return self._drawn[place]

    def _take(self, chosen: int) -> int:
        """The row that stands at this place, counted from 0, among those not drawn yet."""
        gone = self._gone  # the places of the drawn rows among all, ascending
        before = bisect_right(range(len(gone)), chosen, key=lambda each: gone[each] - each)
        gone.insert(before, chosen + before)
        return int(self._rows[chosen + before])
