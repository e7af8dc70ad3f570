"""Asks again for the person's labels that the model contradicts, one by one, blind."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from altui.display.text import count_of
from altui.session.events import Decision, Kind

if TYPE_CHECKING:
    from altui.labeling.advising.doubting import Doubting
    from altui.labeling.annotation import Annotation
    from altui.learning.honesty.label_review import Contradiction
    from altui.session.session import Session

SAME, CHANGED, KEPT, PASSED = "as before", "changed", "left as it was", "passed over"


@dataclass(frozen=True)
class Case:
    """A row with its label, and the second label once that is given and differs."""

    row: int
    first: str
    second: str = ""
    contradiction: Contradiction | None = None
    is_split: bool = False


class SecondLook:
    """`case` is the current case: None before the first and after the last."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self.case: Case | None = None
        self._left = deque(cases)
        self._total = len(cases)
        self._done: Counter[str] = Counter()

    @property
    def can_undo(self) -> bool:
        """Whether undo takes back the last answer given here. A second label is settled instead."""
        return False

    @property
    def place(self) -> str:
        return f"{self._total - len(self._left)} of {self._total}"

    def next(self) -> Case | None:
        self.case = self._left.popleft() if self._left else None
        return self.case

    def pass_over(self) -> None:
        self._done[PASSED] += 1

    def answer(self, class_name: str, shown_at: float) -> Decision:
        """The decision for a class: the second label, or which of the two labels is right."""
        assert self.case is not None
        make = Decision.settle if self.case.second else Decision.recheck
        return make(self.case.row, class_name, shown_at=shown_at)

    def follow(self, decision: Decision) -> bool:
        """Follow a saved decision. Returns whether the case is done: if its labels differ, altui
        asks once more which one is right."""
        case = self.case
        assert case is not None
        if decision.kind is Kind.SETTLE:
            self._done[KEPT if decision.value == case.first else CHANGED] += 1
        elif decision.value == case.first:
            self._done[SAME] += 1
        else:
            self.case = replace(case, second=decision.value or "")
            return False
        return True

    def summary(self) -> str:
        if not self._total:
            return "The model contradicts none of your other labels."
        told = ", ".join(f"{count} {how}" for how, count in self._done.items())
        looked = count_of(sum(self._done.values()), "label")
        rest = self._total - sum(self._done.values())
        end = f"{rest:,} are left." if rest else "There are no more."
        return f"{looked} looked at{f': {told}' if told else ''}. {end}"


def cases(annotation: Annotation, doubting: Doubting) -> list[Case]:
    """The row left open with two different labels, if any; then the labels that the model
    contradicts, worst first. Asks the model in the calling thread. Raises ModelError."""
    found = doubting.find_contradictions()
    return [*_disputed_cases(annotation.session, found), *_contradicted_cases(annotation, found)]


def open_case(annotation: Annotation) -> list[Case]:
    """The row left open with two different labels, if the model cannot be asked."""
    return [*_disputed_cases(annotation.session, {})]


def _disputed_cases(session: Session, found: dict[int, Contradiction]) -> Iterator[Case]:
    row = session.disputed
    labels = () if row is None else session.two_labels(row)
    if row is not None and labels:
        yield Case(row, labels[0], labels[1], found.get(row))


def _contradicted_cases(annotation: Annotation, found: dict[int, Contradiction]) -> Iterator[Case]:
    may_be_asked, classes = annotation.session.recheckable(), annotation.dataset.classes
    for row, each in found.items():
        if row in may_be_asked:
            yield Case(row, classes[each.label], contradiction=each)
