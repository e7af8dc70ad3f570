"""Quotes that open by accident and take many lines into one cell."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from altui.data.readers.layout.records import Dialect

LEAST_LINES = 3
"""Lines in one record from which one looks whether they are rows of their own."""

MOST_LINES = 10_000
"""Lines of one record that are kept to be looked at: an open quote takes in millions."""

MOST = 0.9
LF, QUOTE = 0x0A, 0x22


class Swallowed(NamedTuple):
    """Lines that a quote takes into one cell although each could be a row."""

    line: int
    """Where the quote opens, from 1."""
    lines: int


@dataclass
class QuoteReport:
    """What the rows are when quotes enclose cells, and when they are letters."""

    swallowed: list[Swallowed] = field(default_factory=list)
    fault: str = ""
    """What the parser says of quotes that enclose nothing whole."""
    fault_line: int = 0
    """Where the record with the fault begins."""
    records: int = 0
    lines: int = 0
    """Lines that are not blank: the records where quotes are letters."""
    fits_as_text: bool = False
    """Each line has as many cells as the header when quotes are letters."""

    @property
    def is_fine(self) -> bool:
        return not self.swallowed and not self.fault


def has_odd_lines(blocks: Iterable[bytes]) -> bool:
    """Whether a line has an odd number of quotes: else no quote can reach beyond its line."""
    carried = 0
    for block in blocks:
        if b'"' not in block and not carried:
            continue
        data = np.frombuffer(block, np.uint8)
        counts = np.searchsorted(np.flatnonzero(data == QUOTE), np.flatnonzero(data == LF))
        total = block.count(b'"')
        if len(counts):
            per_line = np.diff(counts, prepend=0)
            per_line[0] += carried
            if (per_line % 2).any():
                return True
            carried = total - int(counts[-1])
        else:
            carried += total
    return carried % 2 == 1


def compare_quotes(
    lines: Callable[[], Iterable[str]], dialect: Dialect, width: int, first: int
) -> QuoteReport:
    """Read the lines, which begin with number `first`, in both ways."""
    report = QuoteReport()
    as_text = dialect._replace(quotes="text")
    noted = _Noted(lines())
    try:
        for _ in dialect.reader(noted):
            report.records += any(text.strip() for text in noted.first)
            if noted.count >= LEAST_LINES and _could_be_rows(noted.first, as_text, width):
                report.swallowed.append(Swallowed(first, noted.count))
            first += noted.count
            noted.forget()
    except csv.Error as error:
        report.fault, report.fault_line = str(error), first
    if not report.is_fine:
        _read_as_text(report, lines(), as_text, width)
    return report


class _Noted:
    """Lines, with the count of those read since `forget` and the first of them."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.forget()

    def forget(self) -> None:
        self.count = 0
        self.first: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        text = next(self._lines)
        self.count += 1
        if self.count <= MOST_LINES:
            self.first.append(text)
        return text


def _could_be_rows(lines: list[str], as_text: Dialect, width: int) -> bool:
    records = as_text.cut("".join(lines))
    fitting = sum(1 for record in records if len(record.cells) == width)
    return width > 1 and fitting >= MOST * len(lines)


def _read_as_text(report: QuoteReport, lines: Iterable[str], as_text: Dialect, width: int) -> None:
    report.fits_as_text = True
    try:
        for cells in as_text.reader(lines):
            if cells:
                report.lines += 1
                report.fits_as_text &= len(cells) == width
    except csv.Error:  # a cell beyond every limit
        report.fits_as_text = False
