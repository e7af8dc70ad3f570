"""How far a fast product may be from the exact one, and which scores could still be the best.

A sum of t products in floating point, in any order, is off by at most t u / (1 - t u) times
the sum of their sizes, u the unit roundoff (Higham 2002, section 3.1); the sizes are at most
the length of the row times the length of the weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf, isfinite, log, log1p, log2
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.learning.strategies import TIE

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray
    from altui.learning.scan_rows import Rows

SAFE = 1e36
"""Below this nothing overflows in float32."""

SLACK = 1e-14
"""Rounding of a score in float64."""


@dataclass(frozen=True)
class Bound:
    """A fast decision value of a row is within `slope * norm + offset` of the exact one.

    `widest` is that of the longest row; it is inf where products could overflow.
    """

    slope: float
    offset: float
    widest: float
    norms: FloatArray

    @classmethod
    def of(cls, rows: Rows, coefficients: FloatArray, intercept: FloatArray) -> Bound:
        limits = np.finfo(rows.dtype)
        length = float(np.sqrt((coefficients**2).sum(axis=1)).max())
        shift = float(np.abs(intercept).max())
        unit = (float(limits.eps) + float(np.finfo(float).eps)) / 2
        rounding = 1.1 * (rows.terms + 4) * unit
        vanishing = 4 * (rows.terms + 1) * float(limits.smallest_normal)
        slope, offset = rounding * length + vanishing, rounding * shift + vanishing
        longest = rows.longest
        safe = longest * length + shift < SAFE and length < SAFE and rounding < 0.1
        return cls(slope, offset, slope * longest + offset if safe else inf, rows.norms)

    @property
    def useful(self) -> bool:
        return isfinite(self.widest)

    def at(self, row: int) -> float:
        return self.slope * float(self.norms[row]) + self.offset

    def each(self, rows: IntArray) -> FloatArray:
        return self.slope * self.norms[rows].astype(np.float64) + self.offset


def reach(strategy: str, distance: float) -> float:
    """How large |z| may be for a score within TIE of that at |z| = distance; inf for any.

    For two classes, where every strategy falls with |z|.
    """
    wanted = two_class_score(strategy, distance) - TIE * (1 + 1e-6) - SLACK
    if not wanted > 0:
        return inf
    further = 4 * TIE
    while two_class_score(strategy, distance + further) >= wanted:
        further *= 2
    return distance + further


def two_class_score(strategy: str, distance: float) -> float:
    """The strategy's score where the decision value is `distance` (not negative) from 0."""
    odds = exp(-distance)
    if strategy == "entropy":
        return (log1p(odds) + distance * odds / (1 + odds)) / log(2)
    return (2.0 if strategy == "margin" else 1.0) * odds / (1 + odds)


@dataclass(frozen=True)
class Spread:
    """How far the fast score of a row of several classes may be from the exact one."""

    bound: Bound
    steepness: float
    rounding: float

    @classmethod
    def of(cls, bound: Bound, strategy: str, k: int, dtype: np.dtype[Any]) -> Spread:
        """By softmax values p a score changes at most as follows when all decision values do by 1.

        The sizes of the derivatives of p sum to 2 p (1 - p) <= 1/2; those of a difference of
        two p to at most 1; those of entropy to at most twice itself, which is log2 k.
        """
        steepness = {"least-confidence": 0.5, "margin": 1.0, "entropy": 2 * log2(k)}[strategy]
        return cls(bound, steepness, 32 * k * float(np.finfo(dtype).eps) * (1 + log2(k)))

    @property
    def widest(self) -> float:
        return self.steepness * self.bound.widest + self.rounding

    def at(self, row: int) -> float:
        return self.steepness * self.bound.at(row) + self.rounding

    def each(self, rows: IntArray) -> FloatArray:
        return self.steepness * self.bound.each(rows) + self.rounding


def upward(limit: float, dtype: np.dtype[Any]) -> Any:
    """The limit in another precision, never less."""
    return np.nextafter(np.asarray(limit).astype(dtype), dtype.type(inf))
