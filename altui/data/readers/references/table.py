"""RIS and PubMed (nbib) files: a row per reference, a column per field.

What is above the first reference, and running numbers between references, are no rows; any other
line that belongs to no reference is refused by its number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from altui.data.readers.references.fields import (
    NBIB_ACCOUNTS,
    NBIB_FIELDS,
    RIS_ACCOUNTS,
    RIS_FIELDS,
    Fields,
    columns_of,
)
from altui.data.readers.text.text_lines import TextLines
from altui.data.readers.text.text_table import Batch, TextTable
from altui.data.readers.text.utf8_source import Source
from altui.errors import InputError

BATCH_ROWS = 1024
NUMBER = re.compile(r"\s*[<\[(]?\d+[.>\])]?\s*")


class Form(NamedTuple):
    """`tagged` matches a line with a tag; a reference begins with the tag `first`, and ends with
    `last`, or, where that is empty, before the next one or a blank line."""

    name: str
    tagged: re.Pattern[str]
    first: str
    last: str
    fields: Fields
    accounts: frozenset[str]
    shape: str


FORMS = {
    "ris": Form(
        "RIS",
        re.compile(r"([A-Z][A-Z0-9])  -(?: (.*)|())$", re.DOTALL),
        "TY",
        "ER",
        RIS_FIELDS,
        RIS_ACCOUNTS,
        "A reference begins with the line 'TY  - JOUR' and ends with 'ER  - '.",
    ),
    "nbib": Form(
        "PubMed",
        re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}-(?: (.*)|())$", re.DOTALL),
        "PMID",
        "",
        NBIB_FIELDS,
        NBIB_ACCOUNTS,
        "A reference begins with a line such as 'PMID- 12345678'.",
    ),
}

ONE_BLANK = re.compile(r"([A-Z][A-Z0-9]) -(?: (.*)|())$", re.DOTALL)
"""As some programs write RIS; where two blanks are usual, text may look so."""

HEAD = 64 << 10


class Reference(NamedTuple):
    start: int
    line: int
    tagged: list[tuple[str, str]]


class ReferenceTable(TextTable):
    def __init__(
        self, source: Source, kind: str, on_progress: Callable[[float], None] | None = None
    ) -> None:
        self.path = source.path
        self._form = _form_of(source, kind)
        self._above = self._open_ended = 0
        names: dict[str, None] = {}
        for count, each in enumerate(self._references(TextLines(source, source.start))):
            names.update(dict.fromkeys(columns_of(each.tagged, self._form.fields)))
            if on_progress is not None and not count & 0xFFF:
                on_progress(each.start / source.size)
        if not names:
            raise self._error(1, f"there is no reference in this {self._form.name} file")
        known = [name for name in self._form.fields if name in names]
        header = [*known, *(name for name in names if name not in known)]
        super().__init__(source, kind, header, TextLines(source, source.start))
        self.housekeeping = self._form.accounts | {
            name for name in names if name.startswith("asreview_")
        }
        for count, what in (
            (self._above, "above the first reference, no rows"),
            (self._open_ended, f"where a reference ends without {self._form.last}"),
        ):
            if count:
                self.notes.append(f"{count:,} {'line' if count == 1 else 'lines'} {what}")

    def _batches(self) -> Iterator[Batch]:
        lines = TextLines(self.source, *self._begin)
        part: list[Reference] = []
        for each in self._references(lines):
            part.append(each)
            if len(part) == BATCH_ROWS:
                self.position = lines.offset
                yield self._batch(part)
                part = []
        self.position = self.source.size
        if part:
            yield self._batch(part)

    def _batch(self, part: list[Reference]) -> Batch:
        starts = [each.start for each in part]
        cells = zip(*(self._cells(each.tagged) for each in part), strict=True)
        return Batch(partial(list, starts), [each.line for each in part], list(cells))

    def cells(self, row: int) -> tuple[str, ...]:
        return self._cells(list(self._tagged(self.record_text(row))))

    def record_text(self, row: int) -> list[str]:
        """The lines of a reference as they stand in the file, up to its last."""
        texts = self.row_text(row)
        end = next((n for n, text in enumerate(texts) if self._ends(text)), len(texts))
        texts = texts[: end + 1] if self._form.last else texts[:end]
        while not texts[-1].strip():
            texts.pop()
        return texts

    def _ends(self, text: str) -> bool:
        if self._form.last:
            return self._tag(text)[0] == self._form.last
        return not text.strip()

    def _cells(self, tagged: list[tuple[str, str]]) -> tuple[str, ...]:
        found = columns_of(tagged, self._form.fields)
        return tuple([found.get(name, "") for name in self.header])

    def _references(self, lines: TextLines) -> Iterator[Reference]:
        now: Reference | None = None
        begun, above, open_ended = False, 0, 0
        end = lines.offset
        for text in lines:
            start, end = end, lines.offset
            tag = self._tag(text)[0]
            if tag == self._form.first:
                if now is not None:
                    open_ended += 1
                    yield now
                now, begun = Reference(start, lines.number, []), True
            if now is None:
                above += self._pass_over(text, lines.number, begun=begun)
            elif self._ends(text):
                yield now
                now = None
            else:
                self._take(text, now.tagged)
        if now is not None:
            open_ended += 1
            yield now
        self._above, self._open_ended = above, open_ended if self._form.last else 0

    def _pass_over(self, text: str, line: int, *, begun: bool) -> int:
        """Whether a line stands above all references. InputError for one that is lost between."""
        if not text.strip():
            return 0
        if begun and not NUMBER.fullmatch(text):
            raise self._error(line, "this line belongs to no reference")
        return 0 if begun else 1

    def _tag(self, text: str) -> tuple[str, str]:
        found = self._form.tagged.match(text.rstrip("\r\n"))
        return (found[1], (found[2] or "").strip()) if found else ("", text.strip())

    def _take(self, text: str, tagged: list[tuple[str, str]]) -> None:
        """A line without a tag goes on with the field above it."""
        tag, value = self._tag(text)
        if tag:
            tagged.append((tag, value))
        elif value and tagged:
            before, said = tagged[-1]
            tagged[-1] = (before, f"{said} {value}".strip())

    def _tagged(self, texts: Iterable[str]) -> list[tuple[str, str]]:
        tagged: list[tuple[str, str]] = []
        for text in texts:
            if not self._ends(text):
                self._take(text, tagged)
        return tagged

    def _error(self, line: int, message: str) -> InputError:
        return InputError(message, where=self.place(line), hint=self._form.shape)


def _form_of(source: Source, kind: str) -> Form:
    form, head = FORMS[kind], source.read(source.start, HEAD)
    if kind == "ris" and not re.search(rb"(?m)^TY  -", head) and re.search(rb"(?m)^TY -", head):
        return form._replace(tagged=ONE_BLANK)
    return form
