"""A row of the data on a screen of its own: read, paged, flagged, commented, and answered with a
class's key once it has been painted."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from altui.display.lines import Line, Span, cut, length, line
from altui.display.text import one_line
from altui.labeling.events import RemarkSaved
from altui.labeling.naming.class_line import Choice, ClassLine
from altui.labeling.naming.recent import order_by_use
from altui.labeling.showing.class_keys import ClassKey, keep_keys
from altui.labeling.showing.shown_row import ShownRow, read_row
from altui.session.events import Decision
from altui.tui.bindings import count_lines, key_of
from altui.tui.messages import Decided, adding
from altui.tui.painted import Painted
from altui.tui.panels.panel import LinesWidget
from altui.tui.screens.class_line import ClassLineScreen
from altui.tui.screens.dialogs import CommentScreen
from altui.tui.screens.parts.overlay import Overlay
from altui.tui.screens.parts.page import Page, page_room
from altui.wording.news import describe_unreadable
from altui.wording.view.row import (
    AROUND,
    heading_lines,
    missing_lines,
    row_lines,
    too_small,
    with_pictures,
)
from altui.wording.view.status import class_keys_now, keys_line

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from altui.labeling.annotation import Annotation
    from altui.labeling.opening.face import Opening


@dataclass
class RowRead(Message):
    """`label` is the label that the row has now. `shown_row` is None where it must not be shown,
    and `error` says why."""

    row: int
    shown_row: ShownRow | None
    label: str = ""
    error: str = ""


class RowScreen(Overlay[Decision | None]):
    """A subclass says which rows are shown, with which words, and what an answer means."""

    AUTO_FOCUS = ""
    OPENED_BY = ""
    """The action whose key opened the screen, and so closes it."""

    def __init__(
        self, annotation: Annotation, classes: Sequence[ClassKey], opening: Opening
    ) -> None:
        super().__init__()
        self._annotation, self._class_keys = annotation, classes
        self._opening, self._keymap = opening, opening.keymap
        self._wanted: int | None = None
        self.shown_row: ShownRow | None = None
        self._page = Page()
        self._heading = 0
        self.painted = Painted(opening.dwell)
        self._word = ""
        self.label = ""

    def compose(self) -> ComposeResult:
        yield LinesWidget(id="rows")
        yield LinesWidget(id="rows-keys")

    # What a subclass says

    def head(self, shown_row: ShownRow) -> list[Line]:  # noqa: ARG002
        """What stands above a row's own text."""
        return []

    def place_of(self, shown_row: ShownRow) -> str:  # noqa: ARG002
        """Where among the others the row stands."""
        return ""

    def keys(self) -> list[tuple[str, str]]:
        told = (("flag", "flag"), ("comment", "comment"))
        return [*class_keys_now(self._class_keys, self._keymap), *self._keymap.list_keys(*told)]

    def why_not(self, row: int) -> str:  # noqa: ARG002
        """Why a row may not be shown, if it may not; asked in a thread."""
        return ""

    def answer(self, shown_row: ShownRow, class_name: str) -> None:
        raise NotImplementedError

    def go_back(self) -> None:
        self.dismiss(None)

    def take_key(self, event: events.Key, action: str | None) -> None:
        """A key that does not move the page, nor goes back."""
        shown_row = self.shown_row
        if shown_row is None:
            return
        if name := self.class_of(event):
            if self._can_answer() and self.painted.counts():
                self.answer(shown_row, name)
        elif action == "name-class":
            if self._can_answer() and self.painted.counts():
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
        if shown_row is not None and shown_row.row == row and is_painted and self._can_answer():
            if choice.is_new:
                self.app.post_message(adding(choice.name))
            self.answer(shown_row, choice.name)

    def _can_answer(self) -> bool:
        """Whether a line of the row can be seen; says so if not."""
        missing = self._missing_lines()
        if missing:
            self.say(too_small(self.size.height, missing))
        return not missing

    def tell_saved(self, decision: Decision) -> None:
        """A decision of whatever screen is on disk."""

    def tell_undecided(self, why: str) -> None:
        """A decision was refused or dropped: nothing has changed."""
        self.say(why)
        if self.shown_row is not None:
            self.call_after_refresh(self.painted.paint)

    # Keys

    def on_key(self, event: events.Key) -> None:
        if self.focused is not None and event.key != "escape":
            return
        event.stop()
        action = self._keymap.action_of(key_of(event))
        if event.key == "escape" or action in ("quit", self.OPENED_BY):
            self.go_back()
        elif not self.move(action or event.key):
            self.take_key(event, action)

    def class_of(self, event: events.Key) -> str | None:
        key = key_of(event)
        return next((each.name for each in self._class_keys if each.key == key), None)

    def move(self, move: str) -> bool:
        """Page as a key action says; False for what moves nothing."""
        by = count_lines(move, self.page)
        if by and self.shown_row is not None and self._page.move(by):
            self.draw()
        return by != 0

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

    # The row

    def read(self, row: int) -> None:
        """Have a row read, off the event loop, and shown."""
        self._wanted = row
        threading.Thread(target=self._read, args=(row,), daemon=True).start()

    def _read(self, row: int) -> None:
        try:
            error = self.why_not(row)
            shown_row = None if error else read_row(self._annotation, row)
            label = self._annotation.session.label(row)
            self.post_message(RowRead(row, shown_row, label, error))
        except Exception as trouble:  # noqa: BLE001  the person must know of any error
            self.post_message(RowRead(row, None, error=describe_unreadable(trouble)))

    def on_row_read(self, message: RowRead) -> None:
        message.stop()
        if message.row != self._wanted:
            return
        if message.shown_row is None:
            self.say(message.error)
        else:
            self.label = message.label
            self.show_row(message.shown_row)

    def show_row(self, shown_row: ShownRow, top: int = 0) -> None:
        self.shown_row = shown_row
        self.painted.cover()
        self._lay_out(top)
        self.draw()
        self.say("")
        self.call_after_refresh(self.painted.paint)

    def leave_row(self) -> None:
        self.shown_row = self._wanted = None
        self.painted.cover()

    def _lay_out(self, top: int) -> None:
        assert self.shown_row is not None
        shown_row, width = self.shown_row, max(self.place.size.width - 1, 1)
        body = row_lines(shown_row, width)
        head = [cut(each, width) for each in self.head(shown_row)]
        if shown_row.pictures:
            room = page_room(self.place.size.height) - len(head)
            colours = not self.app.no_color
            body = with_pictures(shown_row, body, width, room, has_colours=colours)
        self._heading = len(head) + (0 if shown_row.pictures else heading_lines(shown_row, width))
        title = f"row {one_line(shown_row.row_id, 40)}{shown_row.times}"
        self._page = Page(title, self.place_of(shown_row), [*head, *body], top)

    def _missing_lines(self) -> int:
        room = self.place.size.height - AROUND
        return missing_lines(self._page.body, self._heading, self._page.top, room)

    def on_resize(self) -> None:
        if self.shown_row is not None:
            self._lay_out(0)
            if self.painted.at is not None:
                self.painted.cover()
                self.call_after_refresh(self.painted.paint)
        self.draw()
        self.say(self._word)

    # What is shown

    @property
    def page(self) -> int:
        """The lines that a page key moves."""
        return page_room(self.place.size.height)

    @property
    def place(self) -> LinesWidget:
        return self.query_one("#rows", LinesWidget)

    def draw(self) -> None:
        if self.shown_row is not None:
            self.place.put_lines(self._page.lines(*self.place.size, self._keymap))

    def say(self, word: str) -> None:
        """A passing word, and the keys that work now."""
        self._word = word
        width = self.size.width
        told = (Span(f"{one_line(word, width)}   "),) if word else ()
        back = self._keymap.list_keys(("quit", "back")) or [("escape", "back")]
        keys = keys_line(self.keys(), back, max(width - length(told), 0))
        self.query_one("#rows-keys", LinesWidget).put_lines([cut(line(*told, *keys), width)])

    def send(self, decision: Decision) -> None:
        """Have a decision made: keys count again once it is known what became of it."""
        self.painted.cover()
        self.post_message(Decided(decision))
