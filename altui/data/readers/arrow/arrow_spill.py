"""An Arrow working copy of a table whose rows cannot be had one by one where they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import IO, Any


class RowCopy:
    """Batches are added in order, then `finish`; after that any row is had by its index."""

    def __init__(self, file: IO[bytes], schema: Any) -> None:
        import pyarrow

        self._file = file
        # Categories may differ from one row group to the next, which this format does not allow.
        plain = [
            field.with_type(field.type.value_type)
            if pyarrow.types.is_dictionary(field.type)
            else field
            for field in schema
        ]
        self._schema = pyarrow.schema(plain)
        self._writer = pyarrow.ipc.new_file(file, self._schema)
        self._starts = [0]

    def add(self, batch: Any) -> None:
        self._writer.write_batch(batch.cast(self._schema))
        self._starts.append(self._starts[-1] + batch.num_rows)

    def finish(self) -> None:
        import pyarrow

        self._writer.close()
        self._file.flush()
        self._reader = pyarrow.ipc.open_file(self._file)
        # What the reader of the original took is given back to the system.
        pyarrow.default_memory_pool().release_unused()

    def batches(self) -> Iterator[Any]:
        return _all_of(self._reader)

    def batches_of(self, places: Sequence[int]) -> Iterator[Any]:
        """Only these columns are read."""
        import pyarrow.ipc

        options = pyarrow.ipc.IpcReadOptions(included_fields=list(places))
        return _all_of(pyarrow.ipc.open_file(self._file, options=options))

    def row(self, row: int) -> Any:
        """A record batch of one row."""
        place = bisect_right(self._starts, row) - 1
        return self._reader.get_batch(place).slice(row - self._starts[place], 1)

    def close(self) -> None:
        self._file.close()


def _all_of(reader: Any) -> Iterator[Any]:
    for place in range(reader.num_record_batches):
        yield reader.get_batch(place)
