"""How rows were read: by rank, or drawn at random. Derived from the labels in their order alone.

Rows are read by rank until the last tenth of the pile that was read so has brought at most half of
the rows that may be missed. From then on rows are drawn at random, and the draws are tested. Where
they show that far more is missed, rows are read by rank again. The order of the draws is fixed by
the seed. A row has its draw when its turn in this order comes, also if it was read before, by a
search; a row that was set aside counts as none of the class. So nothing that a person does changes
which rows are drawn next, and a skipped row is waited for: no draw after it counts before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from altui.learning.finding.missed_rows import Draws, fewest_in_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from altui.learning.arrays import BoolArray
    from altui.learning.strategies.random_order import RandomOrder

WINDOW = 10
"""The last rows read by rank that say whether to draw: one in this many of the pile."""

FEWEST_ROWS = 20
"""The window has at least so many rows."""

ENOUGH = 0.5
"""Draws begin when no more rows are expected to be missed than this share of those that may be."""

TOO_MANY, FEWEST_HITS = 1.5, 3
"""Draws end when so many times more rows are missed than may be, going by at least so many hits."""

FEWEST_FOUND = 5
"""With fewer found, nobody knows yet what they look like."""

EVERY = 10
"""Rows between two looks at whether to draw."""


@dataclass(frozen=True)
class Reading:
    """`found` rows of the class of `read`, none among the last `dry`; `unread` rows are left.
    `expected` is how many of them are of the class, going by what was read last. `is_random` says
    that rows are drawn now, the last of the `draws` being those of this stretch."""

    read: int
    found: int
    unread: int
    dry: int
    draws: tuple[Draws, ...]
    is_random: bool
    expected: float


@dataclass(frozen=True, eq=False)
class Pile:
    """The rows to find a class in. `rows` (n,) marks them, `aside` (n,) those set aside, whatever
    their class. `order` is the fixed order of the draws."""

    rows: BoolArray
    aside: BoolArray
    order: RandomOrder

    @property
    def window(self) -> int:
        return max(int(self.rows.sum()) // WINDOW, FEWEST_ROWS)


def follow_reading(pile: Pile, rows: Sequence[int], hits: Sequence[bool]) -> Reading:
    """How these `rows` were read, in their order; `hits` says which are of the class."""
    walk = _Walk(pile)
    for row, hit in zip(rows, hits, strict=True):
        walk.read(row, hit)
    return walk.reading()


class _Walk:
    """The state while rows are followed one by one."""

    def __init__(self, pile: Pile) -> None:
        self._pile = pile
        self._window = pile.window
        self._size = int(pile.rows.sum())
        self._hits: dict[int, bool] = {}
        self._aside: set[int] = set()  # rows set aside whose turn in the order has come
        self._ranked = [0]  # the hits by rank so far, after each row
        self._found = self._dry = 0
        self._ended: list[Draws] = []
        self._draws: Draws | None = None
        self._before: set[int] = set()
        self._expected_before = 0.0
        self._place = self._draws_from = 0

    def read(self, row: int, hit: bool) -> None:
        self._hits[row] = hit
        self._found += hit
        self._dry = 0 if hit else self._dry + 1
        if self._draws is not None:
            self._draw(self._draws)
            return
        self._ranked.append(self._ranked[-1] + hit)
        if self._may_draw():
            self._begin_draws()

    def reading(self) -> Reading:
        draws = [*self._ended, *([self._draws] if self._draws else [])]
        return Reading(
            len(self._hits),
            self._found,
            self._unread if self._is_open() else 0,
            self._dry,
            tuple(draws),
            self._draws is not None,
            self._expected(),
        )

    @property
    def _unread(self) -> int:
        return self._size - len(self._hits) - len(self._aside)

    @property
    def _may_be_missed(self) -> int:
        return fewest_in_all(self._found) - self._found

    def _is_open(self) -> bool:
        """Whether a row can still be read."""
        aside = np.count_nonzero(self._pile.rows & self._pile.aside)
        return self._size > len(self._hits) + int(aside)

    def _may_draw(self) -> bool:
        rows = len(self._hits)
        if rows % EVERY or rows < self._draws_from or len(self._ranked) <= self._window:
            return False
        is_known = self._found >= FEWEST_FOUND
        return is_known and self._by_rank() <= ENOUGH * self._may_be_missed

    def _by_rank(self) -> float:
        """As many rows as the window brought are expected in all further ones, which thin out."""
        rows = min(self._window, len(self._ranked) - 1)
        hits = self._ranked[-1] - self._ranked[-1 - rows]
        return hits / max(rows, 1) * min(self._window, self._unread / 2)

    def _expected(self) -> float:
        draws = self._draws
        if draws is None:
            return self._by_rank()
        # What the ranking suggests counts like half a hit, so that a few draws outweigh it.
        weight = draws.unread / max(2 * self._expected_before, 1.0)
        return (draws.hits + 0.5) / (draws.drawn + weight) * self._unread

    def _begin_draws(self) -> None:
        self._expected_before = self._by_rank()
        self._before = {*self._hits, *self._aside}
        self._place = 0
        self._draws = Draws(self._unread, self._found, 0, 0)

    def _draw(self, draws: Draws) -> None:
        drawn, hits = draws.drawn, draws.hits
        while (row := self._next_drawn()) is not None:
            if row not in self._hits:
                self._aside.add(row)
            drawn, hits = drawn + 1, hits + self._hits.get(row, False)
        self._draws = Draws(draws.unread, draws.found, drawn, hits)
        if hits >= FEWEST_HITS and self._are_too_many(self._draws):
            self._ended.append(self._draws)
            self._draws = None
            self._draws_from = len(self._hits) + self._window // 2

    def _next_drawn(self) -> int | None:
        """The next row of the order, if it was read or set aside."""
        order, pile = self._pile.order, self._pile
        while self._place < len(order):
            row = order.at(self._place)
            if pile.rows[row] and row not in self._before:
                if row not in self._hits and not pile.aside[row]:
                    return None
                self._place += 1
                return row
            self._place += 1
        return None

    def _are_too_many(self, draws: Draws) -> bool:
        # One hit less than there were, since the draws are looked at after each.
        missed = (draws.hits - 1) / draws.drawn * (draws.unread - draws.drawn)
        return missed > TOO_MANY * self._may_be_missed
