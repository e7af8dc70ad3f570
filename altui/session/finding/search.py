"""Finds rows that contain a text, or a value in a column, in one pass over the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from altui.data.schema import Role
from altui.display.text import one_line

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.data.schema import Schema
    from altui.learning.arrays import BoolArray

SEARCHED = (Role.ID, Role.NUMERIC, Role.DATE, Role.CATEGORICAL, Role.TEXT, Role.SHOWN)
"""The columns that a person sees: never the label or hidden columns."""

MOST = 500
"""The most rows listed."""

BEFORE, AROUND = 24, 120
"""Characters of an excerpt before the match, and in all."""


@dataclass(frozen=True)
class SearchHit:
    """A row, and an excerpt of the cell with the match."""

    row: int
    row_id: str
    column: str
    excerpt: str


@dataclass(frozen=True)
class Wanted:
    """A text in any column, or the whole value of one column. Case does not matter."""

    text: str
    column: str | None = None

    @classmethod
    def of(cls, typed: str, schema: Schema) -> Wanted:
        """`column=value` if there is such a column, else a text anywhere."""
        name, equals, value = typed.partition("=")
        if equals and name.strip() in searched_columns(schema):
            return cls(value.strip().casefold(), name.strip())
        return cls(typed.strip().casefold())

    def columns(self, schema: Schema) -> list[str]:
        """The columns to look in."""
        return searched_columns(schema) if self.column is None else [self.column]

    def place(self, cell: str) -> int | None:
        """Where the match starts in the cell; None if there is none."""
        low = cell.casefold()
        if self.column is not None:
            return 0 if low.strip() == self.text else None
        at = low.find(self.text)
        return None if at < 0 else at


def searched_columns(schema: Schema) -> list[str]:
    return [column.name for column in schema.columns if column.role in SEARCHED]


def search(
    dataset: Dataset, listable: BoolArray, wanted: Wanted, names: Sequence[str] = ()
) -> Iterator[SearchHit | float]:
    """The hits, in the order of the file, and between them the share of the file that is done.

    `listable` (n,) marks the rows that may be listed, `names` are the columns to look in.
    """
    table, first = dataset.as_read(), 0
    names = names or wanted.columns(dataset.schema)
    places = [(name, table.columns.index(name)) for name in names]
    for chunk in table.chunks():
        columns = [(name, chunk.columns[place]) for name, place in places]
        for offset in range(len(chunk.lines)):
            row = first + offset
            if not listable[row]:
                continue
            for name, cells in columns:
                at = wanted.place(cells[offset])
                if at is not None:
                    yield SearchHit(row, dataset.ids[row], name, _excerpt(cells[offset], at))
                    break
        first += len(chunk.lines)
        yield first / max(dataset.n, 1)


def _excerpt(cell: str, at: int) -> str:
    start = max(at - BEFORE, 0)
    part = cell[start : start + AROUND]
    return one_line(f"{'…' if start else ''}{part}{'…' if start + AROUND < len(cell) else ''}")
