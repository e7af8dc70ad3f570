"""The words of a sample that hold foreign bytes: each once, few enough to be judged quickly."""

from __future__ import annotations

import re
from collections import Counter
from math import log2

MOST_BYTES = 4_000
LONGEST = 300
SEEN_ENOUGH = 3
# No encoding has these as the second byte of a character.
PIECE = re.compile(rb"[^\s,;\"]*[\x80-\xff][^\s,;\"]*")
BETWEEN = re.compile(rb"[\s,;\"]")
_ASCII = frozenset(range(0x80))
FOREIGN = re.compile(rb"[\x80-\xff]")


def choose_pieces(sample: bytes) -> dict[bytes, float]:
    """The pieces to judge and the weight of each, which grows slowly with how often it stands.

    Rare bytes tell encodings apart, so a piece that holds one is always taken.
    """
    chosen: dict[bytes, float] = {}
    seen: Counter[int] = Counter()
    size = 0
    for piece, count in Counter(PIECE.findall(sample)).items():
        foreign = set(piece) - _ASCII
        if size > MOST_BYTES and all(seen[byte] >= SEEN_ENOUGH for byte in foreign):
            continue
        seen.update(foreign)
        size += min(len(piece), LONGEST)
        chosen[piece[:LONGEST]] = 1 + log2(count)
    return chosen


def trim_to_whole(sample: bytes, start: int, size: int) -> bytes:
    """The sample, which starts at `start` of a file of that size, without words that are cut."""
    first, last = 0, len(sample)
    if start and (found := BETWEEN.search(sample)):
        first = found.end()
    if start + len(sample) < size:
        last = max(sample.rfind(mark) for mark in (b"\n", b"\r", b" ", b",", b";")) + 1
    return sample[first:last] if first < last else sample
