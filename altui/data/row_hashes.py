"""What a row holds, as one short mark: rows without ids are known again by it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

from altui.data.schema import FEATURES, Role
from altui.errors import AltuiError

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.data.table import Table

TOLD = (*FEATURES, Role.SHOWN)
"""The roles of columns that a person is shown."""

_encode = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode


class Contents:
    """The marks of a dataset's rows. Only what a person is shown counts, under its column's name:
    neither the order of the columns nor a label filled in later makes another row of it."""

    def __init__(self, dataset: Dataset) -> None:
        told = sorted((c.name, place) for place, c in enumerate(dataset.schema.columns)
                      if c.role in TOLD)  # fmt: skip
        self._names = [name for name, _ in told]
        self._places = [place for _, place in told]
        self._table = dataset.table

    def __call__(self, row: int) -> str | None:
        """The mark of a row; None where the file can no longer be read, which must keep nobody
        from saving a label."""
        try:
            cells = self._table.cells(row)
        except (AltuiError, OSError):
            return None
        return self._mark([cells[place] for place in self._places])

    def find(self, wanted: Collection[str]) -> dict[str, list[int]]:
        """The rows that have these marks, by one pass over the table."""
        found: dict[str, list[int]] = {}
        for row, mark in enumerate(self.marks(self._table)):
            if mark in wanted:
                found.setdefault(mark, []).append(row)
        return found

    def marks(self, table: Table) -> Iterator[str]:
        """Of each row of a table that has these columns, wherever they stand."""
        places = [table.columns.index(name) for name in self._names]
        for chunk in table.chunks():
            columns = [chunk.columns[place] for place in places]
            yield from map(self._mark, zip(*columns, strict=True))

    def _mark(self, cells: Sequence[str]) -> str:
        return blake2b(_encode([self._names, cells]).encode("ascii"), digest_size=16).hexdigest()
