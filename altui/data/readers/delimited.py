"""CSV and TSV, by the standard library's parser in its strict mode: every cell stays as it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray

from altui.data.layout import BEFORE, Layout
from altui.data.readers.arrow.fast_csv import BLOCK_BYTES, plain_parser
from altui.data.readers.layout.before import as_before
from altui.data.readers.layout.blank_rows import blank_row_finder, is_blank
from altui.data.readers.layout.records import LARGEST_CELL, Dialect
from altui.data.readers.layout.text_layout import find_layout, lines_below
from altui.data.readers.text.text_lines import BATCH_BYTES, TextLines, whole_lines
from altui.data.readers.text.text_table import Batch, TextTable
from altui.data.readers.text.utf8_source import Source
from altui.errors import InputError

LF = 0x0A
WIDE = 32  # columns

TWICE = (
    'A quote inside a quoted cell is written twice: "". '
    "If quotes are letters in this file, say so: `quotes` text"
)


class DelimitedTable(TextTable):
    """Raises InputError, with the line, for a row that has not as many cells as the header."""

    def __init__(self, source: Source, kind: str, wanted: Layout = BEFORE) -> None:
        self.path = source.path
        found = find_layout(source, kind, wanted) if wanted.version else as_before(source, kind)
        source.notes.extend(found.notes)
        self._dialect = Dialect.of(found.layout)
        self._is_blank: Callable[[bytes], bool] | None = None
        self.source = source
        lines = lines_below(source, found.above)
        header = self._header(lines, found.layout)
        if found.layout.header_row == 0:
            lines = lines_below(source, found.above)
        elif found.layout.first_row:
            lines = lines_below(source, found.layout.first_row - 1)
        super().__init__(source, kind, header, lines)
        if wanted.version and len(header) > 1:
            self._is_blank = blank_row_finder(self._dialect)
        self.layout = found.layout if wanted.version else BEFORE
        self.questions = found.questions
        if found.layout.last_line:
            self._end = lines_below(source, found.layout.last_line).offset
        self._plain = None
        if not self._dialect.trimmed:
            self._plain = plain_parser(source.size, len(header), self._dialect.separator)
        if not any(batch.lines for batch in self._batches()):
            raise InputError(
                "there is a header line but no row below it",
                where=str(self.path),
                hint="Add rows; or, if the first line is a row, put a line of column names above.",
            )

    def _header(self, lines: TextLines, layout: Layout) -> list[str]:
        for _, _, cells in self._parse(lines):
            if not cells or (layout.header_row == 0 and is_blank(cells)):
                continue
            if layout.header_row == 0:
                return [f"column_{number}" for number in range(1, len(cells) + 1)]
            return {1: ["", *cells], -1: [*cells, ""]}.get(layout.nameless or 0, cells)
        raise InputError(
            "the file has only blank lines",
            where=str(self.path),
            hint="It needs a header line with column names and at least one row.",
        )

    def _batches(self) -> Iterator[Batch]:
        offset, line = self._begin
        blank, odd = 0, 0  # `odd`: up to there the plain parser has given up
        size = BATCH_BYTES * (2 if len(self.header) > WIDE else 1)
        while offset < self._end:
            batch = None
            if self._plain is not None and offset >= odd:
                text = self._whole_lines(offset, BLOCK_BYTES)
                batch, odd = self._by_arrow(text, offset, line), offset + len(text)
            if batch is None:
                text = self._whole_lines(offset, size)
                batch = self._quick(text, offset, line)
            if batch is not None:
                offset, line = offset + len(text), line + len(batch.lines)
            else:
                lines = TextLines(self.source, offset, line, size)
                batch, passed = self._careful(lines, min(offset + size, self._end))
                offset, line, blank = lines.offset, lines.number, blank + passed
            self.position = offset
            yield batch
        if not blank:
            self._is_blank = None  # this pass has seen every line
        self._tell_blank(max(blank, self._blank_lines))

    def _whole_lines(self, offset: int, size: int) -> bytes:
        block = self.source.read(offset, min(size, self._end - offset))
        at_end = offset + len(block) >= self._end
        return block if at_end else whole_lines(block)[0]

    def _by_arrow(self, text: bytes, offset: int, line: int) -> Batch | None:
        if self._plain is None or not self._can_be_quick(text):
            return None
        columns = self._plain.columns(text)
        if columns is None:
            return None
        lines = range(line + 1, line + 1 + len(columns[0]))
        return Batch(partial(_line_starts, text, offset), lines, columns)

    def _quick(self, text: bytes, offset: int, line: int) -> Batch | None:
        if not self._can_be_quick(text):
            return None
        content = io.StringIO(text.decode("utf-8"), newline="")
        rows = self._trimmed(self._dialect.reader(content))
        if set(map(len, rows)) != {len(self.header)}:
            return None
        lines = range(line + 1, line + 1 + len(rows))
        return Batch(partial(_line_starts, text, offset), lines, list(zip(*rows, strict=True)))

    def _can_be_quick(self, text: bytes) -> bool:
        """Whether each line that is not empty is a row."""
        is_plain = _is_plain(text, self._dialect.quotes)
        return is_plain and not (self._is_blank is not None and self._is_blank(text))

    def _trimmed(self, rows: Iterable[list[str]]) -> list[list[str]]:
        if not self._dialect.trimmed:
            return list(rows)
        return [[cell.strip() for cell in cells] for cells in rows]

    def _careful(self, lines: TextLines, stop: int) -> tuple[Batch, int]:
        """The batch up to the first row that ends at `stop` or later; the blank lines in it."""
        starts: list[int] = []
        row_lines: list[int] = []
        rows: list[list[str]] = []
        blank = 0
        for start, line, cells in self._parse(lines):
            if self._is_blank is not None and is_blank(cells):
                blank += 1
            elif len(cells) == len(self.header):
                starts.append(start)
                row_lines.append(line)
                rows.append(cells)
            elif not cells:
                blank += 1
            else:
                raise self._ragged(line, len(cells))
            if lines.offset >= stop:
                break
        return Batch(partial(list, starts), row_lines, list(zip(*rows, strict=True))), blank

    def _parse(self, lines: TextLines) -> Iterator[tuple[int, int, list[str]]]:
        """Byte offset, line number and cells of each record; no cells for a blank line."""
        start, line = lines.offset, lines.number + 1
        try:
            for cells in self._dialect.reader(lines):
                yield start, line, self._trimmed([cells])[0] if self._dialect.trimmed else cells
                start, line = lines.offset, lines.number + 1
        except csv.Error as error:
            raise self._broken(line, lines.number, str(error)) from None

    def cells(self, row: int) -> tuple[str, ...]:
        reader = self._dialect.reader(self.row_text(row))
        return tuple(self._trimmed([next(reader)])[0])

    def _ragged(self, line: int, found: int) -> InputError:
        expected = len(self.header)
        if found > expected:
            hint = "A cell that holds the separator must stand in double quotes."
        else:
            hint = "Add the missing cells (empty ones count), or take the line out."
        return InputError(
            f"expected {expected} {_cells(expected)} as in the header, found {found}",
            where=self._where(line),
            hint=hint,
        )

    def _broken(self, line: int, end: int, error: str) -> InputError:
        if "unexpected end of data" in error or "field larger" in error:
            large = "field larger" in error
            message = "a double quote is opened and never closed"
            if large:
                message = f"a cell is larger than {LARGEST_CELL >> 20} MiB, or its quote never ends"
            return InputError(
                f"{message} (the row starts on this line)",
                where=self._where(line),
                hint=f"Close the quote. {TWICE}",
            )
        if "expected after" in error:
            return InputError(
                "there is text after a closing double quote",
                where=self._where(line),
                hint=TWICE,
            )
        return InputError(
            f"this line is no valid CSV: {error}", where=self._where(end), hint="Mend the line."
        )

    def _where(self, line: int) -> str:
        return f"{self.path}, line {line}"


def _is_plain(text: bytes, quotes: str) -> bool:
    """Where there are no quotes and no bare CRs, each line that is not blank is a row."""
    if not text or (quotes == "csv" and b'"' in text):
        return False
    return b"\r" not in text or text.count(b"\r") == text.count(b"\r\n")


def _line_starts(text: bytes, offset: int) -> NDArray[np.int64]:
    ends = np.flatnonzero(np.frombuffer(text, np.uint8) == LF) + 1
    starts = ends[:-1] if text.endswith(b"\n") else ends
    return np.concatenate(([offset], starts + offset))


def _cells(count: int) -> str:
    return "cell" if count == 1 else "cells"
