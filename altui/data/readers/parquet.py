"""Parquet files, by pyarrow (the extra `parquet`): read in batches, every value as text."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from typing import Any

from altui.data.files import reading
from altui.data.readers.arrow_cells import arrow_cells
from altui.data.readers.arrow_spill import RowCopy
from altui.data.readers.arrow_text import as_texts
from altui.data.spill_file import scratch_file
from altui.data.table import Chunk, Row, Table
from altui.errors import InputError

BATCH_ROWS = 4096
READ_AHEAD = 64 << 10  # bytes of each column
LARGE_GROUP = 16 << 20  # bytes; a larger row group takes too long to read for a single row


class ParquetTable(Table):
    """Cells as `as_texts` gives them. Of a file in small row groups one is kept for `cells`. Of
    another a working copy is made: a reader needs megabytes for each column of a large group.
    """

    unit = "row"

    def __init__(self, path: Path, scratch: Path | None = None) -> None:
        self._file = _open(path)
        super().__init__(path, "parquet", self._file.schema_arrow.names)
        self.scratch = scratch
        self._rows: int = self._file.metadata.num_rows
        if not self._rows:
            raise InputError("the file has no row", where=str(path), hint="It needs one at least.")
        groups = [self._file.metadata.row_group(g) for g in range(self._file.num_row_groups)]
        self._starts = [0, *accumulate(group.num_rows for group in groups)]
        self._is_coarse = max(group.total_byte_size for group in groups) > LARGE_GROUP
        self._group = (-1, None)
        self._copy: RowCopy | None = None
        self._lock = threading.Lock()

    def batches(self) -> Iterator[Any]:
        """The record batches of the file, with their types."""
        # A file of its own for each pass: passes may run side by side in threads.
        file = _open(self.path)
        try:
            with _decoding(self.path):
                yield from file.iter_batches(batch_size=BATCH_ROWS)
        finally:
            file.close()

    def _copied_batches(self) -> Iterator[Any]:
        """The batches of the working copy, which the first whole pass makes."""
        if self._copy is not None:
            yield from self._copy.batches()
            return
        with reading(self.path):
            copy = RowCopy(scratch_file(self.scratch), self._file.schema_arrow)
        try:
            for batch in self.batches():
                with reading(self.path):
                    copy.add(batch)
                yield batch
            copy.finish()
            self._copy = copy
        finally:
            if self._copy is not copy:
                copy.close()

    def chunks(self) -> Iterator[Chunk]:
        number = 0
        for batch in self._copied_batches() if self._is_coarse else self.batches():
            lines = range(number + 1, number + 1 + batch.num_rows)
            self.position = number = number + batch.num_rows
            yield Chunk(lines, [arrow_cells(column) for column in batch.columns])

    def __iter__(self) -> Iterator[Row]:
        for chunk in self.chunks():
            yield from map(Row, chunk.lines, zip(*chunk.columns, strict=True))

    @property
    def fraction(self) -> float:
        return self.position / self._rows

    def __len__(self) -> int:
        return self._rows

    def cells(self, row: int) -> tuple[str, ...]:
        row = range(self._rows)[row]
        with self._lock, _decoding(self.path):
            one = self._one_of_copy(row) if self._is_coarse else self._one_of_group(row)
        return tuple(as_texts(column)[0] for column in one.columns)

    def _one_of_copy(self, row: int) -> Any:
        if self._copy is None:
            for _ in self._copied_batches():
                pass
        assert self._copy is not None
        return self._copy.row(row)

    def _one_of_group(self, row: int) -> Any:
        group = bisect_right(self._starts, row) - 1
        if self._group[0] != group:
            self._group = (group, self._file.read_row_group(group).combine_chunks())
        one = self._group[1].slice(row - self._starts[group], 1)  # type: ignore[attr-defined]
        return one.to_batches()[0]

    def close(self) -> None:
        self._file.close()
        if self._copy is not None:
            self._copy.close()


@contextmanager
def _decoding(path: Path) -> Iterator[None]:
    """Turns what pyarrow raises while it reads into an InputError."""
    import pyarrow

    try:
        yield
    except (pyarrow.ArrowException, OSError) as error:
        raise _damaged(path, error) from None


def _open(path: Path) -> Any:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise InputError(
            "reading Parquet needs an extra package",
            where=str(path),
            hint="Install it: pip install 'altui[parquet]'",
        ) from None
    with reading(path):
        path.open("rb").close()
    try:
        # Or whole row groups would be read at once.
        return pyarrow.parquet.ParquetFile(path, buffer_size=READ_AHEAD, pre_buffer=False)
    except (pyarrow.ArrowException, OSError) as error:
        raise _damaged(path, error) from None


def _damaged(path: Path, error: BaseException) -> InputError:
    return InputError(
        f"this is no Parquet file, or a damaged one: {str(error).splitlines()[0][:200]}",
        where=str(path),
        hint="If it is text, give its name the right ending (.csv, .jsonl); else write it again.",
    )
