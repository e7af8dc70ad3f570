"""The screen that searches the pool: a text, what holds it, and one row of that to be labeled."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from altui.display.text import one_line, pad
from altui.session.search import Found, Wanted, search
from altui.tui.dialogs import TypeAhead
from altui.tui.panel import Line, Lines, Span, line
from altui.tui.sample import sample_lines
from altui.tui.view import ClassKey, Sample, sample_of

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from altui.session.annotation import Annotation

MOST = 500
"""Rows listed; a person looks for more by other words."""

TOLD = 0.1
"""Seconds between two reports of a search under way: few frames are kind to a slow line."""

STEPS = {"j": 1, "down": 1, "k": -1, "up": -1}
PAGES = {"space": 1, "pagedown": 1, "b": -1, "pageup": -1}

WIDEST_ID = 20
HINT = "text, or column=value; enter searches, escape goes back"
LIST_KEYS = "j k move   enter shows the row   / another search   escape goes back"


@dataclass
class RowsFound(Message):
    """All rows found so far by search number `number`; `done` is the share of the file."""

    number: int
    found: tuple[Found, ...]
    done: float
    error: str = ""


@dataclass
class RowRead(Message):
    """`sample` is None for a row that has been answered or is gone meanwhile."""

    sample: Sample | None
    error: str = ""


@dataclass(frozen=True)
class Answer:
    """A row found and labeled by the person; `shown_at` in unix seconds."""

    row: int
    class_name: str
    shown_at: float


class SearchScreen(TypeAhead, ModalScreen[Answer | None]):
    """Type, then enter; then a list; then one row, where a digit labels it."""

    AUTO_FOCUS = ""

    def __init__(self, annotation: Annotation, classes: Sequence[ClassKey]) -> None:
        super().__init__()
        self._annotation, self._class_keys = annotation, classes
        self._found: tuple[Found, ...] = ()
        self._at = self._top = 0
        self._number = 0
        self._sample: Sample | None = None
        self._shown_at: float | None = None
        self._body: list[Line] = []
        self._body_top = 0

    @property
    def is_typing(self) -> bool:
        return self._number == 0

    def compose(self) -> ComposeResult:
        field = Input(placeholder=HINT, id="search", compact=True, select_on_focus=False)
        field.cursor_blink = False  # blinking sends bytes for ever
        yield field
        yield Lines(id="found")
        yield Static(HINT, id="search-keys", markup=False)

    def on_unmount(self) -> None:
        self._number = -1  # ends a search under way

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value.strip():
            return
        wanted = Wanted.of(event.value, self._annotation.dataset.schema)
        self._number += 1
        self._found, self._at, self._top, self._sample = (), 0, 0, None
        self.set_focus(None)
        self._say("searching")
        threading.Thread(target=self._search, args=(self._number, wanted), daemon=True).start()

    def on_rows_found(self, message: RowsFound) -> None:
        message.stop()
        if message.number != self._number:
            return
        self._found = message.found
        count = f"{len(self._found):,}{' first' if len(self._found) == MOST else ''} found"
        is_done = message.done >= 1
        state = message.error or (LIST_KEYS if is_done else f"{message.done:.0%} searched")
        self._say(f"{count}   {state}")
        if self._sample is None:
            self._draw_list()

    def on_row_read(self, message: RowRead) -> None:
        message.stop()
        if message.sample is None:
            self._say(message.error or "this row has its answer by now")
            return
        self._sample = message.sample
        self._shown_at = None
        title = line(Span(f"row {one_line(message.sample.row_id, 40)}", "title"))
        width = max(self._place.size.width - 1, 1)
        self._body, self._body_top = [title, (), *sample_lines(message.sample, width)], 0
        self._place.put_lines(self._body)
        keys = "  ".join(f"{each.key} {one_line(each.name, 14)}" for each in self._class_keys)
        self._say(f"{keys}   escape: back to the list")
        self.call_after_refresh(self._arm)

    def on_resize(self) -> None:
        if self._sample is None and self._number > 0:
            self._draw_list()

    def on_key(self, event: events.Key) -> None:
        if self.focused is not None and event.key != "escape":
            return
        event.stop()
        if event.key == "escape":
            self._go_back()
        elif self._sample is not None and (name := self._class_of(event.character)):
            self._label(self._sample, name)
        elif event.key in STEPS or event.key in PAGES:
            page = max(self._place.size.height - 1, 1)
            self._move(STEPS.get(event.key) or page * PAGES[event.key])
        elif self._sample is not None:
            return
        elif event.character == "/":
            self.set_focus(self.query_one(Input))
        elif event.key == "enter" and self._found:
            row = self._found[self._at].row
            threading.Thread(target=self._read, args=(row,), daemon=True).start()

    @property
    def _place(self) -> Lines:
        return self.query_one("#found", Lines)

    def _say(self, text: str) -> None:
        self.query_one("#search-keys", Static).update(one_line(text, self.size.width))

    def _arm(self) -> None:
        """From now on a digit counts: the row has been painted."""
        self._shown_at = time.time()

    def _go_back(self) -> None:
        if self._sample is None:
            self.dismiss(None)
            return
        self._sample = None
        self._say(LIST_KEYS)
        self._draw_list()

    def _class_of(self, character: str | None) -> str | None:
        return next((each.name for each in self._class_keys if each.key == character), None)

    def _label(self, sample: Sample, class_name: str) -> None:
        if self._shown_at is not None:
            self.dismiss(Answer(sample.row, class_name, self._shown_at))

    def _move(self, by: int) -> None:
        """Down the row that is shown, or else down the list."""
        if self._sample is not None:
            last = len(self._body) - self._place.size.height
            self._body_top = max(0, min(self._body_top + by, last))
            self._place.put_lines(self._body[self._body_top :])
            return
        self._at = max(0, min(self._at + by, len(self._found) - 1))
        self._draw_list()

    def _draw_list(self) -> None:
        width, height = self._place.size
        self._top = max(min(self._top, self._at), self._at - max(height, 1) + 1)
        shown = self._found[self._top : self._top + height]
        ids = [one_line(each.row_id, WIDEST_ID) for each in shown]
        wide = max(map(cell_len, ids), default=0)
        lines = [
            self._line(place, pad(name, wide), each, width)
            for place, (name, each) in enumerate(zip(ids, shown, strict=True), self._top)
        ]
        self._place.put_lines(lines)

    def _line(self, place: int, name: str, each: Found, width: int) -> Line:
        is_here = place == self._at
        room = max(width - cell_len(name) - 4, 1)
        text = one_line(f"{each.column}: {each.excerpt}", room)
        return line(
            Span("▸ " if is_here else "  ", "key"),
            Span(f"{name}  ", "strong" if is_here else "dim"),
            Span(text),
        )

    # In threads of their own

    def _search(self, number: int, wanted: Wanted) -> None:
        found: list[Found] = []
        told, done = time.monotonic(), 0.0
        try:
            listable = self._annotation.session.listable()
            for each in search(self._annotation.dataset, listable, wanted):
                if number != self._number or len(found) == MOST:
                    break
                if isinstance(each, Found):
                    found.append(each)
                    continue
                done = each
                if time.monotonic() - told > TOLD:
                    told = time.monotonic()
                    self.post_message(RowsFound(number, tuple(found), min(done, 0.99)))
        except Exception as error:  # noqa: BLE001  whatever it is, the person must be told
            self.post_message(RowsFound(number, tuple(found), done, f"the search failed: {error}"))
        else:
            self.post_message(RowsFound(number, tuple(found), 1.0))

    def _read(self, row: int) -> None:
        try:
            is_free = bool(self._annotation.session.listable()[row])
            self.post_message(RowRead(sample_of(self._annotation, row) if is_free else None))
        except Exception as error:  # noqa: BLE001  whatever it is, the person must be told
            self.post_message(RowRead(None, f"the row cannot be read: {error}"))
