"""The readers of text: which of them a file needs, by its name and by what it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from altui.data.layout import Layout
from altui.data.readers.delimited import DelimitedTable
from altui.data.readers.exchange.label_studio import LabelStudioTable, is_task
from altui.data.readers.exchange.prodigy import ProdigyTable
from altui.data.readers.json_document import JsonDocumentTable, unroll
from altui.data.readers.jsonl import JsonLinesTable
from altui.data.readers.references.table import ReferenceTable
from altui.data.readers.text.blanks import with_tabs
from altui.data.readers.text.lines import LinesTable
from altui.data.readers.text.utf8_source import Progress, Source, open_source
from altui.data.readers.text_kind import find_kind
from altui.data.table import Table

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
    ".dat": "txt",
    ".data": "txt",
    ".asc": "txt",
    ".prn": "txt",
}


def _open_document(source: Source, _layout: Layout, on_progress: Progress) -> Table:
    rows = unroll(source, on_progress)
    if is_task(rows.first):
        return LabelStudioTable(rows, on_progress)
    return JsonDocumentTable(rows, on_progress)


def _open_blanks(source: Source, layout: Layout) -> Table:
    table = DelimitedTable(with_tabs(source), "tsv", replace(layout, separator="\t"))
    table.kind = "blanks"
    return table


TABLES: dict[str, Callable[[Source, Layout, Progress], Table]] = {
    "csv": lambda source, layout, _: DelimitedTable(source, "csv", layout),
    "tsv": lambda source, layout, _: DelimitedTable(source, "tsv", layout),
    "blanks": lambda source, layout, _: _open_blanks(source, layout),
    "jsonl": lambda source, _, on_progress: JsonLinesTable(source, on_progress),
    "prodigy": lambda source, _, on_progress: ProdigyTable(source, on_progress),
    "json": _open_document,
    "labelstudio": _open_document,
    "ris": lambda source, _, on_progress: ReferenceTable(source, "ris", on_progress),
    "nbib": lambda source, _, on_progress: ReferenceTable(source, "nbib", on_progress),
    "lines": lambda source, *_: LinesTable(source),
}
"""By the `kind` of the table that they give."""


BLANK = " "


def open_text(
    path: Path, ending: str, layout: Layout, scratch: Path | None, on_progress: Progress
) -> Table:
    source = open_source(path, scratch, on_progress, layout.encoding, as_before=not layout.version)
    try:
        table = TABLES[_kind(source, TEXT_KINDS[ending], layout)](source, layout, on_progress)
    except BaseException:
        source.close()
        raise
    if layout.version:
        found = table.layout if table.layout.version else Layout()
        table.layout = replace(found, encoding=source.encoding)
    return table


def _kind(source: Source, named: str, layout: Layout) -> str:
    """The kind of a file whose name says `named`; sessions of before went by the name alone."""
    if not layout.version:
        return named
    if layout.kind in TABLES:
        return layout.kind
    if layout.separator == BLANK:
        return "blanks"
    if named == "txt" and layout.cuts_cells:
        return "csv"
    return find_kind(source, named)
