"""How many rows a certificate will probably need, before the first is asked: simulated."""

from __future__ import annotations

from typing import NamedTuple

from altui.learning.certifying.betting import goal_of, is_settled

RUNS = 400
LOOK, GROWTH = 5, 1.03
"""The first look, and from each look to the next: rows between two looks cost no computing."""


class ExpectedRows(NamedTuple):
    """Half of all runs need no more than `half` rows, nine of ten no more than `most`."""

    is_above: bool
    half: int
    most: int


def expect_rows(accuracy: float, total: int, target: float, runs: int = RUNS) -> ExpectedRows:
    """For a column or a model of this accuracy on `total` rows."""
    import numpy as np

    goal, right = goal_of(target, total), round(accuracy * total)
    is_above = right >= goal
    # What the test counts: right rows to show that the target is reached, else wrong ones.
    counted = right if is_above else total - right
    rng = np.random.default_rng(0)
    seen = np.zeros(runs, int)
    needed = np.full(runs, total)
    drawn = edge = 0
    for look in _looks(total):
        some = look - drawn
        seen += rng.hypergeometric(counted - seen, total - drawn - (counted - seen), some)
        drawn = look
        edge = _edge(edge, drawn, total, goal, is_above=is_above)
        needed[(seen >= edge) & (needed == total)] = drawn
        if np.count_nonzero(needed < total) > 0.95 * runs:
            break
    half, most = np.quantile(needed, (0.5, 0.9))
    return ExpectedRows(is_above, int(half), int(most))


def _looks(total: int) -> list[int]:
    found, look = [], float(LOOK)
    while look < total:
        found.append(int(look))
        look = max(look + 1, look * GROWTH)
    return found


def _edge(edge: int, drawn: int, total: int, goal: int, *, is_above: bool) -> int:
    """The fewest of the counted rows among those drawn that settle it, no less than `edge`."""
    step = max(1, (drawn - edge) // 16)
    while edge <= drawn and not _settles(edge, drawn, total, goal, is_above=is_above):
        edge += step
    while step > 1 and _settles(edge - 1, drawn, total, goal, is_above=is_above):
        edge -= 1
    return edge


def _settles(counted: int, drawn: int, total: int, goal: int, *, is_above: bool) -> bool:
    if counted > drawn:
        return True
    right = counted if is_above else drawn - counted
    return is_settled(right, drawn, total, goal, is_above=is_above)
