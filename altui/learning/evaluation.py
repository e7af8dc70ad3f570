"""An accuracy always comes with its count, its interval and its kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from altui.learning.arrays import IntArray

Z95 = 1.959963984540054

TEST, AUDIT = "test", "audit"
SPOKEN = {TEST: "test", AUDIT: "random check"}

FEWEST = 10
"""With fewer rows no accuracy is shown: the interval would be too wide."""

RARE = 0.1
"""If one of two classes has a smaller share, the accuracy says little about it."""

Confusion = tuple[tuple[int, ...], ...]
"""How many rows of each true class (outer) were predicted as each class (inner)."""


@dataclass(frozen=True)
class Proportion:
    """`right` of `total`. With a total of 0 nothing is known."""

    right: int
    total: int

    def __str__(self) -> str:
        if not self.total:
            return "no rows yet"
        low, high = wilson_interval(self.right, self.total)
        return f"{self.right}/{self.total} ({100 * low:.0f} to {100 * high:.0f} %)"


@dataclass(frozen=True)
class Evaluation:
    """`right` of `total` rows, none of which trained the model. `kind` says which rows."""

    right: int
    total: int
    kind: str = TEST
    confusion: Confusion = ()

    @property
    def accuracy(self) -> float:
        return self.right / self.total

    @property
    def interval(self) -> tuple[float, float]:
        return wilson_interval(self.right, self.total)

    @property
    def is_measured(self) -> bool:
        """Whether there are enough rows to show an accuracy."""
        return self.total >= FEWEST

    @property
    def rare(self) -> int | None:
        """The rare class, if one of two classes is too rare for the accuracy to say much."""
        if len(self.confusion) != 2 or not self.is_measured:
            return None
        totals = [sum(row) for row in self.confusion]
        rarest = totals.index(min(totals))
        return rarest if totals[rarest] < RARE * self.total else None

    def recall(self, k: int) -> Proportion:
        """The share of the rows of class k that the model finds."""
        return Proportion(self.confusion[k][k], sum(self.confusion[k]))

    def precision(self, k: int) -> Proportion:
        """The share of the rows predicted as class k that are of class k."""
        return Proportion(self.confusion[k][k], sum(row[k] for row in self.confusion))

    def __str__(self) -> str:
        if not self.is_measured:
            return not_measured(self.total)
        low, high = self.interval
        span = f"{100 * low:.0f} to {100 * high:.0f} %, {SPOKEN.get(self.kind, self.kind)}"
        if self.kind == TEST:
            return f"{self.accuracy:.4f} ({self.right}/{self.total}, {span})"
        return f"{self.right}/{self.total} = {100 * self.accuracy:.0f} % ({span})"


def evaluate(predicted: IntArray, true: IntArray, n_classes: int, kind: str) -> Evaluation:
    """The evaluation of predicted and true class indices (m,), m at least 1."""
    import numpy as np

    # In 64 bits: labels come in as few as they need.
    pairs = np.bincount(true.astype(np.int64) * n_classes + predicted, minlength=n_classes**2)
    counts = pairs.reshape(n_classes, n_classes)
    confusion = share_rows(counts.tolist())
    return Evaluation(int(np.trace(counts)), len(true), kind, confusion)


def share_rows(rows: Iterable[Iterable[int]]) -> Confusion:
    """The table, with one object for equal rows: those of one Round are mostly those of the last,
    and with many classes each table would take a third of a megabyte."""
    return tuple(_shared(tuple(row)) for row in rows)


@lru_cache(8192)
def _shared(row: tuple[int, ...]) -> tuple[int, ...]:
    return row


def not_measured(rows: int) -> str:
    if rows >= FEWEST:  # a repaired session may have lost the round that measured it
        return "not measured with these labels yet"
    return f"not measured yet ({rows} of {FEWEST})"


def wilson_interval(right: int, total: int, z: float = Z95) -> tuple[float, float]:
    """The score interval of Wilson (1927) for a proportion; 95 % by default."""
    if total < 1:
        raise ValueError("an interval needs at least one row")
    p = right / total
    shrink = 1 + z * z / total
    centre = (p + z * z / (2 * total)) / shrink
    half = z * sqrt(p * (1 - p) / total + z * z / (4 * total * total)) / shrink
    # The ends are exact at 0 and 1. Rounding must not move them past the value itself.
    return (max(0.0, min(p, centre - half)), min(1.0, max(p, centre + half)))
