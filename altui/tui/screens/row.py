"""A row of the data on a screen of its own: read, paged, flagged, commented, and answered with a
class's key once it has been painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from altui.labeling.events import RemarkSaved
from altui.labeling.naming.class_line import Choice, ClassLine
from altui.labeling.naming.recent import order_by_use
from altui.labeling.showing.class_keys import ClassKey, keep_keys
from altui.labeling.showing.shown_row import ShownRow, read_row
from altui.labeling.showing.titled import titles_of
from altui.session.events import Decision
from altui.tui.messages import Decided, adding
from altui.tui.screens.class_line import ClassLineScreen
from altui.tui.screens.dialogs import CommentScreen
from altui.tui.screens.parts.row_page import RowPageScreen, RowRead
from altui.wording.news import done_word
from altui.wording.view.status import class_keys_now

if TYPE_CHECKING:
    from textual import events

    from altui.labeling.annotation import Annotation
    from altui.labeling.opening.face import Opening


class RowScreen(RowPageScreen[Decision | None]):
    """A subclass says which rows are shown, with which words, and what an answer means."""

    def __init__(
        self, annotation: Annotation, classes: Sequence[ClassKey], opening: Opening
    ) -> None:
        super().__init__(classes, opening.keymap, opening.dwell)
        self._annotation, self._opening = annotation, opening

    # What a subclass says

    def keys(self) -> list[tuple[str, str]]:
        told = (("flag", "flag"), ("comment", "comment"))
        return [*class_keys_now(self._class_keys, self._keymap), *self._keymap.list_keys(*told)]

    def why_not(self, row: int) -> str:  # noqa: ARG002
        """Why a row may not be shown, if it may not; asked in a thread."""
        return ""

    def answer(self, shown_row: ShownRow, class_name: str) -> None:
        raise NotImplementedError

    def load(self, row: int) -> RowRead:
        error = self.why_not(row)
        shown_row = None if error else read_row(self._annotation, row)
        return RowRead(row, shown_row, self._annotation.session.label(row), error)

    def take_key(self, event: events.Key, action: str | None) -> None:
        """A key that does not move the page, nor goes back."""
        shown_row = self.shown_row
        if shown_row is None:
            return
        if name := self.class_of(event):
            if self.can_answer() and self.painted.counts():
                self.answer(shown_row, name)
        elif action == "name-class":
            if self.can_answer() and self.painted.counts():
                self.name_class(partial(self._answer_named, shown_row.row), may_add=True)
        elif action == "flag":
            self.post_message(Decided(Decision.flag(shown_row.row, on=not shown_row.flagged)))
        elif action == "comment":
            self._write_comment(shown_row)

    def name_class(self, take: Callable[[Choice], object], *, may_add: bool = False) -> None:
        """Have a class named in the line at the foot, or a new one if the person `may_add` it."""

        def close(choice: Choice | None) -> None:
            if choice is not None:
                take(choice)

        can_add = may_add and not self._annotation.session.settings.certify
        named = ClassLine(self._class_keys, self.naming_order(), can_add=can_add)
        self.app.push_screen(ClassLineScreen(named), close)

    def naming_order(self) -> Sequence[int]:
        """The indices of the classes, those first that are wanted most."""
        names = [each.name for each in self._class_keys]
        # Sorted by use: no Round asked for this row, so no model has said anything about it.
        return order_by_use(self._annotation.session.curve().used, names)

    def follow_classes(self) -> None:
        """The classes of the session have changed."""
        classes = self._opening.classes_of(self._annotation.session)
        self._class_keys = keep_keys(classes, self._class_keys)

    def _answer_named(self, row: int, choice: Choice) -> None:
        """The row may have gone, or out of sight, while the class was typed."""
        shown_row = self.shown_row
        is_painted = self.painted.at is not None
        if shown_row is not None and shown_row.row == row and is_painted and self.can_answer():
            if choice.is_new:
                self.app.post_message(adding(choice.name))
            self.answer(shown_row, choice.name)

    def describe_answer(self, shown_row: ShownRow, decision: Decision) -> str:
        """That the row has its label now."""
        word = done_word(is_kept_nowhere=self._opening.is_kept_nowhere)
        name = titles_of(self._class_keys).get(decision.value or "", decision.value)
        return f"{word}: {shown_row.row_id} is {name}"

    def tell_saved(self, decision: Decision) -> None:
        """A decision of whatever screen is on disk."""

    def tell_undecided(self, why: str) -> None:
        """A decision was refused or dropped: nothing has changed."""
        self.say(why)
        if self.shown_row is not None:
            self.call_after_refresh(self.painted.paint)

    def tell_remark(self, message: RemarkSaved) -> None:
        """A flag or comment is on disk."""
        if self.shown_row is not None and self.shown_row.row == message.row:
            shown_row = replace(self.shown_row, flagged=message.flagged, note=message.note)
            self.show_row(shown_row, self._page.top)

    def _write_comment(self, shown_row: ShownRow) -> None:
        def close(note: str | None) -> None:
            if note is not None:
                self.post_message(Decided(Decision.note(shown_row.row, note)))

        self.app.push_screen(CommentScreen(shown_row.row, shown_row.row_id, shown_row.note), close)

    def send(self, decision: Decision) -> None:
        """Have a decision made: keys count again once it is known what became of it."""
        self.painted.cover()
        self.post_message(Decided(decision))
