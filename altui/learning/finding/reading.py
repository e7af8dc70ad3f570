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

from altui.learning.finding.missed_rows import FLOAT_NOISE, Draws
from altui.learning.hints import RECALL

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, FloatArray, IntArray
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
    rate: float
    """The share of the class among the next rows, by the last window or the draws."""


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


def follow_reading(pile: Pile, rows: IntArray, hits: BoolArray) -> Reading:
    """How these `rows` (m,) were read, in their order; `hits` (m,) are those of the class."""
    walk = _Walk(pile, rows, hits)
    walk.follow()
    return walk.reading()


class _Walk:
    """The state after the first `_at` rows."""

    def __init__(self, pile: Pile, rows: IntArray, hits: BoolArray) -> None:
        self._pile = pile
        self._window = pile.window
        self._size = int(pile.rows.sum())
        self._hits = hits
        self._when = np.full(len(pile.rows), len(rows))  # unread rows come after all others
        self._when[rows] = np.arange(len(rows))
        self._found = np.concatenate(([0], np.cumsum(hits)))
        self._ranked = self._found[:1]  # (r + 1,) hits among the first rows read by rank
        self._at = 0
        self._ended: list[Draws] = []
        self._draws: Draws | None = None
        self._passed = np.zeros(len(pile.rows), bool)  # rows set aside that have had their turn
        self._draws_from = 0
        self._expected_before = 0.0

    def follow(self) -> None:
        while self._at < len(self._hits):
            if self._draws is None:
                self._read_by_rank()
            else:
                self._read_drawn(self._draws)

    def reading(self) -> Reading:
        places = np.flatnonzero(self._hits)
        last = int(places[-1]) + 1 if len(places) else 0
        return Reading(
            self._at,
            int(self._found[self._at]),
            self._unread if self._is_open() else 0,
            self._at - last,
            (*self._ended, *([self._draws] if self._draws else [])),
            self._draws is not None,
            self._expected(),
            self._rate(),
        )

    @property
    def _unread(self) -> int:
        return self._size - self._at - int(np.count_nonzero(self._passed))

    def _is_open(self) -> bool:
        """Whether a row can still be read."""
        aside = np.count_nonzero(self._pile.rows & self._pile.aside)
        return self._size > self._at + int(aside)

    def _read_by_rank(self) -> None:
        """Go on to the row with which draws begin, or to the last."""
        start = self._at
        ahead = self._ranked[-1] + self._found[start + 1 :] - self._found[start]
        ranked = np.concatenate((self._ranked, ahead))
        looks = np.arange(-(-(start + 1) // EVERY) * EVERY, len(self._hits) + 1, EVERY)
        looks = looks[looks >= max(self._draws_from, start + 1 + self._window - len(self._ranked))]
        found = self._found[looks]
        places = looks - start + len(self._ranked) - 1
        ahead_of = np.minimum(self._window, (self._unread + start - looks) / 2)
        expected = self._rates(ranked, places) * ahead_of
        begins = (found >= FEWEST_FOUND) & (expected <= ENOUGH * _may_be_missed(found))
        end = int(looks[begins.argmax()]) if begins.any() else len(self._hits)
        self._ranked = ranked[: len(self._ranked) + end - start]
        self._at = end
        if begins.any():
            self._expected_before = self._expected()
            self._draws = Draws(self._unread, int(self._found[end]), 0, 0)

    def _rates(self, ranked: IntArray, places: IntArray) -> FloatArray:
        """The share of the class in the window before each of the `places`."""
        hits = ranked[places] - ranked[np.maximum(places - self._window, 0)]
        return np.asarray(hits / np.clip(places, 1, self._window))

    def _rate(self) -> float:
        draws = self._draws
        if draws is None:
            return float(self._rates(self._ranked, np.array([len(self._ranked) - 1]))[0])
        if not draws.unread:
            return 0.0
        # What the ranking suggests counts like half a hit, so that a few draws outweigh it.
        weight = draws.unread / max(2 * self._expected_before, 1.0)
        return (draws.hits + 0.5) / (draws.drawn + weight)

    def _expected(self) -> float:
        """Rows of the class that are left: by rank as many as the last window brought, for they
        thin out, and in less of the pile than two windows fewer."""
        unread = self._unread
        return self._rate() * (unread if self._draws else min(self._window, unread / 2))

    def _read_drawn(self, draws: Draws) -> None:
        """Go on to the row with which the draws end, or to the last."""
        turns, rows = self._turns()
        when = self._when[rows]
        hits = np.concatenate(([0], np.cumsum(self._hits_at(when))))
        reads = np.arange(self._at + 1, len(self._hits) + 1)
        drawn = np.searchsorted(turns, reads, "right")
        # One hit less than there were, since the draws are looked at after each.
        missed = (hits[drawn] - 1) / np.maximum(drawn, 1) * (draws.unread - drawn)
        ends = missed > TOO_MANY * _may_be_missed(self._found[reads])
        ends &= hits[drawn] >= FEWEST_HITS
        place = int(ends.argmax()) if ends.any() else len(reads) - 1
        count = int(drawn[place])
        self._at = int(reads[place])
        self._passed[rows[:count][when[:count] == len(self._hits)]] = True
        self._draws = Draws(draws.unread, draws.found, count, int(hits[count]))
        if ends.any():
            self._ended.append(self._draws)
            self._draws = None
            self._draws_from = self._at + self._window // 2

    def _turns(self) -> tuple[IntArray, IntArray]:
        """The rows (d,) of the draws in their order, and how many rows were read (d,) when each had
        its turn. None follows the first that is still to be read."""
        pile, end = self._pile, len(self._hits)
        order = pile.order.before(pile.rows & ~pile.aside & (self._when == end))
        rows = order[pile.rows[order] & ~self._passed[order] & (self._when[order] >= self._at)]
        when = self._when[rows]
        return np.maximum.accumulate(np.where(when == end, 0, when + 1)), rows

    def _hits_at(self, when: IntArray) -> BoolArray:
        """Whether the rows read at these places (d,) are of the class; those set aside are not."""
        return np.append(self._hits, False)[when]


def _may_be_missed(found: IntArray) -> IntArray:
    return np.floor(found / RECALL + FLOAT_NOISE) + 1 - found
