"""The original columns of a table as Arrow columns, for a Parquet or Arrow export."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from altui.data.readers.arrow.typed_table import TypedTable
from altui.data.table import Table


def original_columns(table: Table, rows: Sequence[int], *, whole: bool) -> Any:
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
