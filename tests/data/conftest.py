"""Files made for a test, and the doors that a person's file goes through."""

from collections.abc import Callable
from pathlib import Path

import pytest

from altui.data.layout import Layout
from altui.data.readers.reading import open_table
from altui.data.table import Table
from altui.data.writers.text_form import TextForm

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


def as_written(ending: str, table: Table) -> Layout:
    """How what altui writes of a table is cut; what drawn cells mean is not to be guessed."""
    usual = "\t" if ending == "tsv" else ","
    form = TextForm.of_source(table.layout, table.kind, usual)
    return Layout(
        encoding=None if "json" in ending else form.encoding,
        separator=form.separator,
        header_row=1,
        nameless=0,
        last_line=0,
        quotes="csv",
        trimmed=False,
    )


def filled(rows: list[tuple[str, ...]], ending: str) -> list[tuple[str, ...]]:
    """Without the rows of blank cells, which in text of several columns are no rows."""
    if "json" in ending:
        return rows
    return [row for row in rows if len(row) == 1 or any(cell.strip(" \t") for cell in row)]
