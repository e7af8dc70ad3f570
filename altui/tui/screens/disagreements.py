"""The person's own labels that the model contradicts, worst first, each asked for again blind."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from altui.display.lines import Line, Span, line
from altui.display.text import wrap
from altui.labeling.advising.doubting import Doubting
from altui.labeling.advising.second_look import Case, SecondLook, cases, open_case
from altui.tui.screens.row import RowScreen
from altui.wording.decisions import contradiction_line
from altui.wording.label_review import ASKING, describe_unasked, question_of
from altui.wording.view.row import READABLE

if TYPE_CHECKING:
    from textual import events

    from altui.labeling.annotation import Annotation
    from altui.labeling.opening.face import Opening
    from altui.labeling.showing.class_keys import ClassKey
    from altui.labeling.showing.shown_row import ShownRow
    from altui.session.events import Decision


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
        self.review = SecondLook(())
        self._told, self._error = ASKING, ""

    def on_mount(self) -> None:
        self.begin()

    def begin(self) -> None:
        threading.Thread(target=self._find, daemon=True).start()

    def on_unmount(self) -> None:
        self._doubting.close()

    def on_cases_found(self, message: CasesFound) -> None:
        message.stop()
        self.review = SecondLook(message.cases)
        self._error = message.error
        self._next()

    # Keys

    def keys(self) -> list[tuple[str, str]]:
        if self.shown_row is None:
            return []
        return [*super().keys(), *self._keymap.list_keys(("skip", "pass over"))]

    def take_key(self, event: events.Key, action: str | None) -> None:
        if action == "skip" and self.review.case is not None:
            self.review.pass_over()
            self._next()
        else:
            super().take_key(event, action)

    def answer(self, shown_row: ShownRow, class_name: str) -> None:  # noqa: ARG002
        self.send(self.review.answer(class_name, self.painted.shown_at))

    def tell_saved(self, decision: Decision) -> None:
        case = self.review.case
        if case is None or self.shown_row is None or decision.row != case.row:
            return
        if self.review.follow(decision):
            self._next()
        else:
            self.show_row(self.shown_row)

    def _next(self) -> None:
        self.leave_row()
        case = self.review.next()
        if case is not None:
            self.read(case.row)
        else:
            self._told = self._summary()
            self.draw()
            self.say("")

    # What is shown

    def place_of(self, shown_row: ShownRow) -> str:  # noqa: ARG002
        return self.review.place

    def head(self, shown_row: ShownRow) -> list[Line]:  # noqa: ARG002
        """Blind until the second label is given."""
        case = self.review.case
        assert case is not None
        lines = [line(Span(question_of(case, self._class_keys), "title"))]
        if case.second and case.contradiction is not None:
            lines.append(contradiction_line(case.contradiction, self._class_keys))
        return [*lines, ()]

    def draw(self) -> None:
        if self.shown_row is not None:
            super().draw()
        elif self.review.case is None:
            width = min(max(self.place.size.width - 1, 1), READABLE)
            self.place.put_lines([line(each) for each in wrap(self._told, width)])

    def _summary(self) -> str:
        if self._error:
            return describe_unasked(self._error)
        return self.review.summary()

    # In a thread of its own

    def _find(self) -> None:
        try:
            found, error = cases(self._annotation, self._doubting), ""
        except Exception as trouble:  # noqa: BLE001  the person must know of any error
            found, error = open_case(self._annotation), str(trouble)
        self.post_message(CasesFound(found, error))
