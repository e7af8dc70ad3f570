"""Parquet files, by pyarrow (the extra `parquet`): read in batches, every value as text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from altui.data.paths.remote import is_remote, open_remote
from altui.data.readers.arrow.kept_groups import KeptGroups
from altui.data.readers.arrow.typed_table import (
    BATCH_ROWS,
    TypedTable,
    check_extra,
    damaged,
    decoding,
)

READ_AHEAD = 64 << 10  # bytes of each column
LARGE_GROUP = 16 << 20  # bytes; a larger row group takes too long to read for a single row


class ParquetTable(TypedTable):
    """Cells as `as_texts` gives them. Of a file in small row groups a few are kept for `cells`. Of
    another a working copy is made: a reader needs megabytes for each column of a large group.
    """

    def __init__(self, path: Path, scratch: Path | None = None) -> None:
        self._file = open_parquet(path)
        meta = self._file.metadata
        super().__init__(path, "parquet", self._file.schema_arrow.names, meta.num_rows, scratch)
        groups = [meta.row_group(g) for g in range(self._file.num_row_groups)]
        self._starts = [0, *accumulate(group.num_rows for group in groups)]
        self._is_coarse = max(group.total_byte_size for group in groups) > LARGE_GROUP
        self._groups = KeptGroups()

    @property
    def schema(self) -> Any:
        return self._file.schema_arrow

    def batches(self) -> Iterator[Any]:
        return self._read(None)

    def _batches_of(self, places: Sequence[int]) -> Iterator[Any]:
        names = [self.header[place] for place in places]
        # A point leads into a column of structs, and a blank name to all.
        if self._is_coarse or any("." in name or not name.strip() for name in names):
            return super()._batches_of(places)
        return (batch.select(names) for batch in self._read(names))

    def _read(self, names: list[str] | None) -> Iterator[Any]:
        # A file of its own for each pass: passes may run side by side in threads.
        file = open_parquet(self.path)
        try:
            with decoding(self.path, self.kind):
                yield from file.iter_batches(batch_size=BATCH_ROWS, columns=names)
        finally:
            file.close()

    def _one(self, row: int) -> Any:
        place = bisect_right(self._starts, row) - 1
        group = self._groups.get(place, self._read_group)
        return group.slice(row - self._starts[place], 1).to_batches()[0]

    def _read_group(self, place: int) -> Any:
        return self._file.read_row_group(place).combine_chunks()

    def close(self) -> None:
        self._file.close()
        super().close()


def open_parquet(path: Path) -> Any:
    """A file here or on another machine, of which only the footer is read now."""
    check_extra(path, "parquet")
    import pyarrow
    import pyarrow.parquet

    try:
        if is_remote(path):
            # Many small reads would each be a round trip.
            return pyarrow.parquet.ParquetFile(open_remote(path), pre_buffer=True)
        # Or whole row groups would be read at once.
        return pyarrow.parquet.ParquetFile(path, buffer_size=READ_AHEAD, pre_buffer=False)
    except (pyarrow.ArrowException, OSError) as error:
        raise damaged(path, "parquet", error) from None
