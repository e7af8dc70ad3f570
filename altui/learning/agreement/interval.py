"""An interval for a coefficient 1 - Do/De: one less the observed disagreement by the expected one.

It holds the coefficients that a test would not reject, as Wilson's interval does for a share: each
is tested by the variance that Do - (1 - coefficient) De has if it is true (for two classes and two
people A. Donner and M. Eliasziw, Statistics in Medicine 11 (1992), do so). That of the sample says
too little: where nobody disagreed it is zero, and where nobody has met a rare class twice it is
that of no agreement at all. `tests/benchmarks/agreement.py` prints how often it holds the truth.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from altui.learning.evaluation import Z95

if TYPE_CHECKING:
    from collections.abc import Callable

    from altui.learning.arrays import FloatArray

HALVINGS = 50
"""Of the way from the coefficient to an end of all: a float knows no more places."""


class Moments(NamedTuple):
    """Sums over the classes of the powers of their shares."""

    second: float
    third: float

    @classmethod
    def of(cls, shares: FloatArray) -> Moments:
        return cls(float((shares**2).sum()), float((shares**3).sum()))


def score_interval(
    observed: float, expected: float, shares: FloatArray, sizes: FloatArray
) -> tuple[float, float]:
    """The 95 % interval of 1 - observed / expected.

    `shares` (c,) are those of the classes, two or more, and `sizes` (m,) the answers of each row,
    two or more. `expected` is above zero.
    """
    variance = _Variance(Moments.of(shares), sizes)

    def holds(coefficient: float) -> bool:
        away = observed - (1 - coefficient) * expected
        return abs(away) <= Z95 * sqrt(variance.at(coefficient))

    value = 1 - observed / expected
    return _last(holds, value, -1.0), _last(holds, value, 1.0)


class _Variance:
    """The variance of Do - (1 - coefficient) De, weighted by answers, where people of one row
    either all know its class, as often as the coefficient says, or each draw one by the shares.

    With two people it does not matter whether one knows what the other does. With more it is the
    most that rows can have in common, so the interval is rather too wide than too narrow.
    """

    def __init__(self, of: Moments, sizes: FloatArray) -> None:
        weights = (sizes / sizes.sum()) ** 2
        # Of the share of a class that is drawn by the shares, and of whether two drawn are alike.
        of_share = of.third - of.second**2
        of_pair = of.second - of.second**2
        pairs = sizes * (sizes - 1) / 2
        self._rows = float(weights.sum())
        self._by_pairs = float(weights @ ((2 * (sizes - 2) * of_share + of_pair) / pairs))
        self._by_share = 4 * of_share * float(weights @ (1 / sizes))
        self._known = (1 + of.second) ** 2 - 4 * (1 + of.second) * of.second + 4 * of.third
        self._differing = 1 - of.second

    def at(self, coefficient: float) -> float:
        # Below zero nobody knows anything.
        known = max(coefficient, 0.0)
        rest = 1 - coefficient
        if_known = rest**2 * self._rows * self._known
        if_drawn = (
            self._by_pairs
            + (rest**2 - 2 * rest) * self._by_share
            + (coefficient * self._differing) ** 2 * self._rows
        )
        return max(known * if_known + (1 - known) * if_drawn, 0.0)


def _last(holds: Callable[[float], bool], inside: float, end: float) -> float:
    """The last coefficient that holds on the way from one inside to the end of all."""
    if holds(end):
        return end
    for _ in range(HALVINGS):
        middle = (inside + end) / 2
        if holds(middle):
            inside = middle
        else:
            end = middle
    return inside
