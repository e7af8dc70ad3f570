"""What the bytes of a text file show by themselves: a byte order mark, UTF-8, or no text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

# Longest first: the mark of UTF-32 starts with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def marked_encoding(head: bytes) -> str | None:
    """The encoding that a byte order mark, or every second byte being NUL, gives away."""
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding
    if head.count(0) * 5 < len(head) * 2 or len(head) < 4:
        return None
    if head[1] == head[3] == 0 and head[0] and head[2]:
        return "utf-16-le"
    if head[0] == head[2] == 0 and head[1] and head[3]:
        return "utf-16-be"
    return None


@dataclass
class Utf8Check:
    """Counts what a strict reading as UTF-8 finds; feed it the blocks in order."""

    line: int = 1
    bad_line: int = 0  # line of the first byte that is not UTF-8, 0 while there is none
    bad_offset: int = 0
    bad: int = 0
    foreign: int = 0  # characters outside ASCII that are well written
    _offset: int = 0
    _after_bad: bytes = b""

    def __post_init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("strict")
        self._lenient = codecs.getincrementaldecoder("utf-8")("replace")

    def feed(self, block: bytes, *, final: bool = False) -> None:
        if self.bad_line:
            self._count(self._lenient.decode(block, final))
            return
        pending = len(self._decoder.getstate()[0])
        if not pending and block.isascii():
            self._advance(block)
            return
        try:
            text = self._decoder.decode(block, final)
        except UnicodeDecodeError as error:
            place = error.start - pending
            self.bad_line = self.line + _line_ends(block[: max(place, 0)])
            self.bad_offset = self._offset + place
            self._count(self._lenient.decode(error.object, final))
        else:
            self._count(text)
            self._advance(block)

    def _advance(self, block: bytes) -> None:
        self._offset += len(block)
        self.line += _line_ends(block)

    def _count(self, text: str) -> None:
        outside = len(text) - len(text.encode("ascii", "ignore"))
        bad = text.count("\ufffd") if self.bad_line else 0
        self.bad += bad
        self.foreign += outside - bad

    @property
    def mostly_utf8(self) -> bool:
        """Whether the bad bytes are damage in a UTF-8 file, and not another encoding."""
        return self.foreign > 2 * self.bad


def _line_ends(block: bytes) -> int:
    return block.count(b"\n") or block.count(b"\r")


def looks_binary(sample: bytes) -> bool:
    return len(CONTROLS.findall(sample)) * 50 > len(sample)
