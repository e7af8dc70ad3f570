"""A table that was made here and not read from a file."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from altui.data.table import Row, Table


class MemoryTable(Table):
    unit = "row"

    def __init__(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        super().__init__(Path(name), "memory", columns)
        self._rows = [tuple(row) for row in rows]

    def __iter__(self) -> Iterator[Row]:
        for number, cells in enumerate(self._rows, start=1):
            yield Row(number, cells)

    def __len__(self) -> int:
        return len(self._rows)

    def cells(self, row: int) -> tuple[str, ...]:
        return self._rows[row]

    def fingerprint(self) -> str:
        content = json.dumps([str(self.path), self.columns, self._rows])
        return hashlib.sha256(content.encode()).hexdigest()
