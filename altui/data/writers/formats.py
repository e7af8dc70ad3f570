"""How each format is written: CSV, TSV, Parquet and Arrow here, others in files of their own."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO

from altui.data.readers.layout.separator import OTHER_SEPARATORS
from altui.data.values.numbers import is_number
from altui.data.writers.arrow_table import arrow_columns
from altui.data.writers.json_text import object_texts, write_lines, write_list
from altui.data.writers.output import unwritable
from altui.data.writers.references import write_ris
from altui.data.writers.tasks import write_label_studio, write_prodigy
from altui.data.writers.text_form import TextForm

if TYPE_CHECKING:
    from altui.data.writers.output import Output

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"
ALL_LETTERS = ("utf-8", "utf-8-sig")
"""Encodings that hold every letter."""

PARQUET_ROWS = 65_536


def write_csv(output: Output, stream: BinaryIO) -> int:
    return _write_delimited(output, stream, ",")


def write_tsv(output: Output, stream: BinaryIO) -> int:
    return _write_delimited(output, stream, "\t")


class _Records:
    """Takes the writer's records, which end in CRLF, and puts the line end of the form after each.

    The writer quotes a cell with a line end in it only for the line ends it writes itself, so it
    must be told CRLF for a bare CR to be quoted.
    """

    def __init__(self, stream: BinaryIO, form: TextForm) -> None:
        self._stream = stream
        self._end = form.line_end
        # A byte order mark is written once, before the first record.
        self._encode = codecs.getincrementalencoder(form.encoding)().encode

    def write(self, record: str) -> None:
        self._stream.write(self._encode(record[:-2] + self._end))


def _write_delimited(output: Output, stream: BinaryIO, separator: str) -> int:
    table = output.table
    if output.for_spreadsheet:
        form = TextForm.for_spreadsheet(separator)
    elif output.is_like_source:
        form = TextForm.of_source(table.layout, table.kind, separator)
    else:
        form = TextForm(separator)
    start = stream.tell() if form.encoding not in ALL_LETTERS else 0
    try:
        return _write_records(output, stream, form)
    except UnicodeEncodeError:
        if form.encoding in ALL_LETTERS:
            raise
        # A label or a note has letters that the source's encoding has not: nothing may be lost.
        stream.seek(start)
        stream.truncate()
        return _write_records(output, stream, form._replace(encoding="utf-8-sig"))


def _write_records(output: Output, stream: BinaryIO, form: TextForm) -> int:
    header = [*output.header, *output.extra_columns]
    if header[0].startswith(BOM) and form.encoding == "utf-8":
        stream.write(BOM.encode())  # or a reader would take the name's own for the mark
    records = _Records(stream, form)
    _writer(records, form, _header_quoting(header)).writerow(_cells(output, header))
    writer = _writer(records, form, csv.QUOTE_MINIMAL)
    count = 0
    for index, cells in output.indexed():
        try:
            writer.writerow(_cells(output, [*cells, *output.extra(index)]))
        except UnicodeEncodeError:
            if form.encoding not in ALL_LETTERS:
                raise
            raise unwritable(output.table.location(index)) from None
        count += 1
    return count


def _writer(records: _Records, form: TextForm, quoting: int) -> Any:
    return csv.writer(records, delimiter=form.separator, quoting=quoting)  # type: ignore[arg-type]


def _header_quoting(header: list[str]) -> int:
    """A lone column named `a;b` must not be taken for two columns separated by semicolons."""
    alike = len(header) == 1 and any(mark in header[0] for mark in OTHER_SEPARATORS)
    return csv.QUOTE_ALL if alike else csv.QUOTE_MINIMAL


def _cells(output: Output, values: list[Any]) -> list[Any]:
    if not output.for_spreadsheet:
        return values
    return [spreadsheet_safe(v) if isinstance(v, str) else v for v in values]


def spreadsheet_safe(cell: str) -> str:
    """The cell with an apostrophe before it when a spreadsheet would take it for a formula."""
    if cell.startswith(FORMULA_STARTS) and not is_number(cell):
        return "'" + cell
    return cell


def write_jsonl(output: Output, stream: BinaryIO) -> int:
    """Objects of strings; those of a JSON Lines source as they were written, with keys added."""
    return write_lines(object_texts(output), stream)


def write_json(output: Output, stream: BinaryIO) -> int:
    """The same objects in a list."""
    return write_list(object_texts(output), stream)


def write_parquet(output: Output, stream: BinaryIO) -> int:
    columns = arrow_columns(output)
    import pyarrow.parquet

    pyarrow.parquet.write_table(columns, stream, row_group_size=PARQUET_ROWS)
    return int(columns.num_rows)


def write_arrow(output: Output, stream: BinaryIO) -> int:
    columns = arrow_columns(output)
    import pyarrow.ipc

    with pyarrow.ipc.new_file(stream, columns.schema) as file:
        file.write_table(columns, max_chunksize=PARQUET_ROWS)
    return int(columns.num_rows)


def write_excel(output: Output, stream: BinaryIO) -> int:
    from altui.data.writers.workbook import write_workbook

    return write_workbook(output, stream)


WRITERS: dict[str, Callable[[Output, BinaryIO], int]] = {
    ".csv": write_csv,
    ".tsv": write_tsv,
    ".jsonl": write_jsonl,
    ".json": write_json,
    ".ris": write_ris,
    ".parquet": write_parquet,
    ".arrow": write_arrow,
    ".feather": write_arrow,
    ".xlsx": write_excel,
}
"""By the ending of the file."""

TASKS: dict[str, tuple[str, Callable[[Output, BinaryIO], int]]] = {
    "labelstudio": (".json", write_label_studio),
    "prodigy": (".jsonl", write_prodigy),
}
"""Tasks of other tools, by name, and the ending that they share with another format."""

FORMATS = (*(ending[1:] for ending in WRITERS), *TASKS)
