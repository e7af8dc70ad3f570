"""Finds all rows of a class: says which row is drawn next, and how far the search is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from altui.learning.certifying.confidence_sequence import ALPHA
from altui.learning.find_progress import FindProgress
from altui.learning.finding.copies import Copies
from altui.learning.finding.missed_rows import fewest_draws, missed_p
from altui.learning.finding.reading import Pile, Reading, follow_reading
from altui.learning.hints import AHEAD, FOUND, Hint
from altui.learning.strategies.random_order import RandomOrder

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, IntArray
    from altui.learning.rounds import Knowledge

SALT = 95
"""Separates the order of the draws from the seed's other orders."""


class Finder:
    """Finds the rows of the class `wanted` among those of the `pool` (n,). Rows with the same of
    the `codes` (n,) are identical: one is asked, and all are read by that and counted."""

    def __init__(
        self, pool: BoolArray, wanted: int, seed: int, codes: IntArray | None = None
    ) -> None:
        self._pool = pool
        self._copies = None if codes is None else Copies(codes, pool)
        self._wanted = wanted
        self._order = RandomOrder(pool, (seed, SALT))
        self._last: tuple[Knowledge, Reading] | None = None

    def next_drawn(self, knowledge: Knowledge) -> int | None:
        """The available row to draw now; None while rows are read by rank."""
        if not self.follow(knowledge).is_random:
            return None
        if self._copies is None:
            return self._order.first(knowledge.available)
        drawn = self._order.first(self._copies.spread(knowledge.available))
        return self._copies.question(drawn, knowledge.available)

    def progress(self, knowledge: Knowledge) -> FindProgress:
        now = self.follow(knowledge)
        draws = now.draws if now.is_random else ()
        further = fewest_draws(now.draws, now.found, now.unread)
        return FindProgress(
            now.found,
            now.read,
            now.dry,
            missed_p(now.draws, now.found, now.unread),
            now.expected,
            min(now.rate * min(AHEAD, now.unread), now.expected),
            now.read + further,
            now.is_random,
            *((draws[-1].drawn, draws[-1].hits) if draws else (0, 0)),
        )

    def follow(self, knowledge: Knowledge) -> Reading:
        last = self._last  # read once: another thread may replace it
        if last is None or last[0] is not knowledge:
            last = self._last = knowledge, self._follow(knowledge)
        return last[1]

    def _follow(self, knowledge: Knowledge) -> Reading:
        initial = _known_before(knowledge)
        rows: IntArray = knowledge.rows
        places: IntArray = np.arange(len(rows))
        if self._copies is not None:
            rows, places = self._copies.read(knowledge)
        before = int(np.searchsorted(places, initial))
        # Of what a person has found elsewhere by a search this one says nothing.
        is_here = self._pool[rows]
        is_here[:before] = True
        rows, places = rows[is_here], places[is_here]
        hits = knowledge.labels[places[before:]] == self._wanted
        return follow_reading(self._pile(knowledge, rows, before), rows[before:], hits)

    def _pile(self, knowledge: Knowledge, read: IntArray, initial: int) -> Pile:
        """All rows but those that had a label, and those of the random check, which are neither
        ranked nor drawn."""
        rows = self._pool.copy()
        rows[read[:initial]] = False
        aside = rows & ~self._with_copies(knowledge.available)
        aside[read] = False
        if knowledge.waiting is not None:
            aside &= ~self._with_copies(self._mask(knowledge.waiting))
        if knowledge.check is not None:
            for part in (knowledge.check.rows, knowledge.check.open):
                checked = self._with_copies(self._mask(part))
                rows &= ~checked
                aside &= ~checked
        return Pile(rows, aside, self._order)

    def _mask(self, rows: IntArray) -> BoolArray:
        found = np.zeros(len(self._pool), bool)
        found[rows] = True
        return found

    def _with_copies(self, rows: BoolArray) -> BoolArray:
        return rows if self._copies is None else self._copies.spread(rows)


def find_hint(progress: FindProgress, knowledge: Knowledge) -> Hint:
    """Whether to stop, from the test alone: never from rows without a hit."""
    labels = len(knowledge.all_labels)
    return Hint(FOUND, progress.p < ALPHA, progress.p, labels, progress.ahead)


def _known_before(knowledge: Knowledge) -> int:
    return len(knowledge.all_labels) - knowledge.given
