"""The records of a sample of text, cut in one of the ways that are tried; nothing is refused."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from altui.data.layout import Layout

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

LARGEST_CELL = 16 << 20
"""Characters of a cell beyond which something is wrong with its quotes."""

BLANKS = " \t"


class Record(NamedTuple):
    line: int
    """Where it starts, from 1."""
    cells: list[str]

    @property
    def filled(self) -> int:
        """How many cells hold more than blanks."""
        return sum(1 for cell in self.cells if cell.strip(BLANKS))


class Dialect(NamedTuple):
    separator: str
    quotes: str = "csv"
    trimmed: bool = False

    @classmethod
    def of(cls, layout: Layout) -> Dialect:
        return cls(layout.separator or ",", layout.quotes or "csv", bool(layout.trimmed))

    def options(self, *, strict: bool = True) -> dict[str, Any]:
        """The same for the standard library's parser."""
        quoting = csv.QUOTE_NONE if self.quotes == "text" else csv.QUOTE_MINIMAL
        return {
            "delimiter": self.separator,
            "quoting": quoting,
            "skipinitialspace": self.trimmed,
            "strict": strict,
        }

    def reader(self, lines: Iterable[str], *, strict: bool = True) -> CsvReader:
        csv.field_size_limit(LARGEST_CELL)  # one limit for the whole process
        return csv.reader(lines, **self.options(strict=strict))

    def cut(self, text: str, first_line: int = 1) -> list[Record]:
        """The records of whole lines."""
        reader = self.reader(io.StringIO(text, newline=""), strict=False)
        records, line = [], first_line
        try:
            for cells in reader:
                records.append(Record(line, cells))
                line = first_line + reader.line_num
        except csv.Error:  # a cell beyond the parser's limit: what came before it must do
            pass
        return records


def usual_width(records: Sequence[Record]) -> tuple[int, float]:
    """The commonest number of cells, and the share of the filled records that have it."""
    counts = Counter(len(record.cells) for record in records if record.filled)
    if not counts:
        return 0, 0.0
    width, times = max(counts.items(), key=lambda each: (each[1], each[0]))
    return width, times / counts.total()
