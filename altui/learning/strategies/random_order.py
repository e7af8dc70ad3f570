"""Random rows, whatever the model predicts: the baseline of every comparison."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from itertools import count, takewhile
from typing import TYPE_CHECKING

from altui.learning.strategies.query_strategy import QueryStrategy

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, IntArray

AT_RANDOM = QueryStrategy("random", "any row, whatever the model thinks", score=None)


class RandomOrder:
    """A fixed random order of the pool's rows (n,), drawn as far as it is needed.

    Each draw is uniform over the rows not drawn yet. The order depends only on the pool and the
    seed, so undo and replay give the same row again. Any thread may use it.
    """

    def __init__(self, pool: BoolArray, seed: int | Sequence[int]) -> None:
        import numpy as np

        self._generator = np.random.default_rng(seed)
        self._left: list[int] = np.flatnonzero(pool).tolist()
        self._drawn: list[int] = []
        self._lock = threading.Lock()
        self._size = len(self._left)

    def first(self, available: BoolArray) -> int:
        """The earliest row of the order that is available."""
        return next(row for row in map(self.at, count()) if available[row])

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
                    chosen = int(self._generator.integers(len(self._left)))
                    self._drawn.append(self._left.pop(chosen))
        return self._drawn[place]
