"""What stands below the last row: sums and notes of whoever wrote the file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from altui.data.readers.layout.records import BLANKS, Record

MOST_NOTES = 20

TOTAL = re.compile(
    r"\s*((grand|sub)?[ -]?total|total general|sum|summe|gesamt(summe)?|insgesamt|somme|suma|"
    r"razem|totaal|totale|итого|всего|合计|总计|合計)\s*:?\s*",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"\s*(records|rows|row count|count|total|number of|source|notes?|generated|exported|"
    r"anzahl|datensätze|zeilen|quelle|hinweis|stand|nombre|fuente|fonte)\b[^\w]",
    re.IGNORECASE,
)


def find_footer(records: Sequence[Record], width: int) -> list[Record]:
    """The records at the end of the file that are no rows, in file order; blank ones left out."""
    notes: list[Record] = []
    after_gap = False
    place = len(records) - 1
    while place > 0 and len(notes) < MOST_NOTES:
        record = records[place]
        if record.filled and not _is_below(records, place, width):
            break
        if record.filled:
            notes.append(record)
        after_gap = after_gap or not record.filled
        place -= 1
    return notes[::-1]


def _is_below(records: Sequence[Record], place: int, width: int) -> bool:
    record = records[place]
    if any("\n" in cell or "\r" in cell for cell in record.cells):
        return False  # a quote that never closes has taken rows into a cell
    first = next(cell for cell in record.cells if cell.strip(BLANKS))
    if len(record.cells) == width and width > 1 and is_total(record.cells):
        return True
    is_narrow = len(record.cells) < width or (record.filled == 1 and width > 2)
    return is_narrow and (_follows_a_gap(records, place, width) or NOTE.match(first) is not None)


def is_total(cells: Sequence[str]) -> bool:
    """Whether the row is a sum of those above: it says so, and has a number."""
    filled = [cell for cell in cells if cell.strip(BLANKS)]
    has_number = any(re.search(r"\d", cell) for cell in filled[1:])
    return bool(filled) and TOTAL.fullmatch(filled[0]) is not None and has_number


def _follows_a_gap(records: Sequence[Record], place: int, width: int) -> bool:
    """Whether a blank line stands between it, with other notes, and the last whole row."""
    while place > 0:
        place -= 1
        record = records[place]
        if not record.filled:
            return True
        if len(record.cells) >= width:
            return False
    return False
