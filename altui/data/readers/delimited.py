"""CSV and TSV, by the standard library's parser in its strict mode: every cell stays as it is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray

from altui.data.readers.fast_csv import BLOCK_BYTES, plain_parser
from altui.data.readers.text_table import BATCH_BYTES, Batch, TextLines, TextTable, whole_lines
from altui.data.readers.utf8_source import Source
from altui.errors import InputError

LF = 0x0A
WIDE = 32  # columns
LARGEST_CELL = 16 << 20  # characters
HEADER_SAMPLE = 64 << 10
OTHER_DELIMITERS = ";\t|"
QUOTED = re.compile(r'"(?:[^"]|"")*"')


class DelimitedTable(TextTable):
    """Raises InputError, with the line, for a row that has not as many cells as the header."""

    def __init__(self, source: Source, kind: str) -> None:
        self._delimiter = self.separator = "\t" if kind == "tsv" else _delimiter(source)
        if self._delimiter != "," and kind == "csv":
            shown = "a tab" if self._delimiter == "\t" else f"'{self._delimiter}'"
            source.notes.append(f"cells are separated by {shown}")
        lines = TextLines(source, source.start)
        self.path = source.path
        header = self._header(lines)
        super().__init__(source, kind, header, lines)
        self._blank_lines = 0
        self._plain = plain_parser(source.size, len(header), self._delimiter)
        if not any(batch.lines for batch in self._batches()):
            raise InputError(
                "there is a header line but no row below it",
                where=str(self.path),
                hint="Add rows; or, if the first line is a row, put a line of column names above.",
            )

    def _header(self, lines: TextLines) -> list[str]:
        for _, _, cells in self._parse(lines):
            if cells:
                return cells
        raise InputError(
            "the file has only blank lines",
            where=str(self.path),
            hint="It needs a header line with column names and at least one row.",
        )

    def _batches(self) -> Iterator[Batch]:
        offset, line = self._begin
        blank, odd = 0, 0  # `odd`: up to there the plain parser has given up
        size = BATCH_BYTES * (2 if len(self.header) > WIDE else 1)
        while offset < self.source.size:
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
                batch, passed = self._careful(lines, offset + size)
                offset, line, blank = lines.offset, lines.number, blank + passed
            self.position = offset
            yield batch
        if blank and not self._blank_lines:
            self.notes.append(f"{blank:,} blank lines are no rows")
            self._blank_lines = blank

    def _whole_lines(self, offset: int, size: int) -> bytes:
        block = self.source.read(offset, size)
        at_end = offset + len(block) >= self.source.size
        return block if at_end else whole_lines(block)[0]

    def _by_arrow(self, text: bytes, offset: int, line: int) -> Batch | None:
        if self._plain is None or not _is_plain(text):
            return None
        columns = self._plain.columns(text)
        if columns is None:
            return None
        lines = range(line + 1, line + 1 + len(columns[0]))
        return Batch(partial(_line_starts, text, offset), lines, columns)

    def _quick(self, text: bytes, offset: int, line: int) -> Batch | None:
        if not _is_plain(text):
            return None
        content = io.StringIO(text.decode("utf-8"), newline="")
        rows = list(csv.reader(content, delimiter=self._delimiter, strict=True))
        if set(map(len, rows)) != {len(self.header)}:
            return None
        lines = range(line + 1, line + 1 + len(rows))
        return Batch(partial(_line_starts, text, offset), lines, list(zip(*rows, strict=True)))

    def _careful(self, lines: TextLines, stop: int) -> tuple[Batch, int]:
        """The batch up to the first row that ends at `stop` or later; the blank lines in it."""
        starts: list[int] = []
        row_lines: list[int] = []
        rows: list[list[str]] = []
        blank = 0
        for start, line, cells in self._parse(lines):
            if len(cells) == len(self.header):
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
        csv.field_size_limit(LARGEST_CELL)  # one limit for the whole process
        start, line = lines.offset, lines.number + 1
        try:
            for cells in csv.reader(lines, delimiter=self._delimiter, strict=True):
                yield start, line, cells
                start, line = lines.offset, lines.number + 1
        except csv.Error as error:
            raise self._broken(line, lines.number, str(error)) from None

    def cells(self, row: int) -> tuple[str, ...]:
        reader = csv.reader(self.row_text(row), delimiter=self._delimiter, strict=True)
        return tuple(next(reader))

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
                hint='Close the quote. A quote inside a quoted cell is written twice: "".',
            )
        if "expected after" in error:
            return InputError(
                "there is text after a closing double quote",
                where=self._where(end),
                hint='A quote inside a quoted cell is written twice: "".',
            )
        return InputError(
            f"this line is no valid CSV: {error}", where=self._where(end), hint="Mend the line."
        )

    def _where(self, line: int) -> str:
        return f"{self.path}, line {line}"


def _is_plain(text: bytes) -> bool:
    """Where there are no quotes and no bare CRs, each line that is not blank is a row."""
    if not text or b'"' in text:
        return False
    return b"\r" not in text or text.count(b"\r") == text.count(b"\r\n")


def _line_starts(text: bytes, offset: int) -> NDArray[np.int64]:
    ends = np.flatnonzero(np.frombuffer(text, np.uint8) == LF) + 1
    starts = ends[:-1] if text.endswith(b"\n") else ends
    return np.concatenate(([offset], starts + offset))


def _cells(count: int) -> str:
    return "cell" if count == 1 else "cells"


def _delimiter(source: Source) -> str:
    """A comma, unless the header has none and has a semicolon, tab or bar outside of quotes."""
    sample = source.read(source.start, HEADER_SAMPLE).decode("utf-8", "ignore")
    lines = [line for line in re.split(r"[\r\n]", QUOTED.sub("q", sample)) if line]
    header = lines[0] if lines else ""
    if "," in header:
        return ","
    counts = {mark: header.count(mark) for mark in OTHER_DELIMITERS}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else ","
