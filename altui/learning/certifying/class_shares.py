"""How many rows of each class there are, from predictions for all of them and answers for some.

The estimate is prediction-powered (Angelopoulos et al., Science 2023, the mean): the share that
is predicted, corrected by what the answers say of the predictions. Its usual interval is normal,
for one look and many rows; a certificate stops when it likes, and often few of its predictions
are wrong. So the interval is made of two bets without replacement (see `betting`), one on the
rows of the class among those predicted as it, of which there are so many, and one on those among
all others. Each believes in any number by Jeffreys' prior. Both numbers are given up together
where the product of the two capitals reaches 20, so the interval of one class is wrong at some
moment in at most one run of twenty.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log
from typing import NamedTuple

from altui.learning.certifying.confidence_sequence import (
    ALPHA,
    kept_rows,
    log_beta_binomial,
    log_chance,
)

LAST_ONES = 12

Answers = Sequence[Sequence[int]]
"""How many drawn rows of each answer (outer) have each predicted class (inner). The last line is
of rows without an answer."""


class ClassRows(NamedTuple):
    """How many rows are of a class: the estimate, the least and the most."""

    estimate: float
    low: int
    high: int


class _Part(NamedTuple):
    """`seen` rows of the class among `drawn` of `total`."""

    seen: int
    drawn: int
    total: int

    def capital(self, rows: int) -> float:
        """log of the capital of whoever bets against so many rows of the class."""
        return self._evidence - self._likelihood(rows)

    def ends(self, budget: float) -> tuple[int, int]:
        """The least and the most rows with a capital of at most `budget`, a log."""
        floor = self._evidence - budget - log(self.total + 1) + log(self.drawn + 1)
        return kept_rows(*self, floor)

    @property
    def peak(self) -> int:
        """A number of rows that costs the bettor most."""
        low, high = kept_rows(*self, 0.0)
        return max(low, high, key=self._likelihood)

    @property
    def _evidence(self) -> float:
        return log_beta_binomial(self.seen, self.drawn, 0.5, 0.5)

    def _likelihood(self, rows: int) -> float:
        return log_chance(rows, *self) + log(self.total + 1) - log(self.drawn + 1)


def class_rows(answers: Answers, predicted: Sequence[int]) -> list[ClassRows]:
    """For each class; `predicted` has how many of all rows are predicted as each class."""
    return [_rows_of(k, answers, predicted) for k in range(len(predicted))]


def _rows_of(k: int, answers: Answers, predicted: Sequence[int]) -> ClassRows:
    total, drawn = sum(predicted), sum(map(sum, answers))
    alike, without = sum(line[k] for line in answers), answers[-1]
    found, open_ = answers[k][k], without[k]
    missed, open_others = sum(answers[k]) - found, sum(without) - open_
    apart = (drawn - alike, total - predicted[k])
    low = _end(_Part(found, alike, predicted[k]), _Part(missed, *apart), 0)
    # A row without an answer counts against both ends.
    high = _end(_Part(found + open_, alike, predicted[k]), _Part(missed + open_others, *apart), 1)
    answered = drawn - sum(without)
    if not answered:
        return ClassRows((low + high) / 2, low, high)
    corrected = predicted[k] + total * (missed - (alike - open_ - found)) / answered
    return ClassRows(min(max(corrected, low), high), low, high)


def _end(inside: _Part, outside: _Part, side: int) -> int:
    """The least (side 0) or most (side 1) rows in both parts that are not given up. The pairs
    that are kept are convex, so the best number inside is found by halving."""
    budget = -log(ALPHA)
    peak = inside.peak
    farthest = inside.ends(budget - outside.capital(outside.peak))[side]

    def both(rows: int) -> int:
        return rows + outside.ends(budget - inside.capital(rows))[side]

    sign = -1 if side else 1
    best = _least(min(peak, farthest), max(peak, farthest), lambda rows: sign * both(rows))
    return both(best)


def _least(low: int, high: int, cost: Callable[[int], int]) -> int:
    """Where a convex function of whole numbers is least. It may be level for some numbers, since
    it is rounded, so the last ones are all looked at."""
    while high - low > LAST_ONES:
        third = (high - low) // 3
        left, right = low + third, high - third
        if cost(left) <= cost(right):
            high = right
        else:
            low = left
    return min(range(low, high + 1), key=cost)
