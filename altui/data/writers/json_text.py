"""Rows as the text of JSON objects; what was JSON before keeps its text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from altui.data.readers.jsonl import JsonLinesTable, without_keys

if TYPE_CHECKING:
    from altui.data.writers.output import Output


def object_texts(output: Output) -> Iterator[str]:
    """The objects of the rows, with the further cells as keys."""
    if has_objects(output):
        for index in output.places():
            yield append_keys(kept_text(output, index), output.extra_cells(index))
        return
    columns = output.columns
    for index, cells in output.indexed():
        yield json_text(dict(zip(columns, cells, strict=True)) | output.extra_cells(index))


def has_objects(output: Output) -> bool:
    """Whether each row is an object already, with the columns for keys."""
    return isinstance(output.table, JsonLinesTable) and output.table.is_flat


def kept_text(output: Output, index: int) -> str:
    """The object of a row as it stands, without the keys that are appended anew."""
    table = output.table
    if not (isinstance(table, JsonLinesTable) and table.is_flat):
        cells = table.cells(index)
        return json_text({table.columns[place]: cells[place] for place in output.kept})
    text, replaced = table.object_text(index), {*table.columns} & output.replaced
    return without_keys(text, replaced) if replaced else text


def write_lines(texts: Iterable[str], stream: BinaryIO) -> int:
    return sum(1 for text in texts if stream.write(text.encode("utf-8") + b"\n"))


def write_list(texts: Iterable[str], stream: BinaryIO) -> int:
    """A JSON list with one element a line."""
    count = 0
    for count, text in enumerate(texts, start=1):
        stream.write((b"[\n" if count == 1 else b",\n") + text.encode("utf-8"))
    stream.write(b"\n]\n" if count else b"[]\n")
    return count


def json_text(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value)
    return text


def append_keys(text: str, pairs: Mapping[str, Any]) -> str:
    """The text of an object with these keys behind its own."""
    if not pairs:
        return text
    head, added = text[:-1].rstrip(), json_text(pairs)[1:]
    return f"{head}{added}" if head == "{" else f"{head}, {added}"
