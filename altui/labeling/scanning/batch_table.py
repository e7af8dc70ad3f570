"""A record batch of a set of files as a table of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from altui.data.readers.arrow.typed_table import TypedTable

if TYPE_CHECKING:
    from altui.data.readers.partitions.partition_set import PartitionSet


class BatchTable(TypedTable):
    """Its first row is number `first` of the whole set, from 0: messages name the file and the row
    there."""

    def __init__(self, parts: PartitionSet, batch: Any, first: int) -> None:
        file = parts.files[parts.placing.of(first)[0]].path
        super().__init__(file, "parquet", batch.schema.names, batch.num_rows, None)
        self._parts, self._batch, self._first = parts, batch, first

    @property
    def schema(self) -> Any:
        return self._batch.schema

    def batches(self) -> Iterator[Any]:
        yield self._batch

    def _one(self, row: int) -> Any:
        return self._batch.slice(row, 1)

    def place(self, line: int, column: str | None = None) -> str:
        return self._parts.placing.words(self._first + line, column)
