"""Finds the rows of an event table in raw bytes, without header, index or pages.

It searches for the first bytes of an event's record. So it finds rows in a truncated file, behind
a destroyed header, or on a page without references. A row that it finds may itself be damaged:
its hash decides.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Any

from altui.session.events import COLUMNS

PAGE = 4096
_LATER = ("content", "suggested")
_STORED = (*(name for name in COLUMNS if name not in _LATER), *_LATER)
"""The columns in the order of the table; later versions added theirs at the end."""
_PLACES = tuple(_STORED.index(name) for name in COLUMNS)
_REALS = tuple(_STORED.index(name) for name in ("confidence", "shown_at", "decided_at"))
_COUNTS = range(len(_STORED) - len(_LATER), len(_STORED) + 1)
"""How many columns a row may have: version 1 had none of the later ones."""

# The length of the record's header, a null sequence (it is the key), a uuid of 32 characters.
_BEGINNING = re.compile(rb"[\x0f-\x7f]\x00\x4d", re.DOTALL)
_INTEGERS = (0, 1, 2, 3, 4, 6, 8)

CarvedColumns = tuple[Any, ...]


def carve(content: bytes) -> Iterator[CarvedColumns]:
    """Every readable row, its cells in the order of `Event`."""
    page_size = find_page_size(content)
    for match in _BEGINNING.finditer(content):
        try:
            yield _row(content, match.start(), page_size)
        except (IndexError, struct.error, ValueError):
            continue


def find_page_size(content: bytes) -> int:
    size = int.from_bytes(content[16:18], "big") if content.startswith(b"SQLite format 3") else PAGE
    return size if size >= 512 and size & (size - 1) == 0 else PAGE


def _row(content: bytes, start: int, page_size: int) -> CarvedColumns:
    header_end = start + content[start]
    kinds, place = [], start + 1
    while place < header_end:
        kind, place = read_varint(content, place)
        kinds.append(kind)
    if place != header_end or len(kinds) not in _COUNTS:
        raise ValueError("no event")
    lengths = [_length(kind) for kind in kinds]
    body = _body(content, start, header_end - start + sum(lengths), page_size)
    cells: list[Any] = []
    place = header_end - start
    for kind, length in zip(kinds, lengths, strict=True):
        cells.append(_cell(kind, body[place : place + length]))
        place += length
    cells += [None] * (len(_STORED) - len(cells))
    cells[0] = _key_before(content, start)
    for place in _REALS:
        # A real number without a fraction is stored as a whole one.
        if isinstance(cells[place], int):
            cells[place] = float(cells[place])
    return tuple(cells[place] for place in _PLACES)


def read_varint(content: bytes, place: int) -> tuple[int, int]:
    """(number, position after it). Only for numbers as short as those in an event's record."""
    number = 0
    for end in range(place, place + 5):
        number = number << 7 | content[end] & 0x7F
        if content[end] < 0x80:
            return number, end + 1
    raise ValueError("no length")


def _key_before(content: bytes, start: int) -> int:
    """The key of a row, which precedes its record: the last byte is below 0x80, others are not."""
    first = start - 1
    while first > max(start - 9, 0) and content[first - 1] >= 0x80:
        first -= 1
    number = 0
    for byte in content[first:start]:
        number = number << 7 | byte & 0x7F
    return number


def _length(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    if kind < 7:
        return _INTEGERS[kind]
    return 8 if kind == 7 else 0


def _cell(kind: int, stored: bytes) -> object:
    if kind in (0, 8, 9):
        return None if kind == 0 else kind - 8
    if kind == 7:
        return struct.unpack(">d", stored)[0]
    if kind < 7:
        return int.from_bytes(stored, "big", signed=True)
    return stored if kind % 2 == 0 else stored.decode()


def _body(content: bytes, start: int, length: int, page_size: int) -> bytes:
    """The whole record. A long one continues on overflow pages, each naming the next."""
    local = _local(length, page_size)
    body = content[start : start + local]
    place = start + local
    while len(body) < length:
        following = int.from_bytes(content[place : place + 4], "big")
        place = (following - 1) * page_size
        if following < 2 or place >= len(content):
            raise ValueError("its end is missing")
        body += content[place + 4 : place + min(page_size, 4 + length - len(body))]
    return body


def _local(length: int, page_size: int) -> int:
    """How many bytes of a record of this length are on its own page (SQLite file format, 1.6)."""
    if length <= page_size - 35:
        return length
    least = (page_size - 12) * 32 // 255 - 23
    wanted = least + (length - least) % (page_size - 4)
    return wanted if wanted <= page_size - 35 else least
