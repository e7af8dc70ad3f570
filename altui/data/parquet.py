"""Parquet files, by pyarrow (the extra `parquet`): read in batches, every value as text."""

from __future__ import annotations

import json
import re
import threading
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from typing import Any

from altui.data.files import reading
from altui.data.table import Row, Table
from altui.errors import InputError

BATCH_ROWS = 4096
NO_FRACTION = re.compile(r"\.0+(?=Z?$)")


class ParquetTable(Table):
    """A null (and NaN) is an empty cell; lists and structs are JSON text; bytes that are no text
    are hex. One row group at most is held in memory, for `cells`.
    """

    unit = "row"

    def __init__(self, path: Path) -> None:
        self._file = _open(path)
        super().__init__(path, "parquet", self._file.schema_arrow.names)
        self._rows: int = self._file.metadata.num_rows
        if not self._rows:
            raise InputError("the file has no row", where=str(path), hint="It needs one at least.")
        groups = range(self._file.num_row_groups)
        sizes = (self._file.metadata.row_group(group).num_rows for group in groups)
        self._starts = [0, *accumulate(sizes)]
        self._group = (-1, None)
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

    def __iter__(self) -> Iterator[Row]:
        number = 1
        for batch in self.batches():
            columns = [_texts(column) for column in batch.columns]
            for cells in zip(*columns, strict=True):
                self.position = number
                yield Row(number, cells)
                number += 1

    @property
    def fraction(self) -> float:
        return self.position / self._rows

    def __len__(self) -> int:
        return self._rows

    def cells(self, row: int) -> tuple[str, ...]:
        row = range(self._rows)[row]
        group = bisect_right(self._starts, row) - 1
        with self._lock:
            if self._group[0] != group:
                with _decoding(self.path):
                    self._group = (group, self._file.read_row_group(group))
            one = self._group[1].slice(row - self._starts[group], 1)  # type: ignore[attr-defined]
        return tuple(_texts(column.combine_chunks())[0] for column in one.columns)

    def close(self) -> None:
        self._file.close()


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
        return pyarrow.parquet.ParquetFile(path)
    except (pyarrow.ArrowException, OSError) as error:
        raise _damaged(path, error) from None


def _damaged(path: Path, error: BaseException) -> InputError:
    return InputError(
        f"this is no Parquet file, or a damaged one: {str(error).splitlines()[0][:200]}",
        where=str(path),
        hint="If it is text, give its name the right ending (.csv, .jsonl); else write it again.",
    )


def _texts(column: Any) -> list[str]:
    """The cells of an Arrow array as text."""
    import pyarrow

    kind = column.type
    if pyarrow.types.is_dictionary(kind):
        column = column.dictionary_decode()
        kind = column.type
    if pyarrow.types.is_string(kind) or pyarrow.types.is_large_string(kind):
        return ["" if value is None else value for value in column.to_pylist()]
    # to_pylist would refuse nanoseconds, and give a float32 digits that it does not have.
    if pyarrow.types.is_timestamp(kind):
        return [NO_FRACTION.sub("", text) for text in _cast(column)]
    if pyarrow.types.is_floating(kind):
        return ["" if text == "nan" else text for text in _cast(column)]
    return [_as_text(value) for value in column.to_pylist()]


def _cast(column: Any) -> list[str]:
    import pyarrow

    return ["" if value is None else value for value in column.cast(pyarrow.string()).to_pylist()]


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return value.hex()
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, default=_as_text)
    return str(value)
