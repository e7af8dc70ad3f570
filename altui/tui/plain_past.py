"""Other rows than the one asked, in the plain dialogue: decisions listed and changed, rows searched
for, labels looked at again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from altui.display.text import one_line, pad
from altui.errors import InputError
from altui.session.doubting import Doubting
from altui.session.events import Decision
from altui.session.filtering import Filter, Part
from altui.session.report import counted
from altui.session.search import Found, Wanted, search
from altui.session.second_look import Case, SecondLook, cases
from altui.tui import spoken
from altui.tui.decisions import WIDEST_ID, listed_line
from altui.tui.panel import text_of
from altui.tui.view import beginnings, sample_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from altui.learning.rechecking import Contradiction
    from altui.session.annotation import Annotation
    from altui.session.history import HistoryItem
    from altui.tui.view import ClassKey

AT_ONCE = 10
"""Lines of a list that are told at one go."""

MOST_FOUND = 100
"""Rows that a search lists."""

PARTS = {"answered": Part.ASKED, "check": Part.CHECK, "aside": Part.ASIDE}


class Look(NamedTuple):
    """A typed line about other rows: the word, and what follows it."""

    word: str
    rest: str


class Past:
    """What was listed last: its rows are named by their numbers there. `listed`, `found` and
    `second_look` may take long, in the thread that calls."""

    def __init__(self, annotation: Annotation, classes: Sequence[ClassKey]) -> None:
        self._annotation = annotation
        self._classes = classes
        self._doubting = Doubting(annotation)
        self._items: Sequence[HistoryItem | Found] = ()
        self._contradicted: Mapping[int, Contradiction] = {}
        self._told = 0

    def close(self) -> None:
        self._doubting.close()

    def listed(self, wanted: Filter) -> list[str]:
        """The newest decisions that the filter lets through; the others come with `more`."""
        self._contradicted = self._doubting.contradicted() if wanted.contradicted else {}
        history = self._annotation.session.history()
        self._items = [each for each in history if wanted.lets(each, self._contradicted)]
        self._told = 0
        words = f", {', '.join(wanted.words())}" if wanted.words() else ""
        return [f"history{words}: {counted(len(self._items), 'decision')}", *self.more()]

    def found(self, text: str) -> list[str]:
        """The first rows without an answer that hold the text, or a column=value."""
        if not text:
            raise InputError("search wants a text, or column=value")
        wanted = Wanted.of(text, self._annotation.dataset.schema)
        listable = self._annotation.session.listable()
        rows = (
            each
            for each in search(self._annotation.dataset, listable, wanted)
            if isinstance(each, Found)
        )
        self._items = [*islice(rows, MOST_FOUND)]
        self._told = 0
        first = "the first " if len(self._items) == MOST_FOUND else ""
        return [f"{first}{counted(len(self._items), 'row')} found", *self.more()]

    def more(self) -> list[str]:
        told = self._items[self._told : self._told + AT_ONCE]
        begun = beginnings(
            self._annotation, {each.row for each in told if not isinstance(each, Found)}
        )
        wide = max((cell_len(one_line(each.row_id, WIDEST_ID)) for each in told), default=1)
        lines = [
            f"{number} {self._line(item, wide, begun.get(item.row, ''))}"
            for number, item in enumerate(told, self._told + 1)
        ]
        self._told += len(told)
        left = len(self._items) - self._told
        hint = "show N tells a row, change N CLASS labels it"
        end = f"{left:,} more: more; {hint}" if left else hint
        return [*lines, end] if lines else ["there are no more"]

    def _line(self, item: HistoryItem | Found, wide: int, text: str) -> str:
        if isinstance(item, Found):
            told = one_line(f"{item.column}: {item.excerpt}", spoken.LONG_LINE)
            return f"{pad(one_line(item.row_id, WIDEST_ID), wide)}  {told}"
        return text_of(listed_line(item, wide, spoken.LONG_LINE, text, self._contradicted))

    def shown(self, number: str) -> Iterator[str]:
        row = self._item(number).row
        label = self._annotation.session.label(row)
        yield from spoken.row(sample_of(self._annotation, row))
        yield f"its label: {one_line(label, spoken.LONG_LINE) if label else 'none'}"

    def change(self, rest: str, shown_at: float) -> Decision:
        """The decision that `N CLASS` makes."""
        number, _, name = rest.partition(" ")
        row = self._item(number).row
        chosen = class_named(name.strip(), self._classes)
        if chosen is None:
            known = spoken.classes_told(self._classes)
            raise InputError(f"change N CLASS wants one of these classes: {known}")
        if self._annotation.session.label(row) == chosen:
            raise InputError(f"its label is {one_line(chosen, 40)}")
        return Decision.label(row, chosen, shown_at=shown_at)

    def second_look(self) -> SecondLook:
        return SecondLook(cases(self._annotation, self._doubting))

    def asked_again(self, look: SecondLook, case: Case) -> Iterator[str]:
        """The row, blind until the second label is given."""
        yield f"label {look.place}"
        yield from spoken.row(sample_of(self._annotation, case.row))
        if case.second:
            first, second = (one_line(each, 40) for each in (case.first, case.second))
            yield f"{first} before, {second} now: which holds?"
        else:
            yield "you have labeled this row: what would you say now?"
        yield f"your answer: {spoken.classes_told(self._classes)}, s passes over, q goes back"

    def _item(self, number: str) -> HistoryItem | Found:
        if not self._items:
            raise InputError("nothing is listed yet: history and search TEXT list rows")
        place = int(number) if number.isdecimal() else 0
        if not 1 <= place <= self._told:
            raise InputError(f"name a row by its number in the list, 1 to {self._told:,}")
        item = self._items[place - 1]
        if item.row < 0:
            raise InputError("this row is no longer in the file")
        return item


def class_named(text: str, classes: Sequence[ClassKey]) -> str | None:
    """The class with this key, or with this name."""
    keyed = (each.name for each in classes if each.key == text)
    named = (each.name for each in classes if each.name.strip() == text)
    return next(keyed, None) or next(named, None)


def filter_of(text: str, classes: Sequence[ClassKey]) -> Filter:
    """What `history` is followed by: a class, a part, `flagged`, `commented`, `disagrees`."""
    wanted, rest = Filter(), text
    while rest:
        word, _, after = rest.partition(" ")
        name = class_named(rest, classes)
        if name is not None:
            wanted, after = replace(wanted, class_name=name), ""
        elif word in PARTS:
            wanted = replace(wanted, part=PARTS[word])
        elif word in ("flagged", "commented"):
            wanted = replace(wanted, **{word: True})  # type: ignore[arg-type]
        elif word == "disagrees":
            wanted = replace(wanted, contradicted=True)
        elif (named := class_named(word, classes)) is not None:
            wanted = replace(wanted, class_name=named)
        else:
            known = ", ".join([*PARTS, "flagged", "commented", "disagrees", "or a class"])
            raise InputError(f"history can be followed by {known}, not by '{one_line(rest, 40)}'")
        rest = after.strip()
    return wanted
