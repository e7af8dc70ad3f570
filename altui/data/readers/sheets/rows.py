"""The rows of a sheet that a person sees, and what is said of the others and of empty cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from altui.data.readers.sheets.markup import Markup
from altui.data.readers.sheets.workbook import Sheet, as_text
from altui.data.table import Row
from altui.display.text import count_of

MOST_NAMED = 6


@dataclass
class SheetRows:
    """`filled` rows as text, their values by line; `blank` and `hidden` are lines of the others."""

    filled: list[Row] = field(default_factory=list)
    values: dict[int, Sequence[Any]] = field(default_factory=dict)
    blank: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)

    def notes(self) -> list[str]:
        notes = []
        if self.hidden:
            left_out = "is left out" if len(self.hidden) == 1 else "are left out"
            count = count_of(len(self.hidden), "hidden row")
            notes.append(f"{count} {left_out}: {spans(self.hidden)}")
        first, last = self.filled[0].line, self.filled[-1].line
        within = sum(1 for line in self.blank if first < line < last)
        if within:
            passed = "is passed over" if within == 1 else "are passed over"
            notes.append(f"{count_of(within, 'blank row')} {passed}")
        return notes


def rows_of(page: Sheet, markup: Markup) -> SheetRows:
    found = SheetRows()
    errors: dict[int, dict[int, str]] = {}
    for (line, column), text in markup.errors.items():
        errors.setdefault(line, {})[column - page.first[1]] = text
    for place, cells in enumerate(page.cells, page.first[0]):
        values = _with(cells, errors[place]) if place in errors else cells
        row = Row(place + 1, tuple(map(as_text, values)))
        if row.line in markup.hidden:
            found.hidden.append(row.line)
        elif not any(row.cells):
            found.blank.append(row.line)
        else:
            found.filled.append(row)
            found.values[row.line] = values
    return found


def _with(cells: Sequence[Any], errors: Mapping[int, str]) -> list[Any]:
    """The cells with `#N/A` and the like, which come empty."""
    return [errors.get(column, value) for column, value in enumerate(cells)]


def sheet_notes(page: Sheet) -> list[str]:
    if len(page.names) < 2:
        return []
    named = [f"{name} (hidden)" if name in page.hidden_names else name for name in page.names]
    return [f"sheet '{page.name}' of {len(named)} is read: {', '.join(named)}"]


def merged_notes(page: Sheet, columns: Sequence[str], lines: Sequence[int]) -> list[str]:
    """How many cells of which columns are empty because they are merged with one above or left."""
    empty = [0] * len(columns)
    for (top, left), (bottom, right) in page.merged:
        first = left - page.first[1]
        rows = bisect_right(lines, bottom + 1) - bisect_left(lines, top + 1)
        has_corner = top + 1 in lines[bisect_left(lines, top + 1) :][:1]
        for column in range(max(first, 0), min(right - page.first[1] + 1, len(columns))):
            empty[column] += rows - (has_corner and column == first)
    named = [f"{n:,} in '{name}'" for name, n in zip(columns, empty, strict=True) if n]
    more = ", ..." if len(named) > MOST_NAMED else ""
    listed = ", ".join(named[:MOST_NAMED])
    return [f"merged cells are empty but for the first of each: {listed}{more}"] if named else []


def formula_notes(markup: Markup) -> list[str]:
    if not markup.uncalculated:
        return []
    return [
        f"{markup.uncalculated:,} formulas were never calculated and are empty: open the file in "
        "Excel and save it"
    ]


def spans(numbers: Iterable[int], most: int = MOST_NAMED) -> str:
    """`3-5, 9`: numbers in order, the first ones named."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    named = [str(a) if a == b else f"{a}-{b}" for a, b in runs[:most]]
    return ", ".join([*named, "..."] if len(runs) > most else named)
