"""A table whose HTML is read without its tags: what is learned from is what a person reads.

Only what learns or searches reads a table so. Exports, ids and row hashes use the table itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from altui.data.presentation.html_text import without_tags
from altui.data.strings import Lazy
from altui.data.table import Chunk, Row, Table


def read_html(table: Table, html: Sequence[str]) -> Table:
    """The table with these columns without their tags; the table itself where it has none."""
    names = [name for name in html if name in table.columns]
    return _ReadTable(table, names) if names else table


class _ReadTable(Table):
    """All but the cells is as the table says."""

    def __init__(self, table: Table, html: Sequence[str]) -> None:
        super().__init__(table.path, table.kind, table.header)
        self._table = table
        self._places = frozenset(table.columns.index(name) for name in html)
        self.columns, self.unit = table.columns, table.unit
        self.scratch, self.notes = table.scratch, table.notes
        self.questions, self.layout = table.questions, table.layout

    def __len__(self) -> int:
        return len(self._table)

    def __iter__(self) -> Iterator[Row]:
        for row in self._table:
            yield Row(row.line, self._read(row.cells))

    def cells(self, row: int) -> tuple[str, ...]:
        return self._read(self._table.cells(row))

    def chunks(self) -> Iterator[Chunk]:
        return self._without_tags(self._table.chunks())

    def chunks_of(self, names: Collection[str]) -> Iterator[Chunk]:
        return self._without_tags(self._table.chunks_of(names))

    def _without_tags(self, chunks: Iterator[Chunk]) -> Iterator[Chunk]:
        for chunk in chunks:
            columns = [
                _lazily(cells) if place in self._places else cells
                for place, cells in enumerate(chunk.columns)
            ]
            yield Chunk(chunk.lines, columns)

    @property
    def fraction(self) -> float:
        return self._table.fraction

    def line(self, row: int) -> int:
        return self._table.line(row)

    def fingerprint(self) -> str:
        return self._table.fingerprint()

    def _read(self, cells: Sequence[str]) -> tuple[str, ...]:
        return tuple(
            without_tags(cell) if place in self._places else cell
            for place, cell in enumerate(cells)
        )


def _lazily(cells: Sequence[str]) -> Lazy:
    """Whoever needs only other columns does not wait for this one."""
    return Lazy(len(cells), lambda place: without_tags(cells[place]))
