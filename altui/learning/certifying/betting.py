"""Two one-sided tests by betting, aimed at a target, and the interval that they give.

Rows are drawn without replacement from `total`, of which an unknown number T is right. To show
that T reaches the `goal`, somebody bets against "T = m" for each m below it: after n draws with
k right, the next row is right with the chance (m - k) / (N - n), at which the odds are fair
(Waudby-Smith & Ramdas 2024, sampling without replacement). The bettor believes in a mixture of
numbers from the goal on, and bets the predictive chance under it, which is never lower. So the
capital is the mixture's likelihood over that of m. It cannot be expected to grow where T is m or
less, so it ever reaches 20 in at most one run of twenty, and m is given up there. The other test
is the mirror image. Only one of "below" and "reached" is wrong, so neither level is halved.

The mixture says where the test is aimed: mostly at five points beyond the target, where most
rows are saved, and a little at every other distance.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil, exp, inf, log

from altui.learning.certifying.confidence_sequence import ALPHA, ROUNDING, kept_rows, log_chance

AIM, SPREAD = 0.05, 0.02
"""The distance from the target that the bets are made for, and how much it may differ."""

AIMED = 0.85
"""The share of the stakes on that distance. Of the rest one half is even over all distances, the
other over their logarithms."""

GROWTH = 1.06
"""From each distance to the next, in rows, so that a large pool needs few of them."""

FLOAT_NOISE = 1e-9


def goal_of(target: float, total: int) -> int:
    """The fewest right rows that reach the target."""
    return ceil(target * total - FLOAT_NOISE)


def aimed_ends(right: int, drawn: int, total: int, goal: int) -> tuple[int, int]:
    """The least and the most rows of `total` that may be right, if `right` of `drawn` are; each
    end is wrong at some moment in at most one run of twenty."""
    below, beyond = (_floor(right, drawn, total, goal, beyond=side) for side in (False, True))
    low = kept_rows(right, drawn, total, beyond)[0]
    return low, kept_rows(right, drawn, total, below)[1]


def is_settled(right: int, drawn: int, total: int, goal: int, *, is_above: bool) -> bool:
    """Whether the test shows that the goal is reached, or else that it is not: whether that end
    of the interval has passed it."""
    edge = goal - 1 if is_above else goal
    if edge < right if is_above else edge > total - (drawn - right):
        return True
    floor = _floor(right, drawn, total, goal, beyond=is_above)
    return log_chance(edge, right, drawn, total) < floor - ROUNDING


def _floor(right: int, drawn: int, total: int, goal: int, *, beyond: bool) -> float:
    """The log chance below which a number of right rows has made the capital of 1 / alpha."""
    stakes = _stakes(total, goal, beyond)
    logs = [weight + log_chance(rows, right, drawn, total) for rows, weight in stakes]
    most = max(logs)
    if most == -inf:
        return -inf  # none of the numbers believed in is possible: all was lost
    return most + log(sum(exp(each - most) for each in logs)) + log(ALPHA)


@lru_cache(maxsize=32)
def _stakes(total: int, goal: int, beyond: bool) -> tuple[tuple[int, float], ...]:
    """Numbers of right rows on one side of the edge, with the logs of their stakes."""
    longest = total - goal + 1 if beyond else goal
    distances = _distances(longest)
    aimed = _shares([exp(-(((d / total - AIM) / SPREAD) ** 2) / 2) for d in distances], distances)
    even = _shares([1.0] * len(distances), distances)
    by_scale = _shares([1 / d for d in distances], distances)
    rest = (1 - AIMED) / 2
    stakes = [
        AIMED * a + rest * b + rest * c for a, b, c in zip(aimed, even, by_scale, strict=True)
    ]
    edge, sign = (goal - 1, 1) if beyond else (goal, -1)
    return tuple((edge + sign * d, log(stake)) for d, stake in zip(distances, stakes, strict=True))


def _distances(longest: int) -> list[int]:
    """From 1 to the longest, first one by one, then by growth."""
    found, distance = [], 1
    while distance < longest:
        found.append(distance)
        distance = max(distance + 1, int(distance * GROWTH))
    return [*found, longest]


def _shares(densities: list[float], distances: list[int]) -> list[float]:
    """Densities as shares of one, each for the rows since the distance before."""
    before = [0, *distances[:-1]]
    masses = [density * (d - b) for density, d, b in zip(densities, distances, before, strict=True)]
    whole = sum(masses)
    return [mass / whole for mass in masses] if whole else [1 / len(masses)] * len(masses)
