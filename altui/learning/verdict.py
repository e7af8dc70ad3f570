"""What is known about a frozen model and its target accuracy."""

from __future__ import annotations

from dataclasses import dataclass

from altui.learning.confidence_sequence import right_rows


@dataclass(frozen=True)
class Verdict:
    """`right` of `drawn` rows were right; `open_` of them have no label. Of `total` rows, between
    `low` and `high` are right, with 95 % confidence at all moments together. A row without a label
    counts as wrong for `low` and as right for `high`."""

    right: int
    drawn: int
    open_: int
    total: int
    low: int
    high: int
    target: float

    @classmethod
    def of(cls, right: int, drawn: int, open_: int, total: int, target: float) -> Verdict:
        low = right_rows(right, drawn, total)[0]
        high = right_rows(right + open_, drawn, total)[1]
        return cls(right, drawn, open_, total, low, high, target)

    @property
    def is_above(self) -> bool:
        return self.low >= self.target * self.total

    @property
    def is_below(self) -> bool:
        return self.high < self.target * self.total

    @property
    def is_decided(self) -> bool:
        return self.is_above or self.is_below
