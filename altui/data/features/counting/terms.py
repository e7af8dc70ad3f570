"""The terms of a text: what is counted in it, each with a sign before it that says what it is.

Terms of one sign stand together in sorted order, and texts hold no sign that could be taken for
one: it is always the first character.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, pairwise
from typing import NamedTuple, TypeAlias

from altui.data.values.text_reading import BOTH, WORDS, TextReading
from altui.display.scripts import CHARACTER, UNSPACED, WORD, has_characters

Analyzer: TypeAlias = Callable[[str], Iterable[str]]
"""The terms one by one: a cell of megabytes has millions, which never lie in memory together."""

SIGNS = 2
"""Signs of each column or group of columns: one for words, one for characters."""

WITHIN_WORDS = (2, 4)
"""Lengths of the runs of characters that are counted beside words."""

INSTEAD_OF_WORDS = (1, 3)


class Term(NamedTuple):
    """`is_common` says that it stands in over a third of the rows."""

    text: str
    is_characters: bool
    is_common: bool

    def __str__(self) -> str:
        return f"{'characters' if self.is_characters else 'word'}: {self.text}"


def analyzer_of(reading: TextReading, group: int = 0) -> Analyzer:
    """`group` makes the terms of several columns, read in several ways, differ."""
    word, character = (chr(SIGNS * group + each + 1) for each in range(SIGNS))
    if reading.form == WORDS:
        return lambda text: words_and_pairs(text.lower(), word)
    if reading.form == BOTH:
        return lambda text: _characters_and(
            text.lower(), character, partial(_both, word, character)
        )
    if reading.is_unspaced:
        return lambda text: _characters_and(
            text.lower(), character, lambda rest: words_and_pairs(rest, word)
        )
    return lambda text: within_words(text.lower(), character, INSTEAD_OF_WORDS)


def term_of(written: str) -> tuple[str, bool]:
    """The text of a term, and whether it is of characters."""
    return written[1:], not ord(written[0]) % SIGNS


def words_and_pairs(text: str, sign: str) -> Iterable[str]:
    words = WORD.findall(text)
    return chain(map(sign.__add__, words), (f"{sign}{a} {b}" for a, b in pairwise(words)))


def within_words(text: str, sign: str, lengths: tuple[int, int]) -> Iterator[str]:
    """Runs of characters of each word with a blank before and behind it, as scikit-learn's
    `char_wb` counts them: of a word too short for a length, the whole once."""
    shortest, longest = lengths
    for word in text.split():
        padded = f" {word} "
        width = len(padded)
        for length in range(shortest, longest + 1):
            if length >= width:
                yield sign + padded
                break
            yield from [sign + padded[at : at + length] for at in range(width - length + 1)]


def _both(word: str, character: str, text: str) -> Iterable[str]:
    return chain(words_and_pairs(text, word), within_words(text, character, WITHIN_WORDS))


def _characters_and(text: str, sign: str, rest: Analyzer) -> Iterable[str]:
    """A row may hold both kinds of script: characters and pairs of them in one, and what is counted
    in the rest."""
    if not has_characters(text):
        return rest(text)
    terms = []
    for run in UNSPACED.findall(text):
        characters = CHARACTER.findall(run)
        terms += [sign + each for each in characters]
        terms += [f"{sign}{a}{b}" for a, b in pairwise(characters)]
    return chain(terms, rest(UNSPACED.sub(" ", text)))


def analyze_all(analyzers: Sequence[Analyzer]) -> Callable[[Iterable[str]], Iterable[str]]:
    """For documents that hold one text for each analyzer."""
    return lambda texts: chain.from_iterable(
        analyze(text) for analyze, text in zip(analyzers, texts, strict=True)
    )
