"""What is to be written, as Arrow columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from altui.data.readers.arrow.typed_table import TypedTable
from altui.data.table import Table
from altui.data.writers.output import Output, Value, unwritable
from altui.errors import InputError


def arrow_columns(output: Output) -> Any:
    """Columns of a Parquet or Arrow source with their types; those of any other as strings."""
    try:
        import pyarrow
    except ImportError:
        raise InputError(
            "writing Parquet and Arrow needs an extra package",
            hint="Install it: pip install 'altui[parquet]'",
        ) from None
    rows = output.places()
    try:
        columns = _original_columns(output.table, rows, whole=output.rows is None)
    except UnicodeEncodeError:
        raise unwritable(str(output.table.path)) from None
    columns = columns.select(output.kept)
    added: list[list[Value]] = [[] for _ in output.extra_columns]
    for index in rows:
        for values, value in zip(added, output.extra(index), strict=True):
            values.append(value)
    for name, values in zip(output.extra_columns, added, strict=True):
        kind = pyarrow.string() if all(value is None for value in values) else None
        columns = columns.append_column(name, pyarrow.array(values, kind))
    return columns


def _original_columns(table: Table, rows: Sequence[int], *, whole: bool) -> Any:
    import pyarrow

    if isinstance(table, TypedTable):
        batches = list(table.batches())
        everything = pyarrow.Table.from_batches(batches)
        return everything if whole else everything.take(list(rows))
    columns: list[list[Any]] = [[] for _ in table.columns]
    if whole:
        for chunk in table.chunks():
            for parts, cells in zip(columns, chunk.columns, strict=True):
                parts.append(pyarrow.array(cells, pyarrow.string()))
    else:
        picked = zip(*(table.cells(row) for row in rows), strict=True) if rows else ()
        for parts, cells in zip(columns, picked, strict=False):
            parts.append(pyarrow.array(cells, pyarrow.string()))
    return pyarrow.table(
        {
            name: pyarrow.chunked_array(parts, pyarrow.string())
            for name, parts in zip(table.columns, columns, strict=True)
        }
    )
