"""A row on a screen of its own: painted, paged, and answered only once it can be read."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from textual.message import Message

from altui.display.lines import Line, Span, cut, length, line
from altui.display.text import one_line
from altui.tui.bindings import count_lines, key_of
from altui.tui.painted import Painted
from altui.tui.panels.panel import LinesWidget
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
from altui.wording.view.status import keys_line

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from altui.config.keymap import KeyMap
    from altui.labeling.showing.class_keys import ClassKey
    from altui.labeling.showing.shown_row import ShownRow

Result = TypeVar("Result")


@dataclass
class RowRead(Message):
    """`label` is the label that the row has now. `shown_row` is None where it must not be shown,
    and `error` says why."""

    row: int
    shown_row: ShownRow | None
    label: str = ""
    error: str = ""


class RowPageScreen(Overlay[Result]):
    """A subclass reads rows, says what stands above a row, and what keys do."""

    AUTO_FOCUS = ""
    OPENED_BY = ""
    """The action whose key opened the screen, and so closes it."""

    BACK = "back"
    """What the key does that leaves the screen."""

    def __init__(self, classes: Sequence[ClassKey], keymap: KeyMap, dwell: float) -> None:
        super().__init__()
        self._class_keys, self._keymap = classes, keymap
        self._wanted: int | None = None
        self.shown_row: ShownRow | None = None
        self._page = Page()
        self._heading = 0
        self.painted = Painted(dwell)
        self._word = ""
        self.label = ""

    def compose(self) -> ComposeResult:
        yield LinesWidget(id="rows")
        yield LinesWidget(id="rows-keys")

    # What a subclass says

    def load(self, row: int) -> RowRead:
        """Read a row; called in a thread of its own."""
        raise NotImplementedError

    def head(self, shown_row: ShownRow) -> list[Line]:  # noqa: ARG002
        """What stands above a row's own text."""
        return []

    def place_of(self, shown_row: ShownRow) -> str:  # noqa: ARG002
        """Where among the others the row stands."""
        return ""

    def keys(self) -> list[tuple[str, str]]:
        return []

    def is_way_back(self, key: str, action: str | None) -> bool:
        return key == "escape" or action in ("quit", self.OPENED_BY)

    def go_back(self) -> None:
        self.dismiss(None)

    def take_key(self, event: events.Key, action: str | None) -> None:
        """A key that does not move the page, nor goes back."""

    def can_answer(self) -> bool:
        """Whether a line of the row can be seen; says so if not."""
        missing = self._missing_lines()
        if missing:
            self.say(too_small(self.size.height, missing))
        return not missing

    # Keys

    def on_key(self, event: events.Key) -> None:
        if self.focused is not None and event.key != "escape":
            return
        event.stop()
        action = self._keymap.action_of(key_of(event))
        if self.is_way_back(event.key, action):
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

    # The row

    def read(self, row: int) -> None:
        """Have a row read, off the event loop, and shown."""
        self._wanted = row
        threading.Thread(target=self._read, args=(row,), daemon=True).start()

    def _read(self, row: int) -> None:
        try:
            self.post_message(self.load(row))
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

    def paint_again(self) -> None:
        """A key counts once the row is painted again."""
        if self.shown_row is not None:
            self.painted.cover()
            self.call_after_refresh(self.painted.paint)

    def on_resize(self) -> None:
        if self.shown_row is not None:
            self._lay_out(0)
            if self.painted.at is not None:
                self.paint_again()
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
        back = self._keymap.list_keys(("quit", self.BACK)) or [("escape", self.BACK)]
        keys = keys_line(self.keys(), back, max(width - length(told), 0))
        self.query_one("#rows-keys", LinesWidget).put_lines([cut(line(*told, *keys), width)])
