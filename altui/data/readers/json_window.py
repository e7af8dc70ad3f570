"""The text of a JSON document, a part of it at a time: values are taken from it in order.

The part grows until the next value lies whole in it, so memory is bounded by the largest value.
"""

from __future__ import annotations

import codecs
import json
from pathlib import Path
from typing import Any

from altui.data.readers.jsonl import DECODER, LARGEST_LINE, SPACE
from altui.data.readers.text.utf8_source import Source
from altui.errors import InputError

BLOCK = 1 << 20
HINT = "Mend it there; jq . FILE names such places too."


class JsonWindow:
    """`line` and `column` are those of the next character, from 1; `position` is how many bytes
    have been read."""

    def __init__(self, source: Source) -> None:
        self.path: Path = source.path
        self.line = 1
        self.position = source.start
        self._blocks = source.blocks(source.start, BLOCK)
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")
        self._text = ""
        self._place = 0
        self._line_start = 0
        self._is_whole = False

    @property
    def column(self) -> int:
        return self._place - self._line_start + 1

    def peek(self) -> str:
        """The next character that is no blank; empty at the end."""
        while True:
            found = SPACE.match(self._text, self._place)
            self._advance(found.end() if found else self._place)
            if self._place < len(self._text) or not self._read_on():
                return self._text[self._place : self._place + 1]

    def take(self) -> str:
        mark = self.peek()
        self._advance(self._place + len(mark))
        return mark

    def value(self) -> tuple[Any, str]:
        """The next value, and its text as it stands."""
        self.peek()
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._place)
            except json.JSONDecodeError as error:
                if not self._read_on():
                    self._advance(min(error.pos, len(self._text)))
                    raise self.error(f"this is not valid JSON: {error.msg}") from None
            except RecursionError:
                raise self.error("the JSON is nested too deeply to read") from None
            else:
                # A number may go on behind the end of the part.
                if end < len(self._text) or not self._read_on():
                    break
        text = self._text[self._place : end]
        self._advance(end)
        return value, text

    def error(self, message: str, hint: str = HINT) -> InputError:
        where = f"{self.path}, line {self.line}, column {self.column}"
        return InputError(message, where=where, hint=hint)

    def _advance(self, to: int) -> None:
        ends = self._text.count("\n", self._place, to)
        if ends:
            self.line += ends
            self._line_start = self._text.rfind("\n", self._place, to) + 1
        self._place = to

    def _read_on(self) -> bool:
        """Reads about as much as is left, which moves to the beginning of the text; False, and
        nothing is moved, at the end or where that is too much already."""
        left = self._text[self._place :]
        if self._is_whole or len(left) > LARGEST_LINE:
            return False
        parts, length = [left], 0
        while length <= len(left) and not self._is_whole:
            block = next(self._blocks, b"")
            parts.append(self._decoder.decode(block, not block))
            length += len(parts[-1])
            self.position += len(block)
            self._is_whole = not block
        if not length:
            return False
        self._line_start -= self._place
        self._place = 0
        self._text = "".join(parts)
        return True
