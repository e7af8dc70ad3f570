"""What is to be written of a table: its cells, and further columns appended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from altui.data.table import Table

Value = str | int | float | None
Extra = Callable[[int], Sequence[Value]]


def nothing(_row: int) -> Sequence[Value]:
    return ()


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
    asked: Asked = Asked()

    def places(self) -> Sequence[int]:
        return range(len(self.table)) if self.rows is None else self.rows

    def extra_cells(self, row: int) -> dict[str, Value]:
        """The further cells of a row by their columns."""
        return dict(zip(self.extra_columns, self.extra(row), strict=True))

    def indexed(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Each row's index and cells."""
        if self.rows is None:
            for index, row in enumerate(self.table):
                yield index, row.cells
        else:
            for index in self.rows:
                yield index, self.table.cells(index)
