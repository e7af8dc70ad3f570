"""Words found again in text that was wrapped: where they stand in each line, and how they count.

Words are what scikit-learn's vectorizers take for words: two or more letters or digits in a
row, whatever their case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

WORD = re.compile(r"(?u)\b\w\w+\b")


class Piece(NamedTuple):
    """A part of a line; `weight` is 0 where nothing is said of it."""

    text: str
    weight: float = 0.0


def marked(lines: Sequence[str], weights: Mapping[str, float]) -> list[list[Piece]]:
    """Each line in pieces. `weights` has words and pairs of words, in lower case; a word counts
    as the loudest of those that it belongs to."""
    words = [(y, found) for y, line in enumerate(lines) for found in WORD.finditer(line)]
    names = [found[0].lower() for _, found in words]
    heard = [weights.get(name, 0.0) for name in names]
    for place, pair in enumerate(pairwise(names)):
        weight = weights.get(" ".join(pair), 0.0)
        for each in (place, place + 1):
            if abs(weight) > abs(heard[each]):
                heard[each] = weight
    spans: dict[int, list[tuple[int, int, float]]] = {}
    for (y, found), weight in zip(words, heard, strict=True):
        if weight:
            spans.setdefault(y, []).append((*found.span(), weight))
    return [list(_pieces(line, spans.get(y, []))) for y, line in enumerate(lines)]


def _pieces(line: str, spans: Sequence[tuple[int, int, float]]) -> Iterator[Piece]:
    end = 0
    for start, stop, weight in spans:
        if start > end:
            yield Piece(line[end:start])
        yield Piece(line[start:stop], weight)
        end = stop
    if end < len(line):
        yield Piece(line[end:])
