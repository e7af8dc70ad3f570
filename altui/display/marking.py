"""Words found again in text that was wrapped: where they stand in each line, and how they count.

Words are those of the features, whatever their case; what holds none of them, or is in a script
without blanks, is found wherever its characters stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from altui.display.scripts import WORD, has_characters


class Piece(NamedTuple):
    """A part of a line; `weight` is 0 where nothing is said of it."""

    text: str
    weight: float = 0.0


def marked(lines: Sequence[str], weights: Mapping[str, float]) -> list[list[Piece]]:
    """Each line in pieces. `weights` has words, pairs of words and stretches of characters, in
    lower case; a character counts as the loudest of those that it belongs to."""
    heard = [[0.0] * len(line) for line in lines]
    stretches = {text: each for text, each in weights.items() if _is_stretch(text)}
    _hear_words(lines, weights, heard)
    if stretches:
        _hear_stretches(lines, stretches, heard)
    return [list(_pieces(line, each)) for line, each in zip(lines, heard, strict=True)]


def _is_stretch(text: str) -> bool:
    return has_characters(text) or WORD.search(text) is None


def _hear_words(
    lines: Sequence[str], weights: Mapping[str, float], heard: list[list[float]]
) -> None:
    words = [(y, found) for y, line in enumerate(lines) for found in WORD.finditer(line)]
    names = [found[0].lower() for _, found in words]
    loud = [weights.get(name, 0.0) for name in names]
    for place, pair in enumerate(pairwise(names)):
        weight = weights.get(" ".join(pair), 0.0)
        for each in (place, place + 1):
            loud[each] = max(loud[each], weight, key=abs)
    for (y, found), weight in zip(words, loud, strict=True):
        heard[y][found.start() : found.end()] = [weight] * len(found[0])


def _hear_stretches(
    lines: Sequence[str], stretches: Mapping[str, float], heard: list[list[float]]
) -> None:
    """A stretch may go on in the next line."""
    # Where a letter is longer in lower case, places would be others.
    text = "".join(low if len(low := line.lower()) == len(line) else line for line in lines)
    places = [(y, x) for y, line in enumerate(lines) for x in range(len(line))]
    for stretch, weight in stretches.items():
        for found in re.finditer(re.escape(stretch), text) if stretch else ():
            for y, x in places[found.start() : found.end()]:
                # A mark does not run over the blank between two words.
                if not lines[y][x].isspace():
                    heard[y][x] = max(heard[y][x], weight, key=abs)


def _pieces(line: str, heard: Sequence[float]) -> Iterator[Piece]:
    end = 0
    for weight, run in groupby(heard):
        start, end = end, end + len(list(run))
        yield Piece(line[start:end], weight)
