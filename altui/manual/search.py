"""Sections of the manual that hold what somebody looks for, the best first.

First comes what says what the words mean. The rest of the order is that of BM25 (Robertson and
Zaragoza 2009): a word counts more the fewer sections have it, each further time that it stands
there counts less, and it counts less in a long section. A heading counts several times, the word
that a passage begins with is what it is about, and letters within another word count in part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log
from typing import NamedTuple

from altui.manual.sections import Section

SATURATION, LENGTH = 1.2, 0.75
"""BM25's k and b, at their usual values."""
IN_HEADING = 5.0
AT_START = 3.0
WITHIN_A_WORD = 0.2

ELLIPSIS = "…"


class Hit(NamedTuple):
    section: Section
    passage: str
    """What says what the words mean, or else what holds most of them; empty if only headings do."""
    is_meaning: bool


def search(words: Sequence[str], sections: Sequence[Section]) -> list[Hit]:
    """The sections that hold all the words, whatever their case: in the text, in the heading, or
    as the topic. None without a word."""
    patterns = [
        re.compile(rf"((?<!\w))?{re.escape(word)}", re.IGNORECASE) for word in words if word
    ]
    counts = [[_count(each, section) for each in patterns] for section in sections]
    weights = [log(len(sections) / (1 + _holding(row)) + 1) for row in zip(*counts, strict=True)]
    mean = sum(map(_length, sections)) / len(sections)
    scores = [
        sum(
            weight * count / (count + SATURATION * (1 - LENGTH + LENGTH * _length(section) / mean))
            for weight, count in zip(weights, row, strict=True)
        )
        for section, row in zip(sections, counts, strict=True)
    ]
    found = [place for place, row in enumerate(counts) if row and all(row)]
    said = " ".join(words).casefold()
    meanings = {place: _meaning(said, sections[place]) for place in found}
    found.sort(key=lambda place: (not meanings[place], -scores[place]))
    return [
        Hit(section, meanings[place] or _best_passage(patterns, section), bool(meanings[place]))
        for place, section in ((place, sections[place]) for place in found)
    ]


def excerpt(passage: str, words: Sequence[str], width: int) -> str:
    """At most `width` characters of the passage around the first of the words that it has."""
    if len(passage) <= width:
        return passage
    folded = passage.lower()
    places = [place for word in words if (place := folded.find(word.lower())) >= 0]
    first = max(0, min(min(places, default=0) - width // 3, len(passage) - width))
    part = passage[first : first + width]
    # A word that is cut at an end goes, and leaves the room that an ellipsis needs.
    if first:
        part = ELLIPSIS + part.partition(" ")[2]
    if first + width < len(passage):
        part = part.rpartition(" ")[0] + ELLIPSIS
    return part


def _holding(counts: Sequence[float]) -> int:
    return sum(count > 0 for count in counts)


def _length(section: Section) -> int:
    return sum(len(each.text) for each in section.passages)


def _meaning(said: str, section: Section) -> str:
    """The passage that says what it means; empty where none does."""
    return next((text for text, names in section.passages if said in map(str.casefold, names)), "")


def _count(pattern: re.Pattern[str], section: Section) -> float:
    head = _count_in(pattern, f"{section.topic} {section.heading}")
    return IN_HEADING * head + sum(_count_in(pattern, each.text) for each in section.passages)


def _count_in(pattern: re.Pattern[str], text: str) -> float:
    """How often it begins a word: at the start of the text more, within a word in part."""
    return sum(map(_weigh, pattern.finditer(text)))


def _weigh(found: re.Match[str]) -> float:
    if found[1] is None:
        return WITHIN_A_WORD
    return 1.0 if found.start() else AT_START


def _best_passage(patterns: Sequence[re.Pattern[str]], section: Section) -> str:
    def held(passage: str) -> tuple[int, float]:
        counts = [_count_in(each, passage) for each in patterns]
        return _holding(counts), sum(min(count, 1.0) for count in counts)

    best = max((each.text for each in section.passages), key=held, default="")
    return best if held(best)[0] else ""
