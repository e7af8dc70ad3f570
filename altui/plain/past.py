"""Rows listed by number in the plain dialogue: earlier decisions, or what a search found. By its
number a row is printed in full, flagged, commented on and labeled."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from rich.cells import cell_len

from altui.display.lines import text_of
from altui.display.text import count_of, one_line, pad
from altui.errors import AltuiError, InputError
from altui.labeling.advising.doubting import Doubting
from altui.labeling.advising.second_look import Case, cases, open_case
from altui.labeling.showing.shown_row import beginnings, read_row
from altui.labeling.showing.titled import title_filter, title_item, titles_of
from altui.plain import rendering
from altui.plain.lists import find_class, split_number
from altui.session.events import Decision, Kind
from altui.session.finding.search import MOST, SearchHit
from altui.wording.decisions import WIDEST_ID, listed_line, past_lines
from altui.wording.news import OF_NO_ROW, ROW_GONE, describe_label, describe_unreadable
from altui.wording.view import hits

if TYPE_CHECKING:
    from altui.labeling.annotation import Annotation
    from altui.labeling.showing.class_keys import ClassKey
    from altui.labeling.showing.shown_row import ShownRow
    from altui.learning.honesty.label_review import Contradiction
    from altui.session.finding.filtering import Filter
    from altui.session.finding.narrowing import Looking
    from altui.session.history import HistoryItem

AT_ONCE = 10
"""Lines of a list that are printed at once."""


@dataclass(frozen=True)
class Listing:
    """`contradicted` are the rows whose label the model speaks against, where it was asked."""

    title: str
    items: Sequence[HistoryItem | SearchHit] = ()
    contradicted: Mapping[int, Contradiction] = field(default_factory=dict)
    narrow: str = ""
    """What the pool is to be narrowed to, if these rows are what that keeps."""

    @property
    def is_found(self) -> bool:
        """Whether these are hits of a search: they have places, and a next one."""
        return bool(self.items) and isinstance(self.items[0], SearchHit)


class Past:
    """Names rows by their numbers in the list printed last. `list_decisions`, `find_rows` and
    `find_cases` may take long, in the thread that calls; `give_up` ends them from another."""

    def __init__(self, annotation: Annotation, classes: Sequence[ClassKey]) -> None:
        self._annotation = annotation
        self.classes = classes
        self._doubting = Doubting(annotation)
        self._listing = Listing("")
        self._printed, self._printed_at = 0, 0.0
        self._read: dict[int, float] = {}
        self._place: int | None = None  # of the row that was shown last

    def give_up(self) -> None:
        self._doubting.close()
        self._doubting = Doubting(self._annotation)

    def close(self) -> None:
        self._doubting.close()

    # What may take long

    def list_decisions(self, wanted: Filter) -> Listing:
        """The decisions that the filter lets through, the newest first."""
        contradicted = self._doubting.find_contradictions() if wanted.contradicted else {}
        history = self._annotation.session.history()
        items = [each for each in history if wanted.is_match(each, contradicted)]
        told = title_filter(wanted, titles_of(self.classes))
        words = "".join(f", {one_line(word, 40)}" for word in told.words())
        return Listing(f"history{words}: {count_of(len(items), 'decision')}", items, contradicted)

    def find_rows(self, looking: Looking) -> Listing:
        """The first rows without an answer that fit what was typed."""
        listable = self._annotation.session.listable(looking.narrow)
        found = looking.find(self._annotation.dataset, listable)
        items = [*islice((each for each in found if isinstance(each, SearchHit)), MOST)]
        if looking.narrow:
            title = hits.describe_narrowed(int(listable.sum()), looking.narrow)
            return Listing(title, items, narrow=looking.narrow if items else "")
        first = "the first " if len(items) == MOST else ""
        return Listing(f"{first}{count_of(len(items), 'row')} found", items)

    def find_cases(self) -> tuple[list[Case], str]:
        """The labels to be asked for again, and why the model could not be asked, if so."""
        try:
            return cases(self._annotation, self._doubting), ""
        except Exception as error:  # noqa: BLE001  the person must know of any error
            return open_case(self._annotation), str(error)

    # What is printed

    def start_list(self, listing: Listing) -> Iterator[str]:
        """Numbers are those of this list from now on."""
        self._listing, self._printed, self._place = listing, 0, None
        self._read.clear()
        yield listing.title
        if listing.items:
            yield from self.more()

    def more(self) -> Iterator[str]:
        items = self._listing.items[self._printed : self._printed + AT_ONCE]
        if not items:
            raise InputError("there are no more" if self._listing.title else NOTHING_LISTED)
        begun: dict[int, str] = {}
        with suppress(Exception):  # `show` says why a row cannot be read
            rows = {each.row for each in items if not isinstance(each, SearchHit)}
            begun = beginnings(self._annotation, rows)
        wide = max(cell_len(one_line(each.row_id, WIDEST_ID)) for each in items)
        for number, item in enumerate(items, self._printed + 1):
            yield f"{number} {self._line(item, wide, begun.get(item.row, ''))}"
        self._printed, self._printed_at = self._printed + len(items), time.time()
        left = len(self._listing.items) - self._printed
        more = f"{left:,} more: more; " if left else ""
        after = "next prints one after another, " if self._listing.is_found else ""
        yield f"{more}{after}show N prints a row, change N CLASS labels it"

    def show_row(self, number: str) -> Iterator[str]:
        item = self._item(split_number(number)[0])
        yield from self._show(item)

    def show_next(self) -> Iterator[str]:
        """The next row without a label, in full."""
        place = self._next_place()
        if place is None:
            raise InputError(hits.LAST_HIT if self._listing.is_found else NOTHING_FOUND)
        self._printed = max(self._printed, place + 1)
        yield from self._show(self._item(place + 1))

    def next_line(self) -> str:
        """Where one goes on after a label; empty in a list of decisions."""
        if not self._listing.is_found:
            return ""
        place = self._next_place()
        if place is None:
            return f"{hits.LAST_HIT}; show prints the row asked"
        return f"{self._position(place)}: next prints it"

    def _next_place(self) -> int | None:
        if not self._listing.is_found:
            return None
        first, label = (
            (-1 if self._place is None else self._place) + 1,
            self._annotation.session.label,
        )
        places = range(first, len(self._listing.items))
        return next((p for p in places if not label(self._listing.items[p].row)), None)

    def _position(self, place: int) -> str:
        row, rows = self._listing.items[place].row, self._annotation.dataset.n
        return hits.position(place, len(self._listing.items), row, rows).replace(" · ", ", ")

    def _show(self, item: HistoryItem | SearchHit) -> Iterator[str]:
        shown_row = self.read_row(item.row)
        label = self._annotation.session.label(item.row)
        yield f"row {one_line(shown_row.row_id, rendering.LONG_LINE)}{shown_row.times}"
        self._place = self._listing.items.index(item)
        if isinstance(item, SearchHit):
            yield f"its label: {one_line(label, rendering.LONG_LINE)}" if label else "no label yet"
            yield self._position(self._place)
        else:
            contradicted = self._listing.contradicted
            yield from map(text_of, past_lines(item, label, contradicted, self.classes))
        yield from rendering.row(shown_row)
        self._read[item.row] = time.time()

    def read_row(self, row: int) -> ShownRow:
        try:
            return read_row(self._annotation, row)
        except Exception as error:
            raise AltuiError(describe_unreadable(error)) from error

    # What is decided

    def change_label(self, rest: str) -> tuple[Decision, str]:
        """The decision that `N CLASS` makes, and the words for it once it is saved."""
        number, name = split_number(rest)
        if self._place is not None and not name and find_class(rest, self.classes):
            number, name = self._place + 1, rest  # of the row shown last
        item = self._item(number)
        chosen = find_class(name, self.classes)
        if chosen is None:
            known = rendering.describe_classes(self.classes)
            raise InputError(f"change N CLASS wants one of these classes: {known}")
        if isinstance(item, SearchHit) and item.row not in self._read:
            raise InputError(f"read the row before you label it: show {number} first")
        before = self._annotation.session.label(item.row)
        titles = titles_of(self.classes)
        old, new = (one_line(titles.get(each, each), 40) for each in (before, chosen))
        if before == chosen:
            raise InputError(describe_label(titles.get(chosen, chosen)))
        row = one_line(item.row_id, 40)
        word = f"changed: {row} was {old}, is {new}" if before else f"labeled: {row} is {new}"
        shown_at = self._read.get(item.row, self._printed_at)
        return Decision.label(item.row, chosen, shown_at=shown_at), word

    def flag_row(self, rest: str) -> Decision:
        row = self._item(split_number(rest)[0]).row
        return Decision.flag(row, on=not self._annotation.session.is_flagged(row))

    def note_row(self, rest: str) -> Decision:
        number, text = split_number(rest)
        row = self._item(number).row
        if not text and not self._annotation.session.note(row):
            raise InputError("note N and a text writes a comment on a row of the list")
        return Decision.note(row, text)

    def _line(self, item: HistoryItem | SearchHit, wide: int, text: str) -> str:
        if isinstance(item, SearchHit):
            told = one_line(f"{item.column}: {item.excerpt}", rendering.LONG_LINE)
            return f"{pad(one_line(item.row_id, WIDEST_ID), wide)}  {told}"
        contradicted = self._listing.contradicted
        titled = title_item(item, titles_of(self.classes))
        return text_of(listed_line(titled, wide, rendering.LONG_LINE, text, contradicted))

    def _item(self, number: int) -> HistoryItem | SearchHit:
        if not self._listing.title:
            raise InputError(NOTHING_LISTED)
        if not self._printed:
            raise InputError("the list is empty: history and search TEXT list other rows")
        if not 1 <= number <= self._printed:
            raise InputError(f"name a row by its number in the list, 1 to {self._printed:,}")
        item = self._listing.items[number - 1]
        if item.row < 0:
            is_class = not isinstance(item, SearchHit) and item.kind is Kind.CLASSES
            raise InputError(OF_NO_ROW if is_class else ROW_GONE)
        return item


NOTHING_FOUND = "next is for the rows of a search: search TEXT lists some"
NOTHING_LISTED = "nothing is listed yet: history and search TEXT list rows"
