"""How likely a language writes a letter outside ASCII between the two letters beside it.

All figures are costs: the negative natural logarithm of a likelihood, so they add up.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from math import log

from altui.data.readers.encodings.latin import LATIN
from altui.data.readers.encodings.scripts import SCRIPTS

Triple = tuple[str, str, str]  # a foreign letter with its neighbours, " " where there is none

FOREIGN_TO_IT = 8.0  # a letter of some other language
OF_NO_LANGUAGE = 11.0
BESIDE_ASCII = 5.0  # a Cyrillic letter beside a Latin one
BACKOFF = 2.0
IN_WORDS = "’·"
UNSEEN = 0.3
NO_WORD = 3.0  # a letter alone, where it is no word
DIGIT = "0"
BESIDE_DIGIT = 2.0


@cache
def _is_letter(mark: str) -> bool:
    return (mark.isalpha() and mark not in "ªºµ") or unicodedata.category(mark) == "Mn"


def part_letters(text: str) -> tuple[list[Triple], list[Triple]]:
    """The foreign letters of a text in lower case, and the other foreign signs, each with what
    stands beside it.
    """
    padded = f" {text.lower()} "
    letters: list[Triple] = []
    signs: list[Triple] = []
    for before, mark, after in zip(padded, padded[1:], padded[2:], strict=False):
        if mark.isascii():
            continue
        if _is_letter(mark) or (mark in IN_WORDS and before.isalpha() and after.isalpha()):
            letters.append((_neighbour(before), mark, _neighbour(after)))
        else:
            signs.append((before, mark, after))
    return letters, signs


@cache
def _neighbour(mark: str) -> str:
    if mark.isdigit():
        return DIGIT
    return mark if _is_letter(mark) or mark in IN_WORDS else " "


class Letters:
    """The letters of one language, learned from its common words."""

    def __init__(self, words: str, every: frozenset[str]) -> None:
        triples = [triple for word in words.split() for triple in part_letters(word)[0]]
        self.counts = Counter(mark for _, mark, _ in triples)
        self._before = Counter((before, mark) for before, mark, _ in triples)
        self._after = Counter((mark, after) for _, mark, after in triples)
        self._befores = Counter(before for before, _, _ in triples)
        self._afters = Counter(after for _, _, after in triples)
        self._total = len(triples) + UNSEEN * len(self.counts)
        self._alone = {mark for before, mark, after in triples if before == after == " "}
        self._is_latin = any("a" <= mark <= "z" for mark in words)
        self._every = every
        self._known: dict[Triple, float] = {}

    def cost(self, triple: Triple) -> float:
        known = self._known.get(triple)
        if known is None:
            known = self._known[triple] = self._cost(*triple)
        return known

    def cost_alone(self, mark: str) -> float:
        """The cost of a letter without regard to its neighbours."""
        if mark in self.counts:
            return -log(self._share(mark))
        return FOREIGN_TO_IT if mark in self._every else OF_NO_LANGUAGE

    def _cost(self, before: str, mark: str, after: str) -> float:
        beside = BESIDE_DIGIT * [before, after].count(DIGIT)
        before, after = before.replace(DIGIT, " "), after.replace(DIGIT, " ")
        if not self._is_latin:
            beside += BESIDE_ASCII * (_is_ascii_letter(before) + _is_ascii_letter(after))
        if before == after == " " and mark not in self._alone:
            beside += NO_WORD
        if mark not in self.counts:
            return beside + self.cost_alone(mark)
        prior = BACKOFF * self._share(mark)
        left = (self._before[before, mark] + prior) / (self._befores[before] + BACKOFF)
        right = (self._after[mark, after] + prior) / (self._afters[after] + BACKOFF)
        return beside - (log(left) + log(right)) / 2

    def _share(self, mark: str) -> float:
        return (self.counts[mark] + UNSEEN) / self._total


def _is_ascii_letter(mark: str) -> bool:
    return mark.isascii() and mark.isalpha()


@cache
def languages() -> dict[str, Letters]:
    words = {**LATIN, **SCRIPTS}
    every = frozenset(mark for text in words.values() for mark in text.lower())
    return {name: Letters(text, every) for name, text in words.items()}


@cache
def languages_of(encoding: str) -> list[Letters]:
    """Those whose letters the encoding has, all but the rarest."""
    return [letters for letters in languages().values() if _holds(encoding, letters)]


def _holds(encoding: str, letters: Letters) -> bool:
    have = total = 0
    for mark, count in letters.counts.items():
        if mark != "’":
            total += count
            have += count if mark.encode(encoding, "ignore") else 0
    return have >= 0.97 * total
