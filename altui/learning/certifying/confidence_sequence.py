"""An interval for how many rows of a finite pool are right, valid at every moment.

Rows are drawn at random without replacement and checked one by one. An interval for a single look
is wrong at some moment in three runs of ten if it is watched. This one is wrong in at most one of
twenty, at any stopping time (Waudby-Smith & Ramdas, NeurIPS 2020: the prior-posterior-ratio
martingale of the beta-binomial).
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf, lgamma, log

ALPHA = 0.05
ROUNDING = 1e-8


def right_rows(right: int, drawn: int, total: int, alpha: float = ALPHA) -> tuple[int, int]:
    """The least and the most rows of `total` that may be right, if `right` of `drawn` are.

    Every T is kept with BB(T; N, 1, 1) / BB(T - k; N - n, 1 + k, 1 + n - k) < 1 / alpha, BB the
    beta-binomial pmf.
    """
    # The prior is uniform on 0 to N: every T has 1 / (N + 1).
    return kept_rows(right, drawn, total, log(alpha) - log(total + 1))


def kept_rows(right: int, drawn: int, total: int, floor: float) -> tuple[int, int]:
    """The least and the most rows whose `log_chance` is at least `floor`; if both are equal up to
    rounding, they are kept. The chance has one peak, so the ends are found by halving."""
    if not 0 <= right <= drawn <= total:
        raise ValueError(f"{right} right of {drawn} drawn of {total} cannot be")
    left = total - drawn

    def is_kept(rest: int) -> bool:
        return log_chance(right + rest, right, drawn, total) >= floor - ROUNDING

    peak = _peak(right, drawn, left)
    low = first(0, peak, is_kept)
    high = left - first(0, left - peak, lambda step: is_kept(left - step))
    return right + low, right + high


def log_chance(rows: int, right: int, drawn: int, total: int) -> float:
    """log of the chance that so many `rows` of `total` are right, if `right` of `drawn` are and
    every number was as likely before. Up to a constant it is the likelihood of `rows`."""
    rest, left = rows - right, total - drawn
    if not 0 <= rest <= left:
        return -inf
    return log_beta_binomial(rest, left, 1 + right, 1 + drawn - right)


def _peak(right: int, drawn: int, left: int) -> int:
    """The most likely number of right rows among those `left`: the pmf rises up to it."""
    if not drawn:
        return left // 2
    return min(left, int((left + 1) * right / drawn))


def first(low: int, high: int, is_so: Callable[[int], bool]) -> int:
    """The least number from `low` to `high` for which it is true; it is true for all above too."""
    while low < high:
        middle = (low + high) // 2
        if is_so(middle):
            high = middle
        else:
            low = middle + 1
    return low


def log_beta_binomial(x: int, n: int, a: float, b: float) -> float:
    """log of the pmf."""
    choose = lgamma(n + 1) - lgamma(x + 1) - lgamma(n - x + 1)
    return choose + _log_beta(x + a, n - x + b) - _log_beta(a, b)


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)
