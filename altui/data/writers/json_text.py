"""Rows as the text of JSON objects; what was JSON before keeps its text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from altui.data.readers.jsonl import JsonLinesTable

if TYPE_CHECKING:
    from altui.data.writers.output import Output


def object_texts(output: Output) -> Iterator[str]:
    """The objects of the rows, with the further cells as keys."""
    if isinstance(output.table, JsonLinesTable) and output.table.is_flat:
        table = output.table
        for index in output.places():
            yield append_keys(table.object_text(index), output.extra_cells(index))
        return
    for index, cells in output.indexed():
        pairs = dict(zip(output.table.columns, cells, strict=True)) | output.extra_cells(index)
        yield json_text(pairs)


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
