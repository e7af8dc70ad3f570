"""What is to be written of a table: its cells, and further columns appended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from altui.data.table import Table
from altui.errors import InputError

Value = str | int | float | None
Extra = Callable[[int], Sequence[Value]]


def nothing(_row: int) -> Sequence[Value]:
    return ()


def unwritable(where: str) -> InputError:
    """The error for a cell whose letters no encoding has."""
    return InputError(
        "a cell holds half of a surrogate pair, which only JSON can spell",
        where=where,
        hint="Write a .jsonl file instead.",
    )


class Asked(NamedTuple):
    """What a person was asked of the rows, for tools that are to ask it too: the classes, and the
    column of text that they read."""

    classes: tuple[str, ...] = ()
    text_column: str = ""


class Output(NamedTuple):
    """What is to be written: `rows` are indices, or None for all in file order."""

    table: Table
    extra_columns: tuple[str, ...]
    extra: Extra
    rows: Sequence[int] | None
    for_spreadsheet: bool = False
    is_like_source: bool = True
    """Text is written with the separator, encoding and line ends of the source."""
    asked: Asked = Asked()
    outdated: tuple[str, ...] = ()
    """Columns of the table that are left out, because an earlier export has appended them."""

    def places(self) -> Sequence[int]:
        return range(len(self.table)) if self.rows is None else self.rows

    def extra_cells(self, row: int) -> dict[str, Value]:
        """The further cells of a row by their columns."""
        return dict(zip(self.extra_columns, self.extra(row), strict=True))

    @property
    def replaced(self) -> set[str]:
        """Columns that are not written as they stand: those appended anew, and outdated ones."""
        return {*self.extra_columns, *self.outdated}

    @property
    def kept(self) -> Sequence[int]:
        """The places of the table's columns that are written as they stand."""
        replaced = self.replaced
        return [place for place, name in enumerate(self.table.columns) if name not in replaced]

    @property
    def header(self) -> list[str]:
        """The names of the table's columns that are written, as they stand in the file."""
        return [self.table.header[place] for place in self.kept]

    @property
    def columns(self) -> list[str]:
        return [self.table.columns[place] for place in self.kept]

    def indexed(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Each row's index and the cells that are written."""
        kept = self.kept
        is_whole = len(kept) == len(self.table.columns)
        for index, cells in self._rows():
            yield index, cells if is_whole else [cells[place] for place in kept]

    def _rows(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        if self.rows is None:
            for index, row in enumerate(self.table):
                yield index, row.cells
        else:
            for index in self.rows:
                yield index, self.table.cells(index)
