"""How many rows a certificate will probably need, before the first is asked: simulated."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from altui.learning.certifying.betting import goal_of, is_settled
from altui.learning.certifying.confidence_sequence import first

if TYPE_CHECKING:
    from altui.learning.arrays import IntArray

RUNS = 400
LOOK, GROWTH = 5, 1.03
"""The first look, and from each look to the next: rows between two looks cost no computing."""

MOST = 10_000
"""Where more are needed, it is not said how many: no person answers them."""


class ExpectedRows(NamedTuple):
    """Half of all runs need no more than `half` rows, nine of ten no more than `most`."""

    half: int
    most: int


def expect_rows(accuracy: float, total: int, target: float) -> ExpectedRows:
    """For predictions of this accuracy on `total` rows."""
    return _simulate(np.full(RUNS, round(accuracy * total)), total, target)


def expect_rows_after(right: int, checked: int, total: int, target: float) -> ExpectedRows:
    """For predictions of which `right` of `checked` were right: they suggest many accuracies."""
    shares = np.random.default_rng(1).beta(right + 1, checked - right + 1, RUNS)
    return _simulate(np.rint(shares * total).astype(int), total, target)


def _simulate(right: IntArray, total: int, target: float) -> ExpectedRows:
    """`right` (runs,) is how many rows are right in each run."""
    rng, goal = np.random.default_rng(0), goal_of(target, total)
    seen = np.zeros(len(right), int)
    never = min(total, MOST)
    needed = np.full(len(right), never)
    drawn = above = below = 0
    for look in _looks(total):
        left = right - seen
        seen = seen + rng.hypergeometric(left, total - drawn - left, look - drawn)
        drawn = look
        above = _edge(above, drawn, total, goal, is_above=True)
        below = _edge(below, drawn, total, goal, is_above=False)
        needed[((seen >= above) | (drawn - seen >= below)) & (needed == never)] = drawn
        if np.count_nonzero(needed < never) > 0.95 * len(right):
            break
    half, most = np.quantile(needed, (0.5, 0.9))
    return ExpectedRows(int(half), int(most))


def _looks(total: int) -> list[int]:
    found, look = [], float(LOOK)
    while look < min(total, MOST):
        found.append(int(look))
        look = max(look + 1, look * GROWTH)
    return found


def _edge(edge: int, drawn: int, total: int, goal: int, *, is_above: bool) -> int:
    """The fewest right rows among those drawn that show "above", or wrong ones that show "below";
    no less than `edge`, that of fewer rows."""

    def is_so(counted: int) -> bool:
        return _settles(counted, drawn, total, goal, is_above=is_above)

    step = 1
    while not is_so(edge + step - 1):
        step *= 2
    return first(edge + step // 2, edge + step - 1, is_so) if step > 1 else edge


def _settles(counted: int, drawn: int, total: int, goal: int, *, is_above: bool) -> bool:
    if counted > drawn:
        return True
    right = counted if is_above else drawn - counted
    return is_settled(right, drawn, total, goal, is_above=is_above)
