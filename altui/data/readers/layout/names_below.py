"""Questions, units or codes of the columns in the lines below their names: no rows either."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from altui.data.questions import Answer, Question
from altui.data.readers.layout.header import LEAST_ROWS, is_mostly_numbers, is_number
from altui.data.readers.layout.records import BLANKS
from altui.data.values.markers import is_missing
from altui.errors import InputError

MOST_LINES = 3
LEAST_COLUMNS = 2
"""Columns of numbers; in a lone one a word may be a stray."""

IMPORT_ID = '"ImportId"'
"""Qualtrics names its questions so, in the last line above the answers."""


class Stretch(NamedTuple):
    """The lines (or rows of a sheet: the `unit`) between the column names and the first row."""

    unit: str
    begin: int
    first_row: int
    preview: str

    @property
    def note(self) -> str:
        return f"{self._words} below the column names: no row ({self.preview})"

    @property
    def question(self) -> Question:
        return Question(
            "first_row",
            f"{self._words} below the column names, with words where the rows have numbers "
            f"({self.preview})",
            (
                Answer(
                    f"units or descriptions: the rows begin in {self.unit} {self.first_row}",
                    self.first_row,
                ),
                Answer("rows like all others", self.begin),
            ),
            changes="rows",
        )

    @property
    def _words(self) -> str:
        last = self.first_row - 1
        if last == self.begin:
            return f"{self.unit} {last} stands"
        return f"{self.unit}s {self.begin} to {last} stand"


def rows_above_names(path: Path, first_row: int, header_row: int) -> InputError:
    return InputError(
        f"the rows cannot begin in line {first_row}: the column names stand in line {header_row}",
        where=str(path),
        hint="Name the line of the first row below them: `first_row` N.",
    )


def count_names_below(rows: Sequence[Sequence[str]]) -> tuple[int, bool]:
    """How many of the first rows below the column names tell of the columns; whether that is
    beyond doubt."""
    for count in range(min(MOST_LINES, len(rows)), 0, -1):
        if any(IMPORT_ID in cell for cell in rows[count - 1]):
            return count, True
    width = len(rows[0]) if rows else 0
    body = [row for row in rows[MOST_LINES:] if len(row) == width]
    if len(body) < LEAST_ROWS:
        return 0, True
    numeric = [
        place for place, column in enumerate(zip(*body, strict=True)) if is_mostly_numbers(column)
    ]
    count = 0
    while count < MOST_LINES and _tells_of_columns(rows[count], numeric, width):
        count += 1
    return count, False


def _tells_of_columns(row: Sequence[str], numeric: Sequence[int], width: int) -> bool:
    """Whether the row has words where all rows have numbers, in more than half of such columns."""
    if len(row) != width:
        return False
    cells = [row[place].strip(BLANKS) for place in numeric]
    words = [cell for cell in cells if cell and not is_missing(cell)]
    enough = len(words) >= LEAST_COLUMNS and 2 * len(words) > len(cells)
    return enough and not any(map(is_number, words))
