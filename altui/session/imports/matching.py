"""Which row of the data each line of a file speaks of; what cannot be told is never guessed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from altui.data.row_hashes import Contents

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.data.table import Table
    from altui.session.imports.columns import Columns, Line

Found = int | str
"""A row, or the sentence that says why there is none."""

Match = Callable[["Line"], Found]


def matcher(dataset: Dataset, table: Table, columns: Columns, lines: Sequence[Line]) -> Match:
    """By id where the session has ids, else by the row's number or by what the row holds."""
    if columns.row is None:
        return _by_content(dataset, table)
    if dataset.schema.id is None:
        return _by_number(dataset.n)
    return _by_id(dataset, {text for line in lines for text in (line.row, line.row.strip())})


def _by_id(dataset: Dataset, wanted: Collection[str]) -> Match:
    rows = {name: row for row, name in enumerate(dataset.ids) if name in wanted}

    def match(line: Line) -> Found:
        name = line.row.strip()
        if not name:
            return "the id is empty"
        row = rows.get(line.row, rows.get(name))
        return f"no row has the id '{name[:80]}'" if row is None else row

    return match


def _by_number(count: int) -> Match:
    def match(line: Line) -> Found:
        text = line.row.strip()
        is_number = text.isascii() and text.isdigit() and len(text) < 20
        if is_number and 1 <= int(text) <= count:
            return int(text) - 1
        return f"'{text[:80]}' is no number of a row: the data have rows 1 to {count:,}"

    return match


def _by_content(dataset: Dataset, table: Table) -> Match:
    contents = Contents(dataset)
    marks = [*contents.marks(table)]
    found = contents.find({*marks})
    is_whole = len(marks) == dataset.n

    def match(line: Line) -> Found:
        rows = found.get(marks[line.place], [])
        if is_whole and line.place in rows:
            return line.place
        if len(rows) == 1:
            return rows[0]
        if not rows:
            return "no row of the data holds what this one holds"
        numbers = ", ".join(f"{row + 1:,}" for row in rows[:10])
        return f"rows {numbers} of the data hold the same: nothing says which is meant"

    return match
