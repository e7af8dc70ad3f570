"""Which reader a file needs, by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from altui.data.endings import ENDINGS as ENDINGS
from altui.data.files import check_regular
from altui.data.layout import Layout
from altui.data.readers.delimited import DelimitedTable
from altui.data.readers.jsonl import JsonLinesTable
from altui.data.readers.utf8_source import open_source
from altui.data.table import Table
from altui.errors import InputError

TEXT_KINDS = {".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl"}
EXCEL = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
HINTS = {
    ".json": "Write one object per line, as .jsonl; for a list: jq -c '.[]' IN > OUT.jsonl",
    ".txt": "Rename it: .csv or .tsv for a table with a header line, .jsonl for JSON lines.",
    ".zip": "Unpack it first.",
}


def open_table(
    path: Path,
    *,
    sheet: str | None = None,
    layout: Layout | None = None,
    scratch: Path | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> Table:
    """The table in a file; `on_progress` is told the fraction read while it is looked through.

    What `layout` leaves open is found; the table's own is complete. `sheet` is short for a
    layout that names one. What is too large for memory goes into nameless files in the folder
    `scratch`.

    Raises InputError with file, line and column for whatever cannot be read.
    """
    check_regular(path)
    ending = _ending(path)
    layout = layout or Layout(sheet=sheet)
    sheet = layout.sheet
    if sheet is not None and ending not in EXCEL:
        raise InputError(
            "only an Excel file has sheets", where=str(path), hint="Leave the sheet out."
        )
    if ending in TEXT_KINDS:
        return _open_text(path, TEXT_KINDS[ending], layout, scratch, on_progress)
    if ending == ".parquet":
        from altui.data.readers.parquet import ParquetTable

        return ParquetTable(path, scratch)
    if ending in EXCEL:
        from altui.data.readers.excel import ExcelTable

        workbook = ExcelTable(path, sheet)
        workbook.scratch = scratch
        return workbook
    raise InputError(
        f"altui cannot tell what is in a file that ends in '{ending}'"
        if ending
        else "the file's name has no ending that tells what is in it",
        where=str(path),
        hint=HINTS.get(
            ending,
            f"It reads {', '.join(TEXT_KINDS)} (also with .gz), .parquet, {', '.join(EXCEL)}.",
        ),
    )


def _ending(path: Path) -> str:
    suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
    if suffixes[-1:] == [".gz"]:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def _open_text(
    path: Path,
    kind: str,
    layout: Layout,
    scratch: Path | None,
    on_progress: Callable[[float], None] | None,
) -> Table:
    source = open_source(path, scratch, on_progress)
    try:
        if kind == "jsonl":
            return JsonLinesTable(source, on_progress, layout)
        return DelimitedTable(source, kind, layout)
    except BaseException:
        source.close()
        raise
