"""Parquet files of one schema as one table, in the order of their names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from altui.data.readers.arrow.parquet import ParquetTable, open_parquet
from altui.data.readers.arrow.typed_table import TypedTable, decoding
from altui.data.readers.folders.placing import Placing
from altui.errors import InputError

KEPT_OPEN = 4


class ParquetFiles(TypedTable):
    """A column may have no value at all in one of the files, which then gives it no type; else
    names and types are the same in all of them. A few of the files are open at a time."""

    def __init__(self, path: Path, files: Sequence[Path], scratch: Path | None = None) -> None:
        self._files = files
        self._schema, sizes = _common(files)
        super().__init__(path, "parquet", self._schema.names, sum(sizes), scratch)
        self._sizes = sizes
        self._placing = Placing(files, sizes)
        self._open: dict[int, ParquetTable] = {}

    @property
    def schema(self) -> Any:
        return self._schema

    def batches(self) -> Iterator[Any]:
        for file, size in zip(self._files, self._sizes, strict=True):
            if not size:
                continue
            with ParquetTable(file, self.scratch) as table:
                for batch in table.batches():
                    yield self._conform(batch, file)

    def _one(self, row: int) -> Any:
        place, inner = self._placing.of(row)
        table = self._open.pop(place, None)
        if table is None:
            table = ParquetTable(self._files[place], self.scratch)
        self._open[place] = table  # the one used last stands last
        if len(self._open) > KEPT_OPEN:
            self._open.pop(next(iter(self._open))).close()
        return self._conform(table.record(inner), self._files[place])

    def _conform(self, batch: Any, file: Path) -> Any:
        if batch.schema.names == self._schema.names and batch.schema.types == self._schema.types:
            return batch
        with decoding(file, self.kind):
            return batch.select(self._schema.names).cast(self._schema)

    def place(self, line: int, column: str | None = None) -> str:
        return self._placing.words(line, column)

    def fingerprint(self) -> str:
        """Of the names of the files and all that they hold."""
        if not self._fingerprint:
            digest = hashlib.sha256()
            for file in self._files:
                digest.update(f"\0{file.name}\0".encode("utf-8", "surrogateescape"))
                with file.open("rb") as stream:
                    digest.update(hashlib.file_digest(stream, "sha256").digest())
            self._fingerprint = digest.hexdigest()
        return self._fingerprint

    def close(self) -> None:
        for table in self._open.values():
            table.close()
        self._open.clear()
        super().close()


def _common(files: Sequence[Path]) -> tuple[Any, list[int]]:
    """The schema of all files, and the rows of each."""
    import pyarrow

    types: dict[str, Any] = {}
    sizes = []
    for file in files:
        opened = open_parquet(file)
        try:
            schema = opened.schema_arrow
            sizes.append(opened.metadata.num_rows)
        finally:
            opened.close()
        if types:
            _check_columns(file, schema.names, files[0], list(types))
        for field in schema:
            types[field.name] = _agreed(field, types.get(field.name), file, files[0])
    return pyarrow.schema(list(types.items())), sizes


def _check_columns(file: Path, names: Sequence[str], first: Path, known: Sequence[str]) -> None:
    more = [f"column '{name}' is here and not in {first.name}" for name in names
            if name not in known]  # fmt: skip
    fewer = [f"column '{name}' of {first.name} is missing here" for name in known
             if name not in names]  # fmt: skip
    if more or fewer or len(set(names)) < len(names):
        raise InputError(
            next(iter([*fewer, *more]), "a column stands there twice"),
            where=str(file),
            hint="All files of one table have the same columns: mend it, or move it away.",
        )


def _agreed(field: Any, known: Any, file: Path, first: Path) -> Any:
    import pyarrow

    kind = field.type
    if pyarrow.types.is_dictionary(kind):
        kind = kind.value_type
    if known is None or known == kind or pyarrow.types.is_null(known):
        return kind
    if pyarrow.types.is_null(kind):
        return known
    raise InputError(
        f"column '{field.name}' is {kind} here and {known} in the files before it",
        where=f"{file}, column '{field.name}'",
        hint=f"Write it with the type that it has in {first.name}, or move the file away.",
    )
