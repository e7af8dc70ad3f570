"""Arrow IPC files and streams (.arrow, and .feather of version 2), by pyarrow."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from altui.data.readers.arrow.kept_groups import KeptGroups
from altui.data.readers.arrow.typed_table import (
    BATCH_ROWS,
    TypedTable,
    check_extra,
    damaged,
    decoding,
)
from altui.errors import InputError

FILE_MARK = b"ARROW1"
OLD_FEATHER = b"FEA1"
LARGE_BATCH = 1 << 17  # rows; a larger batch takes too long to read for a single row


class ArrowTable(TypedTable):
    """Of a file in small batches a few are kept for `cells`. A stream has no index, and a large
    batch can only be read whole: of both a working copy is made."""

    def __init__(self, path: Path, scratch: Path | None = None) -> None:
        check_extra(path, "arrow")
        self._is_stream = _is_stream(path)
        self.path = path
        with decoding(path, "arrow"):
            with self._opened() as reader:
                self._schema = reader.schema
            sizes = self._sizes()
        super().__init__(path, "arrow", self._schema.names, sum(sizes), scratch)
        self._starts = [0, *accumulate(sizes)]
        self._is_coarse = self._is_stream or max(sizes) > LARGE_BATCH
        self._groups = KeptGroups()

    @property
    def schema(self) -> Any:
        return self._schema

    def _opened(self, **options: Any) -> Any:
        import pyarrow
        import pyarrow.ipc

        # Not mapped: a file that shrinks while it is mapped ends the process.
        source = pyarrow.OSFile(str(self.path))
        read = pyarrow.ipc.IpcReadOptions(**options)
        if self._is_stream:
            return pyarrow.ipc.open_stream(source, options=read)
        return pyarrow.ipc.open_file(source, options=read)

    def _sizes(self) -> list[int]:
        """The rows of each batch, for which one column is read at most."""
        if not self._schema.names:
            raise InputError("there is no column in it", where=str(self.path))
        with self._opened(included_fields=[0]) as reader:
            return [batch.num_rows for batch in self._of(reader)]

    def _of(self, reader: Any) -> Iterator[Any]:
        if self._is_stream:
            yield from reader
            return
        for place in range(reader.num_record_batches):
            yield reader.get_batch(place)

    def batches(self) -> Iterator[Any]:
        with decoding(self.path, self.kind), self._opened() as reader:
            for batch in self._of(reader):
                # Offsets that lead nowhere would end the process where the text is made.
                batch.validate(full=True)
                for start in range(0, batch.num_rows, BATCH_ROWS):
                    yield batch.slice(start, BATCH_ROWS)

    def _one(self, row: int) -> Any:
        place = bisect_right(self._starts, row) - 1
        return self._groups.get(place, self._read_batch).slice(row - self._starts[place], 1)

    def _read_batch(self, place: int) -> Any:
        with self._opened() as reader:
            batch = reader.get_batch(place)
        batch.validate(full=True)
        return batch


def _is_stream(path: Path) -> bool:
    with path.open("rb") as file:
        mark = file.read(len(FILE_MARK))
    if mark.startswith(OLD_FEATHER):
        raise InputError(
            "this is a Feather file of the old version 1",
            where=str(path),
            hint="Write it again: pandas.read_feather(IN).to_feather(OUT)",
        )
    if mark.startswith(b"PAR1"):
        raise damaged(path, "arrow", ValueError("it is Parquet; let its name end in .parquet"))
    return mark != FILE_MARK
