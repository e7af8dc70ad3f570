"""JSON Lines: one object per line; its columns are all the keys that occur."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

from altui.data.readers.text.text_lines import TextLines
from altui.data.readers.text.text_table import Batch, TextTable, blank_lines_note
from altui.data.readers.text.utf8_source import Source
from altui.errors import InputError

BATCH_ROWS = 1024
MOST_KEYS = 10_000
LARGEST_LINE = 64 << 20  # characters
SPACE = re.compile(r"[ \t\r\n]*")
CONSTANTS = {True: "true", False: "false", None: ""}

# An object becomes a tuple of pairs and a list stays a list, so that a key that stands there twice
# is seen; numbers stay as they are written.
DECODER = json.JSONDecoder(
    object_pairs_hook=tuple, parse_float=str, parse_int=str, parse_constant=str
)


class JsonLinesTable(TextTable):
    """A missing key and null are empty cells; a nested value is its JSON text."""

    is_flat = True
    """A row's object has the columns for keys, so that more of them may be appended to it."""

    def __init__(
        self,
        source: Source,
        on_progress: Callable[[float], None] | None = None,
        *,
        kind: str = "jsonl",
    ) -> None:
        self.path = source.path
        self._blank_lines = 0
        keys: dict[str, int] = {}
        for count, (place, line, text) in enumerate(self._texts(TextLines(source, source.start))):
            keys.update(dict.fromkeys(self._names(line, text), 0))
            self._check_keys(len(keys), line)
            if on_progress is not None and not count & 0xFFF:
                on_progress(place / source.size)
        self._check_keys(len(keys) or -1, 1)
        super().__init__(source, kind, self._header(list(keys)), TextLines(source, source.start))
        if self._blank_lines:
            self.notes.append(blank_lines_note(self._blank_lines))

    def _batches(self) -> Iterator[Batch]:
        lines_read = TextLines(self.source, *self._begin)
        texts = self._texts(lines_read)
        while part := list(islice(texts, BATCH_ROWS)):
            starts, lines, objects = zip(*part, strict=True)
            self.position = lines_read.offset
            cells = map(self._cells, lines, objects)
            yield Batch(partial(tuple, starts), lines, list(zip(*cells, strict=True)))
        self.position = self.source.size

    def _texts(self, lines: TextLines) -> Iterator[tuple[int, int, str]]:
        """Byte offset, line number and text of each line that is not blank."""
        start, blank = lines.offset, 0
        for text in lines:
            if text.isspace():
                blank += 1
            else:
                yield start, lines.number, text
            start = lines.offset
        self._blank_lines = blank

    def cells(self, row: int) -> tuple[str, ...]:
        return self._cells(self.line(row), self.object_text(row))

    def object_text(self, row: int) -> str:
        """The row's object as it is written in the file."""
        return self.row_text(row)[0].strip(" \t\r\n")

    def _header(self, keys: Sequence[str]) -> Sequence[str]:
        """The columns, once all keys are known."""
        return keys

    def _names(self, line: int, text: str) -> Iterable[str]:
        """The columns that a row has."""
        return (key for key, _ in self._pairs(line, text))

    def _fields(self, line: int, text: str) -> dict[str, Any]:
        """What a row has in its columns; a nested value as its text."""
        found = dict(self._pairs(line, text))
        if any(isinstance(value, tuple | list) for value in found.values()):
            found = raw_values(text)
        return found

    def _cells(self, line: int, text: str) -> tuple[str, ...]:
        get = self._fields(line, text).get
        return tuple(
            [
                value if isinstance(value := get(key), str) else CONSTANTS[value]
                for key in self.header
            ]
        )

    def _pairs(self, line: int, text: str) -> tuple[tuple[str, Any], ...]:
        try:
            if len(text) > LARGEST_LINE:
                raise self._error(line, f"the line is longer than {LARGEST_LINE >> 20} MiB")
            pairs = DECODER.decode(text)
        except json.JSONDecodeError as error:
            place = f"{self.place(line)}, character {error.pos + 1}"
            raise InputError(
                f"this is not valid JSON: {error.msg}",
                where=place,
                hint="Each line must be one whole JSON object, with strings in double quotes.",
            ) from None
        except RecursionError:
            raise self._error(line, "the JSON is nested too deeply to read") from None
        if not isinstance(pairs, tuple):
            raise self._error(line, f"expected a JSON object, found {kind_of(pairs)}")
        if len({key for key, _ in pairs}) < len(pairs):
            raise self._error(line, f"the key '{_twice(pairs)}' stands twice in one object")
        return pairs

    def _check_keys(self, count: int, line: int) -> None:
        if count > MOST_KEYS:
            raise self._error(
                line, f"there are more than {MOST_KEYS:,} different keys by this line"
            )
        if count < 0:
            raise self._error(line, "there is no object with a key in this file")

    def _error(self, line: int, message: str) -> InputError:
        return InputError(
            message,
            where=self.place(line),
            hint='Write one object per line, such as {"id": "a1", "text": "..."}.',
        )


def kind_of(value: Any) -> str:
    if isinstance(value, list):
        return "a list (if the whole file is one list, name it .json)"
    return "null" if value is None else f"only '{str(value)[:40]}'"


def _twice(pairs: tuple[tuple[str, Any], ...]) -> str:
    seen: set[str] = set()
    return next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]


def raw_values(text: str) -> dict[str, Any]:
    """Like the parsed object, with the text of lists and objects as it stands in the line."""
    return {
        key: text[start:end] if isinstance(value, tuple | list) else value
        for key, value, _, start, end in _members(text)
    }


def without_keys(text: str, keys: Collection[str]) -> str:
    """The text of an object without these keys; what is left stands as it was written."""
    kept = [text[first:end] for key, _, first, _, end in _members(text) if key not in keys]
    return "{" + ", ".join(kept) + "}"


def value_places(text: str) -> dict[str, tuple[int, int]]:
    """Where the value of each key begins and ends in the text of an object."""
    return {key: (start, end) for key, _, _, start, end in _members(text)}


def _members(text: str) -> Iterator[tuple[str, Any, int, int, int]]:
    """Each key and value of an object, where the key and the value begin, and where it ends."""

    def skip(place: int) -> int:
        found = SPACE.match(text, place)
        return found.end() if found else place

    place = skip(0)
    if text[skip(place + 1)] == "}":
        return
    while text[place] != "}":
        first = skip(place + 1)
        if text[first] == "}":
            return
        key, place = DECODER.raw_decode(text, first)
        start = skip(skip(place) + 1)
        value, end = DECODER.raw_decode(text, start)
        yield key, value, first, start, end
        place = skip(end)
