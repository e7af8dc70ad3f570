"""Parquet files of one schema as one table, in the order of their paths."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from altui.data.paths.places import base_of, is_pattern
from altui.data.readers.arrow.parquet import ParquetTable
from altui.data.readers.arrow.typed_table import TypedTable, decoding
from altui.data.readers.partitions.partition_set import PartitionSet

KEPT_OPEN = 4


class ParquetFiles(TypedTable):
    """A column may have no value at all in one of the files, which then gives it no type; else
    names and types are the same in all of them. A few of the files are open at a time."""

    def __init__(
        self,
        path: Path,
        found: PartitionSet,
        scratch: Path | None = None,
        *,
        schema: Any = None,
    ) -> None:
        """The files that were `found`. `schema`: read these columns only, with these types."""
        self._set = found if schema is None else replace(found, schema=schema)
        super().__init__(path, "parquet", self._set.schema.names, len(found), scratch)
        self._open: dict[int, ParquetTable] = {}

    @property
    def schema(self) -> Any:
        return self._set.schema

    @property
    def folder(self) -> Path:
        return base_of(self.path) if is_pattern(self.path) else super().folder

    def batches(self) -> Iterator[Any]:
        for place, size in enumerate(self._set.sizes):
            if not size:
                continue
            with ParquetTable(self._set.files[place].path, self.scratch) as table:
                for batch in table.batches():
                    yield self._conform(batch, place)

    def _one(self, row: int) -> Any:
        place, inner = self._set.placing.of(row)
        table = self._open.pop(place, None)
        if table is None:
            table = ParquetTable(self._set.files[place].path, self.scratch)
        self._open[place] = table  # the one used last stands last
        if len(self._open) > KEPT_OPEN:
            self._open.pop(next(iter(self._open))).close()
        return self._conform(table.record(inner), place)

    def _conform(self, batch: Any, place: int) -> Any:
        with decoding(self._set.files[place].path, self.kind):
            return self._set.conform(batch, place)

    def place(self, line: int, column: str | None = None) -> str:
        return self._set.placing.words(line, column)

    def place_within(self, row: int) -> str:
        return self.location(row)

    def fingerprint(self) -> str:
        """Of the paths of the files within the set and all that they hold."""
        if not self._fingerprint:
            digest = hashlib.sha256()
            for file in self._set.files:
                digest.update(f"\0{file.name}\0".encode("utf-8", "surrogateescape"))
                with file.path.open("rb") as stream:
                    digest.update(hashlib.file_digest(stream, "sha256").digest())
            self._fingerprint = digest.hexdigest()
        return self._fingerprint

    def close(self) -> None:
        for table in self._open.values():
            table.close()
        self._open.clear()
        super().close()
