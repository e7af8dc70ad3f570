"""The rows that look like the row on the screen: ticked one by one, and labeled with it.

Only a row that was read is ticked: its line was painted, or the row itself where a line cannot show
it. Nothing is decided before a class is chosen.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from altui.display.lines import Line, Span, cut, line, title_line
from altui.labeling.look_alikes import LookAlikes, find_look_alikes
from altui.labeling.naming.order import class_order
from altui.tui.bindings import key_of
from altui.tui.messages import Decided, adding
from altui.tui.screens.listing import ListScreen
from altui.wording.view.alike import (
    NONE_FOUND,
    NOT_READ,
    difference_line,
    measure_words,
    near_text,
)
from altui.wording.view.row import row_lines, with_pictures
from altui.wording.view.status import class_keys_now

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events

    from altui.labeling.annotation import Annotation
    from altui.labeling.naming.class_line import Choice
    from altui.labeling.opening.face import Opening
    from altui.labeling.showing.shown_row import ShownRow
    from altui.labeling.view import View
    from altui.session.events import Decision

ALL = "a"
WHICH = "which class?"
TITLES = 2


@dataclass
class AlikeFound(Message):
    found: LookAlikes | None
    error: str = ""


class AlikeScreen(ListScreen):
    """`shown_at` is when the row on the screen was painted: the answer began there."""

    OPENED_BY = "alike"

    def __init__(
        self,
        annotation: Annotation,
        view: View,
        shown_row: ShownRow,
        shown_at: float,
        opening: Opening,
    ) -> None:
        super().__init__(annotation, view.classes, opening)
        self._view, self._of, self._shown_at = view, shown_row, shown_at
        self._dwell = opening.dwell
        self._painted_at: dict[int, float] = {}
        self._listed = range(0)
        self.found: LookAlikes | None = None
        self.ticked: set[int] = set()
        self.is_asking = False
        """Whether a key is a class now, and not a row."""

    def on_mount(self) -> None:
        self.draw()
        self.say("looking")
        threading.Thread(target=self._find, daemon=True).start()

    def _find(self) -> None:
        try:
            self.post_message(AlikeFound(find_look_alikes(self._annotation, self._of)))
        except Exception as error:  # noqa: BLE001  the person must know of any error
            self.post_message(AlikeFound(None, f"they cannot be found: {error}"))

    def on_alike_found(self, message: AlikeFound) -> None:
        message.stop()
        self.found = message.found
        self.draw()
        self.say(message.error or ("" if self.count else NONE_FOUND))

    # What is listed

    @property
    def count(self) -> int:
        return len(self.found.rows) if self.found else 0

    def row_at(self, place: int) -> int:
        assert self.found is not None
        return self.found.rows[place].shown_row.row

    def place_of(self, shown_row: ShownRow) -> str:
        place = self._place(shown_row)
        return f"look-alike {place + 1}{', ticked' if place in self.ticked else ''}"

    def list_head(self, width: int) -> list[Line]:
        width = max(width - 1, 1)
        title = title_line(f"row {self._of.row_id}", width, "the row on the screen")
        room = max(self.place.size.height - TITLES - max(self.count, 1), 1)
        body = [cut(each, width) for each in row_lines(self._of, width)]
        if self._of.pictures:
            colours = not self.app.no_color
            body = with_pictures(self._of, body, width, room, has_colours=colours)
        if len(body) > room:
            body[room - 1 :] = [line(Span(f"… {len(body) - room + 1} lines more", "dim"))]
        ticked = f"{len(self.ticked)} of {self.count} ticked" if self.count else ""
        what = f"look-alikes by {measure_words(self.found.measure)}" if self.found else "looking"
        return [title, *body, title_line(what, width, ticked)]

    def list_lines(self, places: range, width: int) -> list[Line]:
        self._listed = places
        return [self._line(place, max(width - 1, 1)) for place in places]

    def _line(self, place: int, width: int) -> Line:
        assert self.found is not None
        each = self.found.rows[place]
        tick = "[x]" if place in self.ticked else "[ ]"
        head = line(
            Span(self.cursor.mark(place), "key"),
            Span(f"{place + 1} ", "key"),
            Span(f"{tick} ", "strong" if place in self.ticked else "text"),
            Span(f"{near_text(self.found.measure, each.near)}  ", "dim"),
            Span(f"{each.shown_row.times.strip()}  ", "dim") if each.shown_row.times else Span(""),
        )
        told = difference_line(self._of, each.shown_row, max(width - 15, 1))
        return cut((*head, *told), width)

    def draw(self) -> None:
        super().draw()
        if self.shown_row is None and self.count:
            self.call_after_refresh(self._mark_painted, self._listed)

    # What has been read

    def _mark_painted(self, places: Iterable[int]) -> None:
        if self.found is None or self.shown_row is not None:
            return
        for place in places:
            # A picture is not seen in a line.
            if not self.found.rows[place].shown_row.pictures:
                self._painted_at.setdefault(place, time.monotonic())

    def show_row(self, shown_row: ShownRow, top: int = 0) -> None:
        super().show_row(shown_row, top)
        place = self._place(shown_row)
        now = time.monotonic
        self.call_after_refresh(lambda: self._painted_at.setdefault(place, now()))

    def _is_read(self, place: int) -> bool:
        at = self._painted_at.get(place)
        return at is not None and time.monotonic() - at >= self._dwell

    def _place(self, shown_row: ShownRow) -> int:
        return next(each for each in range(self.count) if self.row_at(each) == shown_row.row)

    # Keys

    def keys(self) -> list[tuple[str, str]]:
        if self.is_asking:
            return class_keys_now(self._class_keys, self._keymap)
        if not self.count:
            return []
        ticks = [(f"1-{self.count}" if self.count > 1 else "1", "tick")]
        if self.shown_row is not None:
            return ticks
        return [*ticks, (ALL, "all"), ("enter", "label"), ("space", "read the row")]

    def move(self, move: str) -> bool:
        if self.shown_row is None and move == "page-down" and self.count:
            self.read(self.row_at(self.cursor.at))
            return True
        return super().move(move)

    def take_key(self, event: events.Key, action: str | None) -> None:
        key = key_of(event)
        if self.is_asking:
            self._take_class(event, action)
        elif key.isdecimal() and 1 <= int(key) <= self.count:
            self._turn({int(key) - 1})
        elif self.shown_row is not None:
            return
        elif key == ALL and self.count:
            self._turn_all()
        elif event.key == "enter" and self.count:
            self._ask()

    def go_back(self) -> None:
        if self.is_asking:
            self.is_asking = False
            self.say("nothing is labeled")
        else:
            super().go_back()

    def _turn(self, places: set[int]) -> None:
        """Tick rows that were read, or untick them."""
        unread = {place for place in places if not self._is_read(place)}
        self.ticked ^= places - unread
        if self.shown_row is not None:
            self.show_row(self.shown_row, self._page.top)
        else:
            self.draw()
        numbers = ", ".join(str(place + 1) for place in sorted(unread))
        self.say(f"row {numbers} {NOT_READ}" if unread else "")

    def _turn_all(self) -> None:
        places = set(range(self.count))
        self._turn(places if self.ticked == places else places - self.ticked)

    def _ask(self) -> None:
        if not self.ticked:
            self.say("no row is ticked: its digit ticks it")
            return
        self.is_asking = True
        self.say(f"{1 + len(self.ticked)} rows: {WHICH}")

    def _take_class(self, event: events.Key, action: str | None) -> None:
        if name := self.class_of(event):
            self.choose(name)
        elif action == "name-class":
            self.name_class(self._choose_named, may_add=True)

    def naming_order(self) -> Sequence[int]:
        return class_order(self._view)

    def choose(self, class_name: str) -> None:
        """Label the row on the screen and the ticked rows with this class."""
        self.dismiss(self._label(class_name))

    def _choose_named(self, choice: Choice) -> None:
        if not choice.is_new:
            self.choose(choice.name)
            return
        self.app.post_message(adding(choice.name))
        # Behind the new class, on the same way: what a screen returns may be there before.
        self.app.post_message(Decided(self._label(choice.name)))
        self.dismiss(None)

    def _label(self, class_name: str) -> Decision:
        assert self.found is not None
        return self.found.label(self._view, class_name, self.ticked, self._shown_at)
