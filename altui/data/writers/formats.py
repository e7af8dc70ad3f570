"""How each format is written: CSV, TSV and Parquet here, the others in files of their own."""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO

from altui.data.numeric import is_number
from altui.data.readers.delimited import OTHER_DELIMITERS
from altui.data.writers.json_text import object_texts, write_lines, write_list
from altui.data.writers.references import write_ris
from altui.data.writers.tasks import write_label_studio, write_prodigy
from altui.errors import InputError

if TYPE_CHECKING:
    from altui.data.writers.output import Output, Value

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"
PARQUET_ROWS = 65_536


def write_csv(output: Output, stream: BinaryIO) -> int:
    return _write_delimited(output, stream, ",")


def write_tsv(output: Output, stream: BinaryIO) -> int:
    return _write_delimited(output, stream, "\t")


class _Records:
    """Takes the writer's records, which end in CRLF, and puts a plain LF after each.

    The writer quotes a cell with a line end in it only for the line ends it writes itself, so it
    must be told CRLF for a bare CR to be quoted.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, record: str) -> None:
        self._stream.write(record[:-2].encode("utf-8") + b"\n")


def _write_delimited(output: Output, stream: BinaryIO, delimiter: str) -> int:
    header = [*output.table.header, *output.extra_columns]
    if header[0].startswith(BOM):
        stream.write(BOM.encode())  # or a reader would take the name's own for the mark
    _writer(stream, delimiter, _header_quoting(header)).writerow(_cells(output, header))
    writer = _writer(stream, delimiter, csv.QUOTE_MINIMAL)
    count = 0
    for index, cells in output.indexed():
        try:
            writer.writerow(_cells(output, [*cells, *output.extra(index)]))
        except UnicodeEncodeError:
            raise _unwritable(output.table.location(index)) from None
        count += 1
    return count


def _unwritable(where: str) -> InputError:
    return InputError(
        "a cell holds half of a surrogate pair, which only JSON can spell",
        where=where,
        hint="Write a .jsonl file instead.",
    )


def _writer(stream: BinaryIO, delimiter: str, quoting: int) -> Any:
    return csv.writer(_Records(stream), delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]


def _header_quoting(header: list[str]) -> int:
    """A lone column named `a;b` must not be taken for two columns separated by semicolons."""
    alike = len(header) == 1 and any(mark in header[0] for mark in OTHER_DELIMITERS)
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
    """Columns of a Parquet source with their types; those of any other source as strings."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise InputError(
            "writing Parquet needs an extra package",
            hint="Install it: pip install 'altui[parquet]'",
        ) from None
    from altui.data.writers.arrow_table import original_columns

    rows = output.places()
    try:
        columns = original_columns(output.table, rows, whole=output.rows is None)
    except UnicodeEncodeError:
        raise _unwritable(str(output.table.path)) from None
    added: list[list[Value]] = [[] for _ in output.extra_columns]
    for index in rows:
        for values, value in zip(added, output.extra(index), strict=True):
            values.append(value)
    for name, values in zip(output.extra_columns, added, strict=True):
        kind = pyarrow.string() if all(value is None for value in values) else None
        columns = columns.append_column(name, pyarrow.array(values, kind))
    pyarrow.parquet.write_table(columns, stream, row_group_size=PARQUET_ROWS)
    return len(rows)


WRITERS: dict[str, Callable[[Output, BinaryIO], int]] = {
    ".csv": write_csv,
    ".tsv": write_tsv,
    ".jsonl": write_jsonl,
    ".json": write_json,
    ".ris": write_ris,
    ".parquet": write_parquet,
}
"""By the ending of the file."""

TASKS: dict[str, tuple[str, Callable[[Output, BinaryIO], int]]] = {
    "labelstudio": (".json", write_label_studio),
    "prodigy": (".jsonl", write_prodigy),
}
"""Tasks of other tools, by name, and the ending that they share with another format."""

FORMATS = (*(ending[1:] for ending in WRITERS), *TASKS)
