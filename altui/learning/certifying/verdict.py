"""What is known about predictions and their target accuracy."""

from __future__ import annotations

from dataclasses import dataclass

from altui.learning.certifying.betting import aimed_ends, goal_of
from altui.learning.certifying.confidence_sequence import right_rows

BETTING = "betting"


@dataclass(frozen=True)
class Verdict:
    """`right` of `drawn` rows were right; `open_` of them have no label. Of `total` rows, between
    `low` and `high` are right, at all moments together: both ends with 95 % confidence, or each of
    them where the `test` is BETTING. A row without a label counts as wrong for `low` and as right
    for `high`."""

    right: int
    drawn: int
    open_: int
    total: int
    low: int
    high: int
    target: float
    test: str = ""
    """BETTING, aimed at the target; empty in a certificate from before, which has a confidence
    sequence."""
    answers: tuple[tuple[int, ...], ...] = ()
    """How many drawn rows of each answer (outer, the last for none) have each predicted class."""

    @classmethod
    def of(
        cls,
        right: int,
        drawn: int,
        open_: int,
        total: int,
        target: float,
        test: str = "",
        answers: tuple[tuple[int, ...], ...] = (),
    ) -> Verdict:
        low = _ends(right, drawn, total, target, test)[0]
        high = _ends(right + open_, drawn, total, target, test)[1]
        return cls(right, drawn, open_, total, low, high, target, test, answers)

    @property
    def goal(self) -> int:
        """The fewest right rows that reach the target."""
        return goal_of(self.target, self.total)

    @property
    def is_above(self) -> bool:
        return self.low >= self.goal

    @property
    def is_below(self) -> bool:
        return self.high < self.goal

    @property
    def is_decided(self) -> bool:
        return self.is_above or self.is_below


def _ends(right: int, drawn: int, total: int, target: float, test: str) -> tuple[int, int]:
    if test == BETTING:
        return aimed_ends(right, drawn, total, goal_of(target, total))
    return right_rows(right, drawn, total)
