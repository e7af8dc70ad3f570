"""The person's own labels that the model contradicts, worst first, each asked for again blind."""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.message import Message

from altui.display.text import one_line, wrap
from altui.session.doubting import Doubting
from altui.session.events import Decision, Kind
from altui.session.report import counted
from altui.tui.panel import Line, Span, line
from altui.tui.row import RowScreen
from altui.tui.sample import READABLE
from altui.tui.view import differing

if TYPE_CHECKING:
    from textual import events

    from altui.learning.rechecking import Contradiction
    from altui.session.annotation import Annotation
    from altui.tui.opening import Opening
    from altui.tui.view import ClassKey, Sample

ASKING = "The model is asked which of your labels it contradicts: five fits."
SAME, CHANGED, KEPT, PASSED = "as before", "changed", "left as it was", "passed over"


@dataclass(frozen=True)
class Case:
    """A row with the label that it has, and the second one, once that is given and differs."""

    row: int
    first: str
    second: str = ""
    contradiction: Contradiction | None = None


@dataclass
class CasesFound(Message):
    cases: Sequence[Case]
    error: str = ""


class DisagreementsScreen(RowScreen):
    OPENED_BY = "disagreements"

    def __init__(
        self, annotation: Annotation, classes: Sequence[ClassKey], opening: Opening
    ) -> None:
        super().__init__(annotation, classes, opening)
        self._doubting = Doubting(annotation)
        self._cases: deque[Case] = deque()
        self._case: Case | None = None
        self._total = 0
        self._done: Counter[str] = Counter()
        self._told, self._error = ASKING, ""

    def on_mount(self) -> None:
        threading.Thread(target=self._find, daemon=True).start()

    def on_unmount(self) -> None:
        self._doubting.close()

    def on_cases_found(self, message: CasesFound) -> None:
        message.stop()
        self._cases.extend(message.cases)
        self._total = len(message.cases)
        self._error = message.error
        self._next()

    # Keys

    def keys(self) -> list[tuple[str, str]]:
        if self._sample is None:
            return []
        return [*super().keys(), *self._keymap.told(("skip", "pass over"))]

    def heed(self, event: events.Key, action: str | None) -> None:
        if action == "skip" and self._case is not None:
            self._finish(PASSED)
        else:
            super().heed(event, action)

    def answer(self, sample: Sample, class_name: str) -> None:
        assert self._case is not None
        make = Decision.settle if self._case.second else Decision.recheck
        self.send(make(sample.row, class_name, shown_at=self.shown_at))

    def decided(self, decision: Decision) -> None:
        case = self._case
        if case is None or self._sample is None or decision.row != case.row:
            return
        if decision.kind is Kind.SETTLE:
            self._finish(KEPT if decision.value == case.first else CHANGED)
        elif decision.value == case.first:
            self._finish(SAME)
        else:
            self._case = replace(case, second=decision.value or "")
            self.show_row(self._sample)

    def _finish(self, how: str) -> None:
        self._done[how] += 1
        self._next()

    def _next(self) -> None:
        self.leave_row()
        if self._cases:
            self._case = self._cases.popleft()
            self.read(self._case.row)
        else:
            self._case, self._told = None, self._summary()
            self.draw()
            self.say("")

    # What is shown

    def place_of(self, sample: Sample) -> str:  # noqa: ARG002
        return f"{self._total - len(self._cases)} of {self._total}"

    def head(self, sample: Sample) -> list[Line]:  # noqa: ARG002
        """Blind until the second label is given."""
        case = self._case
        assert case is not None
        if not case.second:
            return [line(Span("You have labeled this row: what would you say now?", "title")), ()]
        first, second = one_line(case.first, 30), one_line(case.second, 30)
        lines = [line(Span(f"{first} before, {second} now: which holds?", "title"))]
        if case.contradiction is not None:
            lines.append(contradiction_line(case.contradiction, self._class_keys))
        return [*lines, ()]

    def draw(self) -> None:
        if self._sample is not None:
            super().draw()
        elif self._case is None:
            width = min(max(self.place.size.width - 1, 1), READABLE)
            self.place.put_lines([line(each) for each in wrap(self._told, width)])

    def _summary(self) -> str:
        if self._error:
            return f"The model could not be asked: {one_line(self._error, 400)}"
        if not self._total:
            return "No label of yours is left that the model contradicts."
        told = ", ".join(f"{count} {how}" for how, count in self._done.items())
        return f"{counted(self._total, 'label')} looked at: {told}. There are no more."

    # In a thread of its own

    def _find(self) -> None:
        error = ""
        found: dict[int, Contradiction] = {}
        try:
            found = self._doubting.contradicted()
        except Exception as trouble:  # noqa: BLE001  whatever it is, the person must be told
            error = str(trouble)
        self.post_message(CasesFound([*self._disputed(found), *self._to_be_asked(found)], error))

    def _disputed(self, found: dict[int, Contradiction]) -> Iterator[Case]:
        """The row whose two labels differ, left open before."""
        session = self._annotation.session
        row = session.state.disputed
        if row is not None:
            yield Case(row, *differing(session, row), found.get(row))

    def _to_be_asked(self, found: dict[int, Contradiction]) -> Iterator[Case]:
        may_be_asked, classes = (
            self._annotation.session.recheckable(),
            self._annotation.dataset.classes,
        )
        for row, each in found.items():
            if row in may_be_asked:
                yield Case(row, classes[each.label], contradiction=each)


def contradiction_line(contradiction: Contradiction, classes: Sequence[ClassKey]) -> Line:
    """What models say that were not fitted on the row's own label."""
    said = one_line(classes[contradiction.predicted].name, 30)
    label = one_line(classes[contradiction.label].name, 30)
    text = f"by the other labels {said} at {contradiction.share:.2f}"
    return line(Span(text, "warn"), Span(f", {label} at {contradiction.own:.2f}", "dim"))
