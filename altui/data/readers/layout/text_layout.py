"""The layout of a text file, found from its rows; what does not fit is told, or asked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from altui.data.layout import Layout
from altui.data.questions import Answer, Question
from altui.data.readers.layout.footer import find_footer
from altui.data.readers.layout.header import Header, find_header
from altui.data.readers.layout.names_below import Stretch, count_names_below, rows_above_names
from altui.data.readers.layout.quoting import QuoteReport, compare_quotes, has_odd_lines
from altui.data.readers.layout.records import BLANKS, Dialect, Record, usual_width
from altui.data.readers.layout.separator import (
    RECORDS,
    SEPARATORS,
    are_trimmed,
    find_separator,
    name_of,
    said_separator,
)
from altui.data.readers.text.text_lines import TextLines
from altui.data.readers.text.utf8_source import Source
from altui.errors import InputError

SAMPLE = 256 << 10
TAIL = 64 << 10
ONE_CELL = "each line is one cell, its commas and semicolons a part of the text"
WIDEST = 40
"""Characters of a line that are quoted in a sentence."""


@dataclass
class Found:
    """A complete layout, and what is to be said of it; `above` lines stand above the header, or
    above the rows where there is none."""

    layout: Layout
    above: int = 0
    notes: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def find_layout(source: Source, kind: str, wanted: Layout) -> Found:
    """What `wanted` leaves open is found in the file.

    Raises InputError where a quote takes rows into one cell and there is no other way to read it.
    """
    finder = _Finder(source, kind, wanted)
    finder.find_separator()
    if finder.records:
        finder.find_header()
        finder.find_first_row()
        finder.check_quotes()
        finder.find_last_line()
    line_end = wanted.line_end or ("\r\n" if "\r\n" in finder.sample else "\n")
    layout = replace(finder.layout, encoding=source.encoding, line_end=line_end)
    return Found(layout, finder.above, finder.notes, finder.questions)


def lines_below(source: Source, line: int) -> TextLines:
    """The lines of a source from after this one on."""
    lines = TextLines(source, source.start)
    for _ in islice(lines, line):
        pass
    return TextLines(source, lines.offset, lines.number)


class _Finder:
    def __init__(self, source: Source, kind: str, wanted: Layout) -> None:
        self.source = source
        self.kind = kind
        self.wanted = wanted
        self.layout = wanted
        self.notes: list[str] = []
        self.questions: list[Question] = []
        self.sample = _head(source)
        self.said = said_separator(self.sample)
        self.records: list[Record] = []
        self.width = 0

    @property
    def dialect(self) -> Dialect:
        return Dialect.of(self.layout)

    @property
    def above(self) -> int:
        row = self.layout.header_row
        return row - 1 if row else int(self.said is not None)

    def find_separator(self) -> None:
        lines = self.sample.splitlines(keepends=True)[1 if self.said else 0 :]
        sample = "".join(lines)
        separator = self.wanted.separator or self.said or find_separator(sample, self.kind)
        trimmed = self.wanted.trimmed
        if trimmed is None:
            trimmed = are_trimmed(lines[:RECORDS], separator)
        quotes = self.wanted.quotes or "csv"
        self.layout = replace(self.layout, separator=separator, trimmed=trimmed, quotes=quotes)
        if separator != SEPARATORS[self.kind][0]:
            parts = f"cells are separated by {name_of(separator)}"
            self.notes.append(parts if separator in sample else ONE_CELL)
        if trimmed:
            self.notes.append("blanks beside the separators are no part of the cells")
        records = self.dialect.cut(sample, 2 if self.said else 1)[:RECORDS]
        self.records = records if any(record.filled for record in records) else []
        self.width = usual_width(self.records)[0]

    def find_header(self) -> None:
        row = self.wanted.header_row
        if row is None:
            row = self._judge_header(find_header(self.records, self.width))
        nameless = self.wanted.nameless
        if nameless is None:
            nameless = self._count_nameless(row)
        self.layout = replace(self.layout, header_row=row, nameless=nameless)

    def _judge_header(self, header: Header) -> int:
        record = self.records[header.place]
        if not header.is_sure:
            self.questions.append(_header_question(record))
            return 0
        titles = [each for each in self.records[: header.place] if each.filled]
        if titles:
            what = _lines_words([each.line for each in titles])
            self.notes.append(
                f"{what} above the column names: a title, not a row ({_preview(titles[0])})"
            )
        return record.line

    def _count_nameless(self, row: int) -> int:
        place = next((i for i, each in enumerate(self.records) if each.line >= row > 0), None)
        if place is None or len(self.records[place].cells) != self.width - 1:
            return 0
        rows = [each.cells for each in self.records[place + 1 :] if len(each.cells) == self.width]
        if len(rows) > 1 and not any(cells[-1].strip(BLANKS) for cells in rows):
            return -1
        return find_header(self.records[place:], self.width).lacks

    def find_first_row(self) -> None:
        first, header = self.wanted.first_row, self.layout.header_row or 0
        if first is None:
            first = self._judge_first_row() if header else 0
        elif 0 < first <= header:
            raise rows_above_names(self.source.path, first, header)
        self.layout = replace(self.layout, first_row=first)

    def _judge_first_row(self) -> int:
        below = [each for each in self.records if each.line > (self.layout.header_row or 0)]
        count, is_sure = count_names_below([each.cells for each in below])
        if not 0 < count < len(below):
            return 0
        stretch = Stretch("line", below[0].line, below[count].line, _preview(below[0]))
        if is_sure:
            self.notes.append(stretch.note)
        else:
            self.questions.append(stretch.question)
        return stretch.first_row

    def check_quotes(self) -> None:
        if self.wanted.quotes is not None or not self.source.has_quotes:
            return
        begin = lines_below(self.source, self._last_above())
        if not has_odd_lines(self.source.blocks(begin.offset)):
            return
        report = compare_quotes(
            lambda: self._lines(begin), self.dialect, self.width, begin.number + 1
        )
        if report.is_fine:
            return
        if report.fits_as_text:
            self.questions.append(_quote_question(report))
            self.layout = replace(self.layout, quotes="text")
        elif report.swallowed:
            raise _swallowed(self.source, report)

    def _lines(self, begin: TextLines) -> Iterator[str]:
        return iter(TextLines(self.source, begin.offset, begin.number))

    def _last_above(self) -> int:
        """The last line above the rows."""
        if self.layout.first_row:
            return self.layout.first_row - 1
        return self.layout.header_row or (1 if self.said else 0)

    def find_last_line(self) -> None:
        if self.wanted.last_line is not None:
            return
        records, above = self._tail()
        notes = find_footer(records, self.width)
        if notes and above < 0:  # only now: to count the lines takes a pass
            above = self._count_lines() - len(records)
            notes = [each._replace(line=each.line + above) for each in notes]
        last = notes[0].line - 1 if notes and notes[0].line > self._last_above() + 1 else 0
        self.layout = replace(self.layout, last_line=last)
        if last:
            what = _lines_words([each.line for each in notes])
            self.notes.append(f"{what} below the rows: no row ({_preview(notes[0])})")

    def _count_lines(self) -> int:
        blocks = self.source.blocks(0)
        ends = sum(block.count(b"\n") for block in blocks)
        return ends + (self.source.read(self.source.size - 1, 1) != b"\n")

    def _tail(self) -> tuple[Sequence[Record], int]:
        """The last records of the file; none where quotes leave open where a record begins. The
        lines above them, -1 where these are not counted."""
        size = self.source.size
        if size - self.source.start <= len(self.sample.encode()):
            return self.dialect.cut(self.sample), 0
        tail = self.source.read(size - TAIL, TAIL)
        if b'"' in tail and self.layout.quotes == "csv":
            return [], 0
        return self.dialect.cut(tail[tail.find(b"\n") + 1 :].decode("utf-8")), -1


def _head(source: Source) -> str:
    """The first lines, whole ones where there are any."""
    block = source.read(source.start, SAMPLE)
    if source.start + len(block) < source.size:
        cut = block.rfind(b"\n") + 1 or block.rfind(b"\r") + 1
        block = block[:cut] if cut else block
    return block.decode("utf-8", "ignore")


def _header_question(record: Record) -> Question:
    return Question(
        "header_row",
        f"line {record.line} looks like a row and not like column names ({_preview(record)})",
        (
            Answer("it is a row, and the columns are named column_1, column_2, ...", 0),
            Answer("it holds the column names", record.line),
        ),
        changes="rows",
    )


def _quote_question(report: QuoteReport) -> Question:
    as_text = Answer(f"quotes as they are: {report.lines:,} rows", "text")
    if report.fault:
        line = f"line {report.fault_line} opens a quote that encloses no cell"
        return Question("quotes", line, (as_text, Answer("quotes enclose cells", "csv")), "rows")
    first = report.swallowed[0]
    return Question(
        "quotes",
        f"line {first.line} opens a quote that takes {first.lines:,} lines into one cell",
        (
            as_text,
            Answer(f"one cell of {first.lines:,} lines: {report.records:,} rows", "csv"),
        ),
        changes="rows",
    )


def _swallowed(source: Source, report: QuoteReport) -> InputError:
    first = report.swallowed[0]
    return InputError(
        f"a quote opens on this line and takes {first.lines:,} lines into one cell",
        where=f"{source.path}, line {first.line}",
        hint="Close the quote; or, if it is one cell, say so: `quotes` csv",
    )


def _lines_words(lines: Sequence[int]) -> str:
    if len(lines) == 1:
        return f"line {lines[0]} stands"
    return f"lines {lines[0]} to {lines[-1]} stand"


def _preview(record: Record) -> str:
    text = " ".join(cell.strip() for cell in record.cells if cell.strip(BLANKS))
    return f"'{text[:WIDEST]}…'" if len(text) > WIDEST else f"'{text}'"
