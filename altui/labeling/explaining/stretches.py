"""Weights of runs of characters, as weights of what a person reads: words, and stretches of text in
scripts without blanks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from altui.display.scripts import UNIT

QUIET = 0.2
"""Characters with less than this share of the loudest one's weight are in no stretch."""


class _Part(NamedTuple):
    start: int
    stop: int
    weight: float
    is_word: bool


def join_characters(text: str, weights: Mapping[str, float]) -> dict[str, float]:
    """`weights` has runs of characters, in lower case, with a blank where a word begins or ends.

    Each weight is spread over the characters for which the run stands in the text; a word, or a
    stretch of loud neighbours of one sign, has the sum of its characters. Nothing is left out but
    what is quiet.
    """
    text = text.lower()
    loads = [0.0] * len(text)
    for run, weight in weights.items():
        _spread(loads, _places(text, run), weight)
    parts = list(_parts(text, loads))
    least = QUIET * max((abs(part.weight) for part in parts if not part.is_word), default=0.0)
    found: dict[str, float] = {}
    for start, stop, weight in _stretches(parts, least):
        stretch = text[start:stop]
        found[stretch] = found.get(stretch, 0.0) + weight
    return found


def _places(text: str, run: str) -> list[range]:
    """Where the run stands; a blank in it is the begin or the end of a word."""
    inner = run.strip()
    if not inner:
        return []
    begins, ends = run.startswith(" "), run.endswith(" ")
    places = []
    start = text.find(inner)
    while start >= 0:
        stop = start + len(inner)
        is_begun = not begins or not text[start - 1 : start].strip()
        if is_begun and (not ends or not text[stop : stop + 1].strip()):
            places.append(range(start, stop))
        start = text.find(inner, start + 1)
    return places


def _spread(loads: list[float], places: Sequence[range], weight: float) -> None:
    for place in places:
        for at in place:
            loads[at] += weight / (len(places) * len(place))


def _parts(text: str, loads: Sequence[float]) -> Iterator[_Part]:
    for unit in UNIT.finditer(text):
        start, stop = unit.span()
        yield _Part(start, stop, sum(loads[start:stop]), unit.lastgroup == "word")


def _stretches(parts: Sequence[_Part], least: float) -> Iterator[tuple[int, int, float]]:
    """Each word, and each run of loud parts without a gap between them, with its weight."""
    run: list[_Part] = []
    for part in parts:
        if run and not _goes_on(run[-1], part, least):
            yield run[0].start, run[-1].stop, sum(each.weight for each in run)
            run = []
        if part.weight and (part.is_word or abs(part.weight) >= least):
            run.append(part)
    if run:
        yield run[0].start, run[-1].stop, sum(each.weight for each in run)


def _goes_on(last: _Part, part: _Part, least: float) -> bool:
    is_next = last.stop == part.start and not (last.is_word or part.is_word)
    return is_next and abs(part.weight) >= least and (part.weight > 0) == (last.weight > 0)
