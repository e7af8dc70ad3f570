"""Where in a sheet the table stands: below its titles, above its totals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from altui.data.questions import Question
from altui.data.readers.layout.names_below import Stretch, count_names_below
from altui.data.readers.sheets.rows import spans
from altui.data.table import Row
from altui.errors import InputError

LOOKED_AT = 200
"""Rows that tell how wide the table is."""

MOST_FOOTERS = 20
FEW_TOTALS = 0.2
"""The share of rows named Total above which that is what the rows are about."""

TOTAL = re.compile(
    r"(grand |sub-?|zwischen|gesamt|end)?"
    r"(totals?|sums?|summen?|gesamt|insgesamt|totale|totaal|total g[eé]n[eé]ral|suma|summa|somme"
    r"|soma|razem|toplam|итого|всего|合計|总计|合计|總計)\s*:?"
)


@dataclass
class Cut:
    """`header` is None where no row holds the names."""

    header: Row | None
    body: list[Row]
    notes: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    first_row: int = 0
    """The line of the first row, where rows that tell of the columns stand above it."""

    @property
    def width(self) -> int:
        """Columns up to the last that has a name or a cell."""
        rows = self.body if self.header is None else [self.header, *self.body]
        return max(_last_filled(row) for row in rows)

    @property
    def names(self) -> tuple[str, ...]:
        return self.header.cells[: self.width] if self.header else ("",) * self.width


def cut_table(
    rows: Sequence[Row], header_row: int | None = None, first_row: int | None = None
) -> Cut:
    """The table in rows that are not blank; `header_row` is the line of its header, 0 for none,
    and `first_row` that of the first row where more than the names stands above it.

    Raises InputError where there is no such row.
    """
    if not rows:
        return Cut(None, [])
    width = int(median(filled(row) for row in rows[:LOOKED_AT]))
    place = _find_header(rows, width) if header_row is None else _place_of(rows, header_row)
    below = rows[place + 1 :]
    first, is_sure = _find_first(below, header=place >= 0, said=first_row)
    told, below = below[:first], below[first:]
    end = _find_footers(below, width)
    cut = Cut(rows[place] if place >= 0 else None, list(below[:end]))
    if told:
        stretch = Stretch("row", told[0].line, below[0].line, f"'{_first_filled(told[0])[:40]}'")
        cut.first_row = stretch.first_row
        if is_sure and first_row is None:
            cut.notes.append(stretch.note)
        elif first_row is None:
            cut.questions.append(stretch.question)
    if place > 0:
        lines = spans(row.line for row in rows[:place])
        cut.notes.append(f"titles above the header are no rows: {_lines(place)} {lines}")
    if end < len(below):
        named = ", ".join(f"{row.line} ('{_first_filled(row)[:40]}')" for row in below[end:])
        lines = _lines(len(below) - end)
        cut.notes.append(f"totals and remarks at the end are no rows: {lines} {named}")
    totals = [row.line for row in cut.body if width > 1 and _is_total(row)]
    if totals and len(totals) <= FEW_TOTALS * end:
        cut.notes.append(f"what looks like totals within are rows too: {spans(totals)}")
    return cut


def _lines(count: int) -> str:
    """Of the sheet: a number alone could be how many there are."""
    return "line" if count == 1 else "lines"


def _find_first(below: Sequence[Row], *, header: bool, said: int | None) -> tuple[int, bool]:
    """How many rows below the names are none, and whether that is beyond doubt."""
    if said is not None:
        return min(sum(1 for row in below if row.line < said), len(below) - 1), True
    if not header:
        return 0, True
    count, is_sure = count_names_below([row.cells for row in below[:LOOKED_AT]])
    return (count if count < len(below) else 0), is_sure


def _place_of(rows: Sequence[Row], line: int) -> int:
    if not line:
        return -1
    for place, row in enumerate(rows):
        if row.line == line:
            return place
    raise InputError(
        f"row {line} of the sheet is empty, hidden or not there",
        hint="Give the number of the row that holds the names of the columns; 0 if none does.",
    )


def _find_header(rows: Sequence[Row], width: int) -> int:
    """The first row that is about as filled as the body; what stands above it are titles."""
    enough = width - width // 3
    return next((place for place, row in enumerate(rows) if filled(row) >= enough), 0)


def _find_footers(rows: Sequence[Row], width: int) -> int:
    """The place at which totals and remarks begin; the number of rows where there are none.

    A remark is a cell that stands alone, apart from the table or below its totals.
    """
    first = len(rows)
    for place in range(len(rows) - 1, max(len(rows) - 1 - MOST_FOOTERS, 0), -1):
        is_apart = rows[place].line > rows[place - 1].line + 1
        is_alone = width > 2 and filled(rows[place]) == 1
        if width > 1 and _is_total(rows[place]):
            first = place
        elif not is_alone:
            break
        elif is_apart or _is_total(rows[place - 1]):
            first = place
    return first


def filled(row: Row) -> int:
    return sum(1 for cell in row.cells if cell.strip())


def _is_total(row: Row) -> bool:
    return TOTAL.fullmatch(_first_filled(row).strip().casefold()) is not None


def _first_filled(row: Row) -> str:
    return next((cell for cell in row.cells if cell.strip()), "")


def _last_filled(row: Row) -> int:
    return max((place for place, cell in enumerate(row.cells, 1) if cell.strip()), default=0)
