"""A JSON document whose rows are the objects of a list: the whole of it, or the one list in it.

The objects are copied, one per line, into a working copy that is read as JSON Lines; each row
keeps the line on which it begins in the person's own file.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from altui.data.readers.json_window import JsonWindow
from altui.data.readers.jsonl import JsonLinesTable, kind_of
from altui.data.readers.text.text_lines import TextLines
from altui.data.readers.text.utf8_source import Source, replace_source
from altui.data.spill_file import scratch_file
from altui.errors import InputError

# A line end in valid JSON is never part of a string.
AFTER_OPENING = re.compile(r"(?<=[\[{])[ \t\r]*\n\s*")
BEFORE_CLOSING = re.compile(r"\s*\n\s*(?=[\]}])")
LINE_END = re.compile(r"[ \t]*\r?\n\s*|\r")

AS_LINES = "Write it as JSON Lines: jq -c '.[]' IN > OUT.jsonl (pandas: orient='records')."
ONE_BY_ONE = "For one object after another: jq -c . IN > OUT.jsonl"
BY_ITS_NAME = "Name it by what it holds: .csv or .tsv for a table, .txt for a row a line."
HEAD = 1 << 20

OF_EXPORTS = {"annotation_id", "annotator", "created_at", "updated_at", "lead_time"}
"""What Label Studio's flat export says of its own annotations."""

Progress = Callable[[float], None] | None


class Rows(NamedTuple):
    """`first` is the first object, `list_name` the key of the list, empty for the whole file."""

    source: Source
    lines: array[int]
    first: tuple[tuple[str, Any], ...]
    list_name: str


class Element(NamedTuple):
    line: int
    column: int
    value: Any
    text: str


class JsonDocumentTable(JsonLinesTable):
    """Its rows are lines of the working copy; what a person is told are lines of their file."""

    def __init__(self, rows: Rows, on_progress: Progress = None, *, kind: str = "json") -> None:
        self._file_lines: Sequence[int] = rows.lines
        if any(a == b for a, b in pairwise(rows.lines)):
            # Where several stand on one line, its number says little.
            self._file_lines, self.unit = range(1, len(rows.lines) + 1), "object"
        super().__init__(rows.source, on_progress, kind=kind)
        if rows.list_name:
            self.notes.append(f"the rows are the list '{rows.list_name}' of the JSON object")
        if "annotation_id" in self.columns:
            self.housekeeping = frozenset(OF_EXPORTS)

    def _texts(self, lines: TextLines) -> Iterator[tuple[int, int, str]]:
        for start, number, text in super()._texts(lines):
            yield start, self._file_lines[number - 1], text


def is_json_lines(source: Source) -> bool:
    """Whether the first line is an object of its own, and another begins on the next."""
    head = source.read(source.start, HEAD).decode("utf-8", "ignore").lstrip()
    first, _, rest = head.partition("\n")
    if not rest.lstrip().startswith("{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def unroll(source: Source, on_progress: Progress = None) -> Rows:
    """The objects of a document, one per line. Raises InputError with line and column for what
    is not valid, and for a document that has no list of objects or more than one."""
    window = JsonWindow(source)
    copy = scratch_file(source.scratch)  # closed with its Source
    lines: array[int] = array("I")
    first: tuple[tuple[str, Any], ...] = ()
    list_name = ""
    try:
        for name, row in _objects(window):
            first, list_name = first or row.value, name
            lines.append(row.line)
            copy.write(_one_line(row.text).encode("utf-8") + b"\n")
            if on_progress is not None and not len(lines) & 0xFFF:
                on_progress(window.position / max(source.size, 1))
        if not lines:
            raise window.error("there is no object in the list", AS_LINES)
        copy.flush()
    except BaseException:
        copy.close()
        raise
    return Rows(replace_source(source, copy), lines, first, list_name)


def _objects(window: JsonWindow) -> Iterator[tuple[str, Element]]:
    """The objects, and the name of the list that they are in."""
    mark = window.peek()
    if mark == "[":
        window.take()
        yield from (("", each) for each in _rows(window))
    elif mark == "{":
        window.take()
        yield from _inner_list(window)
    else:
        raise window.error("this is no JSON: it begins with neither [ nor {", BY_ITS_NAME)
    if window.peek():
        raise window.error(
            "there is more after the end of the JSON",
            ONE_BY_ONE,
        )


def _rows(window: JsonWindow) -> Iterator[Element]:
    for each in _elements(window):
        if not isinstance(each.value, tuple):
            raise InputError(
                f"expected a JSON object, found {kind_of(each.value)}",
                where=f"{window.path}, line {each.line}, column {each.column}",
                hint='The list needs one object per row, such as {"id": "a1", "text": "..."}.',
            )
        yield each


def _elements(window: JsonWindow) -> Iterator[Element]:
    """The elements of a list whose bracket has been taken."""
    if window.peek() == "]":
        window.take()
        return
    while window.peek():
        line, column = window.line, window.column
        yield Element(line, column, *window.value())
        if _is_last(window, "]"):
            return
    raise window.error("the list is not closed")


def _inner_list(window: JsonWindow) -> Iterator[tuple[str, Element]]:
    """The one list of objects in an object whose brace has been taken."""
    chosen, others, is_last = "", list[Any](), window.peek() == "}"
    while not is_last:
        key = _key(window)
        if window.peek() != "[":
            others.append(window.value()[0])
        else:
            window.take()
            if window.peek() == "{":
                _check_only(window, key, chosen)
                chosen = key
                yield from ((key, each) for each in _rows(window))
            else:
                others.extend(each.value for each in _elements(window))
        is_last = _is_last(window, "}")
    if not chosen:
        by_column = bool(others) and all(isinstance(each, tuple | list) for each in others)
        hint = "From pandas: df.to_json(OUT, orient='records')." if by_column else AS_LINES
        if window.peek() == "{":
            raise window.error("another object follows the first", ONE_BY_ONE)
        raise window.error("there is no list of objects in this JSON object", hint)


def _key(window: JsonWindow) -> str:
    if window.peek() != '"':
        raise window.error("expected a key in double quotes")
    key, _ = window.value()
    if window.peek() != ":":
        raise window.error("expected a colon after the key")
    window.take()
    return str(key)


def _check_only(window: JsonWindow, key: str, chosen: str) -> None:
    if chosen:
        raise window.error(
            f"there are two lists of objects, '{chosen}' and '{key}': which are the rows?",
            f"Write the one that is meant: jq -c '.[\"{key}\"][]' IN > OUT.jsonl",
        )


def _is_last(window: JsonWindow, closing: str) -> bool:
    """Takes the comma after an element, or the bracket after the last one."""
    mark = window.peek()
    if mark == closing:
        window.take()
        return True
    if mark != ",":
        raise window.error(
            f"expected a comma or {closing}" + ("" if mark else ", and it ends here")
        )
    window.take()
    if window.peek() == closing:
        raise window.error(f"there is a comma before the closing {closing}")
    return False


def _one_line(text: str) -> str:
    if "\n" not in text and "\r" not in text:
        return text
    return LINE_END.sub(" ", BEFORE_CLOSING.sub("", AFTER_OPENING.sub("", text)))
