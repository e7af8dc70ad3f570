"""Tables that come as Arrow record batches: every value as text, and the batches with their types.

Where a single row cannot be had from the file in little memory (`_is_coarse`), the first whole
pass makes a working copy.
"""

from __future__ import annotations

import threading
from abc import abstractmethod
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from altui.data.files import reading
from altui.data.paths.remote import is_remote
from altui.data.readers.arrow.arrow_cells import arrow_cells
from altui.data.readers.arrow.arrow_spill import RowCopy
from altui.data.readers.arrow.arrow_text import as_texts
from altui.data.spill_file import scratch_file
from altui.data.table import Chunk, Row, Table
from altui.errors import InputError

BATCH_ROWS = 4096


class TypedTable(Table):
    unit = "row"
    _is_coarse = False

    def __init__(
        self, path: Path, kind: str, header: Sequence[str], rows: int, scratch: Path | None
    ) -> None:
        super().__init__(path, kind, header)
        self.scratch = scratch
        self._rows = rows
        if not rows:
            raise InputError("the file has no row", where=str(path), hint="It needs one at least.")
        self._copy: RowCopy | None = None
        self._lock = threading.Lock()

    @property
    @abstractmethod
    def schema(self) -> Any:
        """The Arrow schema."""

    @abstractmethod
    def batches(self) -> Iterator[Any]:
        """The record batches, with their types, of at most BATCH_ROWS rows."""

    @abstractmethod
    def _one(self, row: int) -> Any:
        """A record batch of one row, where the table is not coarse."""

    def _batches_of(self, places: Sequence[int]) -> Iterator[Any]:
        """The same with only the columns at these places, which ascend."""
        if self._copy is not None:
            return self._copy.batches_of(places)
        # The first pass over a coarse table copies all of it.
        batches = self._copied_batches() if self._is_coarse else self.batches()
        return (batch.select(places) for batch in batches)

    def _copied_batches(self) -> Iterator[Any]:
        """The batches of the working copy, which the first whole pass makes."""
        if self._copy is not None:
            yield from self._copy.batches()
            return
        with reading(self.path):
            copy = RowCopy(scratch_file(self.scratch), self.schema)
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
        batches = self._copied_batches() if self._is_coarse else self.batches()
        return self._chunks(batches, range(len(self.columns)))

    def chunks_of(self, names: Collection[str]) -> Iterator[Chunk]:
        places = [place for place, name in enumerate(self.columns) if name in names]
        if not places or len(places) == len(self.columns):
            return self.chunks()
        return self._chunks(self._batches_of(places), places)

    def _chunks(self, batches: Iterator[Any], places: Sequence[int]) -> Iterator[Chunk]:
        number = 0
        for batch in batches:
            lines = range(number + 1, number + 1 + batch.num_rows)
            self.position = number = number + batch.num_rows
            columns: list[Sequence[str]] = [()] * len(self.columns)
            for place, column in zip(places, batch.columns, strict=True):
                columns[place] = arrow_cells(column)
            yield Chunk(lines, columns)

    def __iter__(self) -> Iterator[Row]:
        for chunk in self.chunks():
            yield from map(Row, chunk.lines, zip(*chunk.columns, strict=True))

    @property
    def fraction(self) -> float:
        return self.position / self._rows

    def __len__(self) -> int:
        return self._rows

    def cells(self, row: int) -> tuple[str, ...]:
        return tuple(as_texts(column)[0] for column in self.record(row).columns)

    def record(self, row: int) -> Any:
        """A record batch of one row."""
        row = range(self._rows)[row]
        with self._lock, decoding(self.path, self.kind):
            return self._one_of_copy(row) if self._is_coarse else self._one(row)

    def _one_of_copy(self, row: int) -> Any:
        if self._copy is None:
            for _ in self._copied_batches():
                pass
        assert self._copy is not None
        return self._copy.row(row)

    def close(self) -> None:
        if self._copy is not None:
            self._copy.close()


@contextmanager
def decoding(path: Path, kind: str) -> Iterator[None]:
    """Turns what pyarrow raises while it reads into an InputError."""
    import pyarrow

    try:
        yield
    except (pyarrow.ArrowException, OSError, EOFError) as error:
        raise damaged(path, kind, error) from None


def check_extra(path: Path, kind: str) -> None:
    """Raises InputError where pyarrow is not installed, and for a file that may not be read."""
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise InputError(
            f"reading {kind.capitalize()} needs an extra package",
            where=str(path),
            hint="Install it: pip install 'altui[parquet]'",
        ) from None
    if not is_remote(path):
        with reading(path):
            path.open("rb").close()


def damaged(path: Path, kind: str, error: BaseException) -> InputError:
    said = (str(error).splitlines() or [type(error).__name__])[0][:200]
    article = "no Arrow file" if kind == "arrow" else "no Parquet file"
    return InputError(
        f"this is {article}, or a damaged one: {said}",
        where=str(path),
        hint="If it is text, give its name the right ending (.csv, .jsonl); else write it again.",
    )
