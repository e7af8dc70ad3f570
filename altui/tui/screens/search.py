"""The screen that searches the pool: a text, what holds it, and one row of that to be labeled."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.message import Message
from textual.widgets import Input

from altui.display.lines import Line, Span, line
from altui.display.text import one_line, pad
from altui.session.events import Decision
from altui.session.finding.search import MOST, SearchHit, Wanted, search
from altui.tui.screens.listing import ListScreen
from altui.tui.screens.parts.field import InputField
from altui.tui.screens.parts.overlay import TypeAhead

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from altui.labeling.annotation import Annotation
    from altui.labeling.opening.face import Opening
    from altui.labeling.view import ClassKey, ShownRow

REPORT_EVERY = 0.1
"""Seconds between two reports of a running search: a slow line needs few frames."""

WIDEST_ID = 20
HINT = "text, or column=value; enter searches, escape goes back"


@dataclass
class RowsFound(Message):
    """All rows found so far by search number `number`; `done` is the share of the file."""

    number: int
    found: tuple[SearchHit, ...]
    done: float
    error: str = ""


class SearchScreen(TypeAhead, ListScreen):
    """Type, then enter; then a list; then one row, where a class's key labels it."""

    def __init__(
        self, annotation: Annotation, classes: Sequence[ClassKey], opening: Opening
    ) -> None:
        super().__init__(annotation, classes, opening)
        self.items: tuple[SearchHit, ...] = ()
        self._number = 0

    @property
    def is_typing(self) -> bool:
        return self._number == 0

    def compose(self) -> ComposeResult:
        yield InputField(placeholder=HINT, id="search")
        yield from super().compose()

    def on_unmount(self) -> None:
        self._number = -1  # ends a search under way

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value.strip():
            return
        wanted = Wanted.of(event.value, self._annotation.dataset.schema)
        self._number += 1
        self.items = ()
        self.cursor.reset()
        self.leave_row()
        self.set_focus(None)
        self.say("searching")
        threading.Thread(target=self._search, args=(self._number, wanted), daemon=True).start()

    def on_rows_found(self, message: RowsFound) -> None:
        message.stop()
        if message.number != self._number:
            return
        self.items = message.found
        count = f"{len(self.items):,}{' first' if len(self.items) == MOST else ''} found"
        is_done = message.done >= 1
        state = message.error or ("" if is_done else f"{message.done:.0%} searched")
        self.say(f"{count}   {state}".rstrip())
        if self.shown_row is None:
            self.draw()

    # What is listed, and what an answer means

    @property
    def count(self) -> int:
        return len(self.items)

    def row_at(self, place: int) -> int:
        return self.items[place].row

    def list_lines(self, places: range, width: int) -> list[Line]:
        ids = [one_line(self.items[place].row_id, WIDEST_ID) for place in places]
        wide = max(map(cell_len, ids), default=0)
        return [
            self._line(place, pad(name, wide), width)
            for place, name in zip(places, ids, strict=True)
        ]

    def keys(self) -> list[tuple[str, str]]:
        if self.shown_row is not None:
            return super().keys()
        if self.is_typing:
            return [("enter", "searches: text, or column=value")]
        return [*self._keymap.list_keys(("line-down", "move")), ("enter", "row"), ("/", "search")]

    def why_not(self, row: int) -> str:
        is_free = bool(self._annotation.session.listable()[row])
        return "" if is_free else "this row has an answer by now"

    def take_key(self, event: events.Key, action: str | None) -> None:
        if self.shown_row is None and event.character == "/":
            self.set_focus(self.query_one(Input))
        else:
            super().take_key(event, action)

    def answer(self, shown_row: ShownRow, class_name: str) -> None:
        # No Round asked for this row: the person found it.
        self.dismiss(Decision.label(shown_row.row, class_name, shown_at=self.painted.shown_at))

    def _line(self, place: int, name: str, width: int) -> Line:
        is_here, each = place == self.cursor.at, self.items[place]
        room = max(width - cell_len(name) - 4, 1)
        text = one_line(f"{each.column}: {each.excerpt}", room)
        return line(
            Span(self.cursor.mark(place), "key"),
            Span(f"{name}  ", "strong" if is_here else "dim"),
            Span(text),
        )

    # In threads of their own

    def _search(self, number: int, wanted: Wanted) -> None:
        found: list[SearchHit] = []
        reported, done = time.monotonic(), 0.0
        try:
            listable = self._annotation.session.listable()
            for each in search(self._annotation.dataset, listable, wanted):
                if number != self._number or len(found) == MOST:
                    break
                if isinstance(each, SearchHit):
                    found.append(each)
                    continue
                done = each
                if time.monotonic() - reported > REPORT_EVERY:
                    reported = time.monotonic()
                    self.post_message(RowsFound(number, tuple(found), min(done, 0.99)))
        except Exception as error:  # noqa: BLE001  the person must know of any error
            self.post_message(RowsFound(number, tuple(found), done, f"the search failed: {error}"))
        else:
            self.post_message(RowsFound(number, tuple(found), 1.0))
