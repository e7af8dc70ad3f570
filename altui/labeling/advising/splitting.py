"""A class is split: each of its labels is asked for again, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.display.text import count_of
from altui.labeling.advising.second_look import CHANGED, PASSED, SAME, Case, SecondLook
from altui.session.events import Decision, Kind

if TYPE_CHECKING:
    from altui.session.session import Session


class SplitLook(SecondLook):
    """Goes over the rows of the class `name`. The new label replaces the old one, which may be the
    same again."""

    def __init__(self, name: str, session: Session) -> None:
        rows = [row for row, of_class in session.to_split().items() if of_class == name]
        super().__init__([Case(row, name, is_split=True) for row in rows])
        self._name, self._session = name, session
        self._answered: list[tuple[Case, str]] = []

    def answer(self, class_name: str, shown_at: float) -> Decision:
        assert self.case is not None
        return Decision.label(self.case.row, class_name, shown_at=shown_at)

    def follow(self, decision: Decision) -> bool:
        if decision.kind is Kind.UNDO:
            case, done = self._answered.pop()
            self._done[done] -= 1
            self._left.extendleft(each for each in (self.case, case) if each is not None)
            return True
        assert self.case is not None
        done = SAME if decision.value == self.case.first else CHANGED
        self._done[done] += 1
        self._answered.append((self.case, done))
        return True

    @property
    def can_undo(self) -> bool:
        """Whether the last step of the session is the last answer given here, or a class that was
        added behind it for an answer taken back."""
        step = self._session.next_undo
        if not self._answered or step is None:
            return False
        return step.kind is Kind.CLASSES or step.row == self._answered[-1][0].row

    def summary(self) -> str:
        if not self._total:
            return f"No label of {self._name} is left to be asked for again."
        stayed, left = self._done[SAME], self._done[CHANGED]
        rest = self._total - stayed - left
        asked = count_of(stayed + left, "label")
        end = f"{rest:,} still to be asked." if rest else "That was all."
        passed = f", {self._done[PASSED]:,} passed over" if self._done[PASSED] else ""
        return f"{asked} of {self._name} asked again: {left:,} changed{passed}. {end}"
