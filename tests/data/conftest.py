"""Files made for a test, and the doors that a person's file goes through."""

from collections.abc import Callable
from pathlib import Path

import pytest

from altui.data.readers.reading import open_table
from altui.data.table import Table

MakeTable = Callable[..., Table]


@pytest.fixture
def table(tmp_path: Path) -> MakeTable:
    """`table("a,b\\n1,2\\n")` opens that text as a CSV file, or under another name."""

    def make(content: str | bytes, name: str = "data.csv") -> Table:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return open_table(path)

    return make


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table]
