"""Which reader a file needs: by the ending of its name, and for text by what it holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from altui.data.endings import ENDINGS as ENDINGS
from altui.data.endings import PACKED
from altui.data.files import check_regular
from altui.data.members import split_member
from altui.data.readers.delimited import DelimitedTable
from altui.data.readers.exchange.label_studio import LabelStudioTable, is_task
from altui.data.readers.exchange.prodigy import ProdigyTable
from altui.data.readers.hints import hint_for
from altui.data.readers.json_document import JsonDocumentTable, unroll
from altui.data.readers.jsonl import JsonLinesTable
from altui.data.readers.lines import LinesTable
from altui.data.readers.references.table import ReferenceTable
from altui.data.readers.text_kind import find_kind
from altui.data.readers.utf8_source import Progress, Source, open_source
from altui.data.readers.zip_member import member_name
from altui.data.table import Table
from altui.errors import InputError

TEXT_KINDS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".ris": "ris",
    ".nbib": "nbib",
    ".txt": "txt",
}
EXCEL = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")

BY_ENDING = "by-ending"
"""The kind of text of sessions that began before kinds were kept: what a file holds had no say."""


def _open_document(source: Source, on_progress: Progress) -> Table:
    rows = unroll(source, on_progress)
    if is_task(rows.first):
        return LabelStudioTable(rows, on_progress)
    return JsonDocumentTable(rows, on_progress)


TABLES: dict[str, Callable[[Source, Progress], Table]] = {
    "csv": lambda source, _: DelimitedTable(source, "csv"),
    "tsv": lambda source, _: DelimitedTable(source, "tsv"),
    "jsonl": JsonLinesTable,
    "prodigy": ProdigyTable,
    "json": _open_document,
    "labelstudio": _open_document,
    "ris": lambda source, on_progress: ReferenceTable(source, "ris", on_progress),
    "nbib": lambda source, on_progress: ReferenceTable(source, "nbib", on_progress),
    "lines": lambda source, _: LinesTable(source),
}
"""The readers of text, by the `kind` of the table that they give."""


def open_table(
    path: Path,
    *,
    sheet: str | None = None,
    kind: str | None = None,
    scratch: Path | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> Table:
    """The table in a file, or in a part of it (`FILE.zip::member.csv`); `on_progress` is told the
    fraction read while it is looked through.

    `kind` is that of the table when it was read before; without it, it is found. What is too
    large for memory goes into nameless files in the folder `scratch`.

    Raises InputError with file, line and column for whatever cannot be read.
    """
    file, member = split_member(path)
    check_regular(file)
    ending = _ending(file, member)
    if sheet is not None and ending not in EXCEL:
        raise InputError(
            "only an Excel file has sheets", where=str(path), hint="Leave the sheet out."
        )
    if ending in TEXT_KINDS:
        return _open_text(path, ending, kind, scratch, on_progress)
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
        hint=hint_for(Path(member) if member else path, ending)
        or f"It reads {', '.join(TEXT_KINDS)} (also with {', '.join(PACKED)}), .parquet, "
        f"{', '.join(EXCEL)}.",
    )


def _ending(file: Path, member: str) -> str:
    """The ending that says what is in a file, or in the member of an archive."""
    suffixes = [suffix.lower() for suffix in file.suffixes[-2:]]
    packing = suffixes.pop() if suffixes[-1:] and suffixes[-1] in PACKED else ""
    if packing == ".zip" and (member or not suffixes or suffixes[-1] not in TEXT_KINDS):
        name = member_name(file, member)
        suffixes = Path(name or file).suffixes[-1:]
    return suffixes[-1].lower() if suffixes else ""


def _open_text(
    path: Path,
    ending: str,
    kind: str | None,
    scratch: Path | None,
    on_progress: Callable[[float], None] | None,
) -> Table:
    source = open_source(path, scratch, on_progress)
    try:
        if kind == BY_ENDING:
            kind = TEXT_KINDS[ending]
        if kind not in TABLES:
            kind = find_kind(source, TEXT_KINDS[ending])
        return TABLES[kind](source, on_progress)
    except BaseException:
        source.close()
        raise
