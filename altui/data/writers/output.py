"""What is to be written of a table: its cells, and further columns appended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from altui.data.table import Table

Value = str | int | float | None
Extra = Callable[[int], Sequence[Value]]


def nothing(_row: int) -> Sequence[Value]:
    return ()


class Output(NamedTuple):
    """What is to be written: `rows` are indices, or None for all in file order."""

    table: Table
    extra_columns: tuple[str, ...]
    extra: Extra
    rows: Sequence[int] | None
    for_spreadsheet: bool = False

    def indexed(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Each row's index and cells."""
        if self.rows is None:
            for index, row in enumerate(self.table):
                yield index, row.cells
        else:
            for index in self.rows:
                yield index, self.table.cells(index)
