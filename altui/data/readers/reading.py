"""Which reader a file needs, by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from altui.data.endings import DATABASE_ENDINGS
from altui.data.endings import ENDINGS as ENDINGS
from altui.data.files import check_regular
from altui.data.layout import Layout
from altui.data.places import database_part, is_pattern
from altui.data.readers.delimited import DelimitedTable
from altui.data.readers.jsonl import JsonLinesTable
from altui.data.readers.utf8_source import open_source
from altui.data.table import Table
from altui.errors import InputError

TEXT_KINDS = {".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl"}
EXCEL = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
ARROW = (".arrow", ".feather")
HINTS = {
    ".json": "Write one object per line, as .jsonl; for a list: jq -c '.[]' IN > OUT.jsonl",
    ".txt": "Rename it: .csv or .tsv for a table with a header line, .jsonl for JSON lines. "
    "If each .txt file is one text to label, name their folder.",
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
    layout = layout or Layout(sheet=sheet)
    table = _open(path, layout, scratch, on_progress)
    if layout.version and not table.layout.version:
        table.layout = Layout()  # nothing had to be found
    return table


def _open(
    path: Path,
    layout: Layout,
    scratch: Path | None,
    on_progress: Callable[[float], None] | None,
) -> Table:
    ending = _ending(path)
    sheet = layout.sheet
    if sheet is not None and ending not in EXCEL:
        check_place(path)
        raise InputError(
            "only an Excel file has sheets", where=str(path), hint="Leave the sheet out."
        )
    several = _open_several(path, scratch, on_progress)
    if several is not None:
        return several
    check_regular(path)
    if ending in TEXT_KINDS:
        return _open_text(path, TEXT_KINDS[ending], layout, scratch, on_progress)
    if ending == ".parquet":
        from altui.data.readers.parquet import ParquetTable

        return ParquetTable(path, scratch)
    if ending in ARROW:
        from altui.data.readers.arrow_file import ArrowTable

        return ArrowTable(path, scratch)
    if ending in EXCEL:
        from altui.data.readers.sheets.excel import ExcelTable

        workbook = ExcelTable(path, layout)
        workbook.scratch = scratch
        return workbook
    raise InputError(
        f"altui cannot tell what is in a file that ends in '{ending}'"
        if ending
        else "the file's name has no ending that tells what is in it",
        where=str(path),
        hint=HINTS.get(
            ending,
            f"It reads {', '.join(ENDINGS)} (text also with .gz).",
        ),
    )


def _open_several(
    path: Path, scratch: Path | None, on_progress: Callable[[float], None] | None
) -> Table | None:
    """A table of a database, or of the files of a folder; None where the path is a file."""
    if database_part(path) is not None or (_ending(path) in DATABASE_ENDINGS and path.is_file()):
        from altui.data.readers.sqlite.table import SqliteTable

        return SqliteTable(path, scratch, on_progress)
    if is_pattern(path) or path.is_dir():
        from altui.data.readers.folders.folder import open_folder

        return open_folder(path, scratch, on_progress)
    return None


def check_place(path: Path) -> None:
    """Raises InputError unless there is something at the path, before anything is read."""
    part = database_part(path)
    if part is not None:
        check_regular(part[0])
    elif not is_pattern(path) and not path.is_dir():
        check_regular(path)


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
    source = open_source(path, scratch, on_progress, layout.encoding, as_before=not layout.version)
    try:
        if kind == "jsonl":
            return JsonLinesTable(source, on_progress, layout)
        return DelimitedTable(source, kind, layout)
    except BaseException:
        source.close()
        raise
