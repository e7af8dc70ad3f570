"""Accuracy with its count, its interval and its kind, so that it can never be shown bare."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z95 = 1.959963984540054


@dataclass(frozen=True)
class Evaluation:
    """`right` of `total` rows, none of which trained the model; `kind` says which rows."""

    right: int
    total: int
    kind: str = "test"

    @property
    def accuracy(self) -> float:
        return self.right / self.total

    @property
    def interval(self) -> tuple[float, float]:
        return wilson_interval(self.right, self.total)

    def __str__(self) -> str:
        low, high = self.interval
        span = f"{100 * low:.0f} to {100 * high:.0f} %"
        return f"{self.accuracy:.4f} ({self.right}/{self.total}, {span}, {self.kind})"


def wilson_interval(right: int, total: int, z: float = Z95) -> tuple[float, float]:
    """The score interval of Wilson (1927) for a proportion; 95 % by default."""
    if total < 1:
        raise ValueError("an interval needs at least one row")
    p = right / total
    shrink = 1 + z * z / total
    centre = (p + z * z / (2 * total)) / shrink
    half = z * sqrt(p * (1 - p) / total + z * z / (4 * total * total)) / shrink
    # The ends are exact at 0 and 1; rounding must not push them past the value itself.
    return (max(0.0, min(p, centre - half)), min(1.0, max(p, centre + half)))
