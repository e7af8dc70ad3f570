"""A narrowed pool: rows are asked for only where every `must:` holds and no `not:` does.

What was typed is a setting of the session, in one spelling. The rows that it keeps are a function
of that text and of the file, so that a session opened again asks for the same rows.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from altui.data.schema import Role
from altui.display.text import one_line
from altui.errors import InputError
from altui.session.finding.search import SearchHit, Wanted, search, searched_columns

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.data.schema import Schema
    from altui.learning.arrays import BoolArray

MUST, NOT = "must:", "not:"

_BEGINS = re.compile(r"\s*(must|not):", re.IGNORECASE)
_INSIDE = re.compile(r"\s(must|not):\S", re.IGNORECASE)
_TERM = re.compile(r'(?:"[^"]*"|[^\s"])+')
"""What stands between blanks; blanks within quotes are part of it."""


@dataclass(frozen=True)
class Term:
    """`text` is a text in any column, or column=value, as a search has it."""

    is_must: bool
    text: str

    def __str__(self) -> str:
        quote = '"' if re.search(r"\s", self.text) else ""
        return f"{MUST if self.is_must else NOT}{quote}{self.text}{quote}"


@dataclass(frozen=True)
class Narrowing:
    """All terms hold; without one the pool is whole."""

    terms: tuple[Term, ...] = ()

    @classmethod
    def of(cls, typed: str) -> Narrowing | None:
        """None for a text that is searched for. InputError for what nobody can have meant."""
        if not _BEGINS.match(typed):
            if _INSIDE.search(typed):
                raise InputError(
                    "must: and not: narrow what is asked and stand alone; search in that then"
                )
            return None
        if typed.count('"') % 2:
            raise InputError('a quote is open: must:"two words"')
        words = _TERM.findall(typed)
        return cls(tuple(dict.fromkeys(_read_terms(words))))

    def __str__(self) -> str:
        return " ".join(map(str, self.terms))

    def keeps(self, dataset: Dataset) -> BoolArray:
        """The rows (n,) that it keeps, by one pass over the file."""
        table, first = dataset.as_read(), 0
        wanted = [(each.is_must, Wanted.of(each.text, dataset.schema)) for each in self.terms]
        places = [_places(each, dataset.schema, table.columns) for _, each in wanted]
        import numpy as np  # here: the screen is painted before any array library is loaded

        kept = np.ones(dataset.n, bool)
        for chunk in table.chunks():
            part = kept[first : first + len(chunk.lines)]
            for (is_must, each), at in zip(wanted, places, strict=True):
                part &= _has(each, [chunk.columns[place] for place in at], len(part)) == is_must
            first += len(chunk.lines)
        return kept

    def shown_by(self, schema: Schema) -> tuple[Wanted, Sequence[str]]:
        """What a list of the rows kept shows of each: its first `must:`, or how its text begins;
        and the columns to look in."""
        first = next((each for each in self.terms if each.is_must), None)
        if first is not None:
            wanted = Wanted.of(first.text, schema)
            return wanted, wanted.columns(schema)
        texts = schema.names(Role.TEXT)[:1]
        ids = schema.names(Role.ID)
        seen = [name for name in searched_columns(schema) if name not in ids]
        return Wanted(""), texts or seen[:1] or searched_columns(schema)


def _read_terms(words: Sequence[str]) -> list[Term]:
    terms: list[Term] = []
    is_open: bool | None = None  # a `must:` whose text stands after a blank
    for word in words:
        begun = _BEGINS.match(word)
        if begun:
            is_open, word = begun[1].lower() == "must", word[begun.end() :]
        elif is_open is None:
            raise _stands_alone(word, terms)
        if text := word.replace('"', "").strip():
            terms.append(Term(is_open is True, text))
            is_open = None
        elif '"' in word:
            is_open = None
    return terms


def _stands_alone(word: str, terms: Sequence[Term]) -> InputError:
    if not terms:
        return InputError(one_line(f"{word} stands alone: write must:{word} or not:{word}", 200))
    sign = MUST if terms[-1].is_must else NOT
    both = f'{sign}"{terms[-1].text} {word}"'
    return InputError(one_line(f"{word} stands alone: write {sign}{word}, or {both}", 200))


def _places(wanted: Wanted, schema: Schema, columns: Sequence[str]) -> list[int]:
    return [columns.index(name) for name in wanted.columns(schema)]


def _has(wanted: Wanted, columns: Sequence[Sequence[str]], rows: int) -> BoolArray:
    import numpy as np

    found = np.zeros(rows, bool)
    for cells in columns:
        found |= np.fromiter((wanted.place(cell) is not None for cell in cells), bool, rows)
    return found


class Narrower:
    """From the text of a narrowing to the rows (n,) of this dataset that it keeps."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._guard = threading.Lock()
        self._last: tuple[str, BoolArray] | None = None

    def __call__(self, text: str) -> BoolArray:
        """The screen asks first, in a thread of its own; the session then waits for no pass."""
        with self._guard:
            if self._last is None or self._last[0] != text:
                kept = (Narrowing.of(text) or Narrowing()).keeps(self._dataset)
                kept.flags.writeable = False
                self._last = text, kept
            return self._last[1]


@dataclass(frozen=True)
class Looking:
    """What was typed to find rows. `narrowing` is None for a search."""

    typed: str
    narrowing: Narrowing | None

    @classmethod
    def of(cls, typed: str) -> Looking:
        return cls(typed.strip(), Narrowing.of(typed))

    @property
    def narrow(self) -> str:
        """The narrowing as the session has it; empty for a search, and for the whole pool."""
        return str(self.narrowing or "")

    @property
    def text(self) -> str:
        """What a row found has in it, in small letters; empty where there is no one such text."""
        musts = (
            [each.text for each in self.narrowing.terms if each.is_must] if self.narrowing else []
        )
        return (self.typed if self.narrowing is None else "".join(musts[:1])).casefold()

    @property
    def widens(self) -> bool:
        return self.narrowing is not None and not self.narrowing.terms

    def find(self, dataset: Dataset, listable: BoolArray) -> Iterator[SearchHit | float]:
        """The rows of the `listable` (n,) with what each shows of itself, as `search` has them."""
        if self.narrowing is None:
            return search(dataset, listable, Wanted.of(self.typed, dataset.schema))
        return search(dataset, listable, *self.narrowing.shown_by(dataset.schema))
