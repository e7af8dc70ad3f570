"""Parquet files, by pyarrow (the extra `parquet`): read in batches, every value as text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

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
    """Cells as `as_texts` gives them. Of a file in small row groups one is kept for `cells`. Of
    another a working copy is made: a reader needs megabytes for each column of a large group.
    """

    def __init__(self, path: Path, scratch: Path | None = None) -> None:
        self._file = open_parquet(path)
        meta = self._file.metadata
        super().__init__(path, "parquet", self._file.schema_arrow.names, meta.num_rows, scratch)
        groups = [meta.row_group(g) for g in range(self._file.num_row_groups)]
        self._starts = [0, *accumulate(group.num_rows for group in groups)]
        self._is_coarse = max(group.total_byte_size for group in groups) > LARGE_GROUP
        self._group = (-1, None)

    @property
    def schema(self) -> Any:
        return self._file.schema_arrow

    def batches(self) -> Iterator[Any]:
        # A file of its own for each pass: passes may run side by side in threads.
        file = open_parquet(self.path)
        try:
            with decoding(self.path, self.kind):
                yield from file.iter_batches(batch_size=BATCH_ROWS)
        finally:
            file.close()

    def _one(self, row: int) -> Any:
        group = bisect_right(self._starts, row) - 1
        if self._group[0] != group:
            self._group = (group, self._file.read_row_group(group).combine_chunks())
        one = self._group[1].slice(row - self._starts[group], 1)  # type: ignore[attr-defined]
        return one.to_batches()[0]

    def close(self) -> None:
        self._file.close()
        super().close()


def open_parquet(path: Path) -> Any:
    check_extra(path, "parquet")
    import pyarrow
    import pyarrow.parquet

    try:
        # Or whole row groups would be read at once.
        return pyarrow.parquet.ParquetFile(path, buffer_size=READ_AHEAD, pre_buffer=False)
    except (pyarrow.ArrowException, OSError) as error:
        raise damaged(path, "parquet", error) from None
