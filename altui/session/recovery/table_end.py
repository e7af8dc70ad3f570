"""How many events a session had, from the pages of its table, whatever the events themselves say.

The table is a b-tree by sequence: its last leaf holds the newest events, and each page above holds
the last sequence of the leaves before. So a leaf that cannot be read still leaves a trace.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from altui.session.recovery.sqlite_carving import find_page_size, read_varint

_ROOT = 2
_INTERIOR, _LEAF = 5, 13
_MOST_LEVELS = 20
_LEAST_BYTES = 128
"""An event has two hashes of 64 characters: a sequence beyond what fits in the file is damaged."""


class TableEnd(NamedTuple):
    """There were `least` events or more; just as many if `is_known`."""

    least: int
    is_known: bool


def find_end(content: bytes) -> TableEnd:
    """The end of the table in a session file, which may be damaged anywhere."""
    size, number, least = find_page_size(content), _ROOT, 0
    for _ in range(_MOST_LEVELS):
        page = content[(number - 1) * size : number * size]
        keys = _read_keys(page) if len(page) == size else []
        if not keys or keys[-1] * _LEAST_BYTES > len(content):
            break
        if page[0] == _LEAF:
            # All that stand before are counted above: a leaf that does not go on is another.
            is_known = keys == [*range(max(least, 1), keys[-1] + 1)]
            return TableEnd(keys[-1], True) if is_known else TableEnd(least, False)
        if any(key >= following for key, following in pairwise([max(least - 1, 0), *keys])):
            break
        least = keys[-1] + 1  # no leaf is empty
        number = int.from_bytes(page[8:12], "big")
    return TableEnd(least, False)


def _read_keys(page: bytes) -> list[int]:
    """The sequences on a page, in its order; empty where it is no page of a table."""
    if page[0] not in (_INTERIOR, _LEAF):
        return []
    start = 12 if page[0] == _INTERIOR else 8
    try:
        return [_key(page, start + 2 * cell) for cell in range(int.from_bytes(page[3:5], "big"))]
    except (IndexError, ValueError):
        return []


def _key(page: bytes, pointer: int) -> int:
    """A cell begins with the page below, or on a leaf with its length; then comes its key."""
    place = int.from_bytes(page[pointer : pointer + 2], "big")
    place = place + 4 if page[0] == _INTERIOR else read_varint(page, place)[1]
    return read_varint(page, place)[0]
