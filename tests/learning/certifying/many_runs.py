"""Certificates by the thousand: what settles them does not depend on the order of the answers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from altui.learning.certifying.betting import goal_of, is_settled
from altui.learning.certifying.confidence_sequence import right_rows

Test = Callable[..., bool]


def edges(total: int, target: float, *, is_above: bool, settles: Test = is_settled) -> np.ndarray:
    """After each row, the fewest right rows (or wrong ones) that settle it."""
    goal, found, edge = goal_of(target, total), [], 0
    for drawn in range(1, total + 1):
        while edge <= drawn and not settles(
            edge if is_above else drawn - edge, drawn, total, goal, is_above=is_above
        ):
            edge += 1
        found.append(edge)
    return np.array(found)


def settled_before(right: int, drawn: int, total: int, goal: int, *, is_above: bool) -> bool:
    """The test of certificates from before: a confidence sequence."""
    low, high = right_rows(right, drawn, total)
    return low >= goal if is_above else high < goal


def rows_needed(truth: int, edges: np.ndarray, runs: int, *, is_above: bool) -> np.ndarray:
    """By run; one more than there are where it was never settled."""
    rng = np.random.default_rng(truth)
    pool = (np.arange(len(edges)) < truth) == is_above
    needed = np.full(runs, len(edges) + 1)
    for run in range(runs):
        settled = np.flatnonzero(np.cumsum(rng.permutation(pool)) >= edges)
        needed[run] = settled[0] + 1 if len(settled) else len(edges) + 1
    return needed
