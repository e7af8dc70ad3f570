"""The history: every decision, newest first, to be filtered, read again and changed."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from textual.message import Message

from altui.display.lines import Line, Span, cut, title_line
from altui.display.text import count_of, one_line
from altui.labeling.advising.doubting import Doubting
from altui.labeling.showing.shown_row import beginnings
from altui.labeling.showing.titled import title_filter, title_item, titles_of
from altui.session.events import Decision, Kind
from altui.session.finding.filtering import Filter
from altui.tui.messages import Decided
from altui.tui.screens.listing import ListScreen
from altui.wording.classes.keys import shorten_keys
from altui.wording.classes.looks import with_class_tone
from altui.wording.decisions import TAKEN_BACK, listed_line, past_lines, stop_of, with_short_ids
from altui.wording.label_review import ASKING
from altui.wording.news import OF_NO_ROW, ROW_GONE, describe_label, describe_unlisted

if TYPE_CHECKING:
    from textual import events

    from altui.labeling.annotation import Annotation
    from altui.labeling.events import RemarkSaved
    from altui.labeling.opening.face import Opening
    from altui.labeling.showing.class_keys import ClassKey
    from altui.labeling.showing.shown_row import ShownRow
    from altui.learning.honesty.label_review import Contradiction
    from altui.session.history import HistoryItem

FIRST, MORE = 200, 2_000
"""Decisions read at once: first those that are visible, then the others."""

REPORT_EVERY = 0.2
"""Seconds between two reports of the count: a slow line needs few frames."""

MEANINGS = (
    ("performance", "part"),
    ("disagreements", "differs"),
    ("flag", "flag"),
    ("comment", "note"),
    ("auto", "all"),
    ("undo", "undo"),
)
"""What keys do in the list, by their action on the label screen."""


@dataclass
class DecisionsListed(Message):
    """What list `number` holds so far. `known` holds all decisions, once all are read."""

    number: int
    items: Sequence[HistoryItem] = ()
    contradicted: Mapping[int, Contradiction] = field(default_factory=dict)
    known: Sequence[HistoryItem] | None = None
    is_new: bool = False
    error: str = ""


@dataclass
class BeginningsRead(Message):
    told: Mapping[int, str]


class HistoryScreen(ListScreen):
    OPENED_BY = "history"

    def __init__(
        self, annotation: Annotation, classes: Sequence[ClassKey], opening: Opening
    ) -> None:
        super().__init__(annotation, classes, opening)
        self._filter = Filter()
        self.items: Sequence[HistoryItem] = ()
        self._known: Sequence[HistoryItem] | None = None
        self._number = 0
        self._doubting = Doubting(annotation)
        self._contradicted: Mapping[int, Contradiction] = {}
        self._beginnings: dict[int, str] = {}
        self._is_reading = False
        self.is_listing = True
        self._item: HistoryItem | None = None

    def on_mount(self) -> None:
        self._list("", is_new=True)

    def on_unmount(self) -> None:
        self._number = -1  # ends what is being read
        self._doubting.close()

    # Keys

    def take_key(self, event: events.Key, action: str | None) -> None:
        if self.shown_row is not None or event.key == "enter":
            super().take_key(event, action)
        elif action in ("undo", "redo"):
            self.post_message(Decided(Decision.undo() if action == "undo" else Decision.redo()))
        elif action == "name-class":
            self.name_class(lambda choice: self._filter_anew(choice.name, None))
        else:
            self._filter_anew(self.class_of(event), action)

    def _filter_anew(self, class_name: str | None, action: str | None) -> None:
        has_imported = self._annotation.session.state.has_imported
        self._filter_by(change_filter(self._filter, class_name, action, has_imported=has_imported))

    def _filter_by(self, wanted: Filter) -> None:
        if wanted == self._filter:
            return
        self._filter = wanted
        self.cursor.reset()
        if wanted.contradicted:
            self.items = ()  # it may take a while: what is listed must be what is said
        self.draw()
        self._list(ASKING if wanted.contradicted else "", is_new=True)

    def keys(self) -> list[tuple[str, str]]:
        if self.shown_row is not None:
            return super().keys()
        classes = shorten_keys(each.key for each in self._class_keys if each.key)
        return [("enter", "row"), (classes, "class"), *self._keymap.list_keys(*MEANINGS)]

    # A row

    def row_at(self, place: int) -> int:
        self._item = self.items[place]
        return self._item.row

    def why_not(self, row: int) -> str:
        if self._item is not None and self._item.kind is Kind.CLASSES:
            return OF_NO_ROW
        return ROW_GONE if row < 0 else ""

    def place_of(self, shown_row: ShownRow) -> str:  # noqa: ARG002
        return f"{self.cursor.at + 1:,} of {self.count:,}"

    def head(self, shown_row: ShownRow) -> list[Line]:  # noqa: ARG002
        assert self._item is not None
        told = past_lines(self._item, self.label, self._contradicted, self._class_keys)
        return [*told, ()]

    def answer(self, shown_row: ShownRow, class_name: str) -> None:
        if self.label == class_name:
            self.say(describe_label(titles_of(self._class_keys).get(class_name, class_name)))
        else:
            self.send(Decision.label(shown_row.row, class_name, shown_at=self.painted.shown_at))

    def tell_saved(self, decision: Decision) -> None:
        word = TAKEN_BACK.get(decision.kind, "")
        if self.shown_row is not None and self.shown_row.row == decision.row:
            word = self.describe_answer(self.shown_row, decision)
            self.leave_row()
            self.draw()
        self._known = None
        self._list(word)

    def tell_remark(self, message: RemarkSaved) -> None:
        super().tell_remark(message)
        self._known = None
        self._list("")

    # The list

    @property
    def count(self) -> int:
        return len(self.items)

    def list_head(self, width: int) -> list[Line]:
        """How many there are, and which filters are in force."""
        told = title_filter(self._filter, titles_of(self._class_keys))
        words = " · ".join(one_line(word, 20) for word in told.words())
        count = count_of(self.count, "decision")
        return [title_line("history", max(width - 1, 1), f"{words}: {count}" if words else count)]

    def list_lines(self, places: range, width: int) -> list[Line]:
        items = [self.items[place] for place in places]
        self._start_reading({item.row for item in items} - self._beginnings.keys())
        short, wide = with_short_ids(items)
        stop = stop_of(items, self._class_keys, width // 2)
        titles, lines = titles_of(self._class_keys), []
        for place, item in zip(places, short, strict=True):
            text, titled = self._beginnings.get(item.row, ""), title_item(item, titles)
            told = listed_line(titled, wide, width - 2, text, self._contradicted, stop)
            told = with_class_tone(told, item.value, self._class_keys)
            lines.append(cut((Span(self.cursor.mark(place), "key"), *told), width))
        return lines

    def on_decisions_listed(self, message: DecisionsListed) -> None:
        message.stop()
        if message.number != self._number:
            return
        kept = self.items[self.cursor.at].sequence if self.items and not message.is_new else None
        self.items, self._known = message.items, message.known
        self.is_listing = message.known is None and not message.error
        self._contradicted = message.contradicted
        self.cursor.go_to(self._place_of_decision(kept), self.count)
        if message.error or self._word == ASKING:
            self.say(message.error)
        if self.shown_row is None:
            self.draw()

    def _place_of_decision(self, sequence: int | None) -> int:
        """Where the decision stands now that was under the cursor."""
        at = self.cursor.at
        if sequence is None:
            return at
        places = (place for place, each in enumerate(self.items) if each.sequence == sequence)
        return next(places, at)

    def on_beginnings_read(self, message: BeginningsRead) -> None:
        message.stop()
        self._is_reading = False
        self._beginnings.update(message.told)
        if self.shown_row is None:
            self.draw()

    def _list(self, word: str, *, is_new: bool = False) -> None:
        """Make the list in a thread; `is_new` if it holds other decisions than before."""
        self._number += 1
        self.is_listing = True
        self.say(word)
        arguments = (self._number, self._filter, self._known, is_new)
        threading.Thread(target=self._read_list, args=arguments, daemon=True).start()

    def _start_reading(self, rows: Collection[int]) -> None:
        """Read the beginnings of the visible rows only: each costs a read."""
        if rows and not self._is_reading:
            self._is_reading = True
            threading.Thread(target=self._read_beginnings, args=(rows,), daemon=True).start()

    # In threads of their own

    def _read_list(
        self, number: int, wanted: Filter, known: Sequence[HistoryItem] | None, is_new: bool
    ) -> None:
        listed = DecisionsListed(number, is_new=is_new)
        try:
            if wanted.contradicted:
                listed.contradicted = self._doubting.find_contradictions()
            self._read_pages(listed, wanted, known)
        except Exception as error:  # noqa: BLE001  the person must know of any error
            self.post_message(replace(listed, error=describe_unlisted(error)))

    def _read_pages(
        self, listed: DecisionsListed, wanted: Filter, known: Sequence[HistoryItem] | None
    ) -> None:
        items: list[HistoryItem] = []
        every: list[HistoryItem] = []
        reported = 0.0
        for page in [known] if known is not None else self._pages():
            if listed.number != self._number:
                return
            every += page
            items += [item for item in page if wanted.is_match(item, listed.contradicted)]
            if listed.is_new and time.monotonic() - reported > REPORT_EVERY:
                reported = time.monotonic()
                self.post_message(replace(listed, items=tuple(items)))
        self.post_message(replace(listed, items=tuple(items), known=every))

    def _pages(self) -> Iterator[list[HistoryItem]]:
        session = self._annotation.session
        page = session.history(FIRST)
        while page:
            yield page
            page = session.history(MORE, before=page[-1].sequence)

    def _read_beginnings(self, rows: Collection[int]) -> None:
        told = dict.fromkeys(rows, "")
        with suppress(Exception):  # the row's own page says why it cannot be read
            told |= beginnings(self._annotation, rows)
        self.post_message(BeginningsRead(told))


def change_filter(
    now: Filter, class_name: str | None, action: str | None, *, has_imported: bool
) -> Filter:
    """The filter after a key: each turns its own on and off."""
    if class_name:
        return replace(now, class_name="" if now.class_name == class_name else class_name)
    match action:
        case "performance":
            return replace(now, part=now.part.next(has_imported=has_imported))
        case "disagreements":
            return replace(now, contradicted=not now.contradicted)
        case "flag":
            return replace(now, flagged=not now.flagged)
        case "comment":
            return replace(now, commented=not now.commented)
        case "auto":
            return Filter()
    return now
