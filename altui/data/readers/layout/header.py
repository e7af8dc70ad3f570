"""Which record holds the names of the columns: titles may stand above it, or there is none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from altui.data.readers.layout.records import BLANKS, Record

MOST_TITLES = 20
"""Records above the header that are looked at."""

LEAST_ROWS = 5
"""With fewer rows nothing is said of what a column usually holds."""

WORDS_OF_A_TEXT = 4

MOST = 0.9
NUMBER = re.compile(
    r"\s*[-+−(]?\s*(?:[$€£¥]|[A-Z]{3}\s)?\s*\d[\d.,'\u00a0\u202f ]*\s*[^\W\d]{0,4}[%)€$£]?\s*"
)
MISSING = {"", "na", "n/a", "nan", "null", "none", "-", "?", "."}
FEW = 20


class Header(NamedTuple):
    place: int
    """The index of its record; -1 where the first line is a row already."""
    is_sure: bool = True
    lacks: int = 0
    """Names that it lacks: 1 before the first where the rows begin with a name of their own."""


def find_header(records: Sequence[Record], width: int) -> Header:
    """The header among the first records, which have `width` cells each in the usual row."""
    place = _below_titles(records, width)
    body = [record.cells for record in records[place + 1 :] if len(record.cells) == width]
    cells = records[place].cells
    if len(cells) == width and looks_like_a_row(cells, body):
        # What follows titles and looks like a row may be one: then the titles are no titles.
        return Header(place, is_sure=False)
    return Header(place, lacks=_lacks(cells, body, width))


def _below_titles(records: Sequence[Record], width: int) -> int:
    # A lone column may have a blank name, in quotes; a row of several blank cells names nothing.
    filled = [
        place
        for place, record in enumerate(records)
        if record.filled or (width == 1 and record.cells)
    ]
    for count, place in enumerate(filled[:MOST_TITLES]):
        rest = filled[count + 1 :]
        if rest and is_title(records[place], records[rest[0]], width):
            continue
        # Titles stand above names, each of its own, and above rows.
        names = [cell.strip() for cell in records[place].cells if cell.strip(BLANKS)]
        is_header = bool(rest) and len(set(names)) == len(names)
        return place if is_header else filled[0]
    return filled[0]


def is_title(record: Record, following: Record, width: int) -> bool:
    """A line of few cells above a wider one: `Survey export`, or `Survey export,,`."""
    if width < 3 and len(record.cells) == width:
        return False
    if len(record.cells) not in (1, width) and len(record.cells) > width // 2:
        return False
    return record.filled == 1 < width or (len(record.cells) < width and following.filled > 1)


def _lacks(cells: Sequence[str], body: Sequence[Sequence[str]], width: int) -> int:
    """R leaves out the name of the first column: its cells name the rows, each once."""
    if len(cells) != width - 1 or len(body) < LEAST_ROWS:
        return 0
    first = [row[0] for row in body]
    return 1 if len(set(first)) == len(first) else 0


def looks_like_a_row(cells: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether the cells are like those below them in at least one column, and unlike in none."""
    if len(body) < LEAST_ROWS or _are_counted(cells):
        return False
    if len(cells) == 1 and _is_sentence(cells[0], body):
        return True
    said = [
        _speaks(cell, column) for cell, column in zip(cells, zip(*body, strict=True), strict=True)
    ]
    return max(said, default=0) > 0 and min(said, default=0) >= 0


def _is_sentence(cell: str, body: Sequence[Sequence[str]]) -> bool:
    """Whether the first line of a lone column is as long as the texts below it: a name is short,
    or asks the question that they answer."""
    words = len(cell.split())
    if words < WORDS_OF_A_TEXT or cell.rstrip().endswith(("?", ":")):
        return False
    return 2 * words >= median(len(row[0].split()) for row in body)


def _speaks(cell: str, column: Sequence[str]) -> int:
    """1 where the cell might stand in the column, -1 where it does not, 0 where nobody knows."""
    filled = _filled(column)
    if not filled or not cell.strip():
        return 0
    if is_mostly_numbers(filled):
        return 1 if is_number(cell) else -1
    shapes = Counter(map(_shape, filled))
    shape, times = shapes.most_common(1)[0]
    if times >= MOST * len(filled) and "0" in shape:
        return 1 if _shape(cell) == shape else -1
    values = set(filled)
    if len(values) <= FEW and 2 * len(values) <= len(filled):
        return 1 if cell in values else -1
    return 0


def is_number(cell: str) -> bool:
    return NUMBER.fullmatch(cell) is not None


def is_mostly_numbers(column: Sequence[str]) -> bool:
    filled = _filled(column)
    return bool(filled) and _share(map(is_number, filled)) >= MOST


def _filled(column: Sequence[str]) -> list[str]:
    return [each for each in column if each.strip().casefold() not in MISSING]


def _shape(cell: str) -> str:
    """`m000` and `k217` are of one shape, `a0`."""
    return re.sub(r"[^\W\d]+", "a", re.sub(r"\d+", "0", cell.strip()))


def _are_counted(cells: Sequence[str]) -> bool:
    """Years and running numbers are names as tables have them: 2019,2020 or 0,1,2."""
    numbers = [int(cell) for cell in cells if cell.strip().isascii() and cell.strip().isdecimal()]
    steps = {after - before for before, after in pairwise(numbers)}
    years = len(numbers) > 1 and all(1900 <= number <= 2100 for number in numbers)
    return len(steps) == 1 and steps != {0} and (years or len(numbers) > 2)


def _share(said: Iterable[bool]) -> float:
    answers = list(said)
    return sum(answers) / max(len(answers), 1)
