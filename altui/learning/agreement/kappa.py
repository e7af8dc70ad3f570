"""Cohen's kappa of two people: as alpha, but each person's own habits count as chance.

J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement
20 (1960). For two people with about the same shares of classes it is alpha within a hundredth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from altui.learning.agreement.interval import score_interval

if TYPE_CHECKING:
    from altui.learning.arrays import IntArray


class Kappa(NamedTuple):
    """`value` is None where both gave all `rows` the same one class. `low` and `high` are its 95 %
    interval, and `alike` how many rows they agree on."""

    value: float | None
    low: float
    high: float
    rows: int
    alike: int


def cohen_kappa(one: IntArray, other: IntArray) -> Kappa:
    """Kappa of two people's class indices (rows,), both given for each row."""
    alike = int((one == other).sum())
    if not len(one):
        return Kappa(None, -1.0, 1.0, 0, 0)
    classes, codes = np.unique(np.concatenate((one, other)), return_inverse=True)
    left, right = codes[: len(one)], codes[len(one) :]
    by_one, by_other = (
        np.bincount(each, minlength=len(classes)) / len(one) for each in (left, right)
    )
    if len(classes) < 2:
        return Kappa(None, -1.0, 1.0, len(one), alike)
    observed, expected = 1 - alike / len(one), 1 - float(by_one @ by_other)
    # The interval takes it that the two give the classes about as often.
    shares, two = (by_one + by_other) / 2, np.full(len(one), 2.0)
    low, high = score_interval(observed, expected, shares, two)
    return Kappa(1 - observed / expected, low, high, len(one), alike)


def confusion(one: IntArray, other: IntArray) -> list[tuple[int, int, int]]:
    """How often one person's class met each of the other's: (class, class, rows), without those
    that never met. Of thousands of classes a square table would take hundreds of megabytes."""
    pairs, counts = np.unique(np.stack((one, other), axis=1), axis=0, return_counts=True)
    return [(a, b, rows) for (a, b), rows in zip(pairs.tolist(), counts.tolist(), strict=True)]
