"""Sets of Parquet files for the tests: made here, or in the memory of this process, which stands
for another machine."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import fsspec
import pyarrow
import pyarrow.parquet

from altui.data.paths.places import named_place


def cut(columns: Mapping[str, Sequence[Any]], parts: int) -> list[pyarrow.Table]:
    """The rows of a table in so many parts of about one size."""
    table = pyarrow.table(dict(columns))
    size = -(-table.num_rows // parts)
    return [table.slice(first, size) for first in range(0, table.num_rows, size)]


def write_here(folder: Path, tables: Sequence[pyarrow.Table], group: int | None = None) -> Path:
    """The pattern that means these files in a new folder; row groups of `group` rows."""
    folder.mkdir()
    for number, table in enumerate(tables):
        file = folder / f"part-{number:02d}.parquet"
        pyarrow.parquet.write_table(table, file, row_group_size=group)
    return folder / "*.parquet"


def write_by_key(
    folder: Path, tables: Mapping[str, pyarrow.Table], group: int | None = None
) -> Path:
    """The folder of files at these paths in it, such as `day=1/a.parquet`."""
    for name, table in tables.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        pyarrow.parquet.write_table(table, folder / name, row_group_size=group)
    return folder


def write_far_by_key(name: str, tables: Mapping[str, pyarrow.Table]) -> Path:
    """The same on the other machine."""
    system = fsspec.filesystem("memory")
    for path, table in tables.items():
        buffer = io.BytesIO()
        pyarrow.parquet.write_table(table, buffer)
        system.pipe(f"/{name}/{path}", buffer.getvalue())
    return named_place(f"memory://{name}")


def write_far(name: str, tables: Sequence[pyarrow.Table], group: int | None = None) -> Path:
    """The same on the other machine, in the folder `name`."""
    system = fsspec.filesystem("memory")
    for number, table in enumerate(tables):
        buffer = io.BytesIO()
        pyarrow.parquet.write_table(table, buffer, row_group_size=group)
        system.pipe(f"/{name}/part-{number:02d}.parquet", buffer.getvalue())
    return named_place(f"memory://{name}/*.parquet")
