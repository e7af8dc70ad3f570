"""All documents of a file as numbers of what is counted in them: the same terms in the same order
as the analyzers give one by one, for a whole corpus at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from operator import itemgetter
from typing import Any, NamedTuple

from altui.data.features.counting.kinds import Kind, Pairs, Runs, Singles
from altui.data.features.counting.numbered import STOP, Numbered, Numbering
from altui.data.features.counting.terms import INSTEAD_OF_WORDS, SIGNS, WITHIN_WORDS, within_words
from altui.data.values.text_reading import BOTH, CHARACTERS, WORDS, TextReading
from altui.display.scripts import CHARACTER, UNSPACED, WORD, has_characters

SHORTEST = 2
"""Letters of a word."""

LONG = 1 << 20
"""Characters of a text. To find all words of a shorter one at once takes less time."""

UNBROKEN = re.compile(r"\S+")
"""What lies between blanks, as `str.split` has it."""

LETTERS = bytes(
    ord(chr(code).lower()) if chr(code).isalnum() or chr(code) == "_" else ord(" ")
    for code in range(128)
).ljust(256)
"""What words of ASCII are made of, in small letters, and a blank in place of all else."""


class Part(NamedTuple):
    """A kind of terms, the `place` of its terms among the parts of a document, and their sign."""

    place: int
    sign: int
    kind: Kind


class Corpus:
    """`readings` has one for each text of a document, which is a text or a sequence of them."""

    def __init__(self, readings: Sequence[TextReading]) -> None:
        self._columns = [_Column(reading) for reading in readings]
        self.rows = 0

    def put(self, document: Any) -> None:
        self.rows += 1
        if len(self._columns) == 1:
            self._columns[0].put(document)
            return
        for column, text in zip(self._columns, document, strict=True):
            column.put(text)

    def finish(self) -> None:
        for column in self._columns:
            column.finish()

    def parts(self, least: int) -> Iterator[Part]:
        """In the order of their terms in a document. Pairs that occur less often than `least` in
        all may be missing."""
        for number, column in enumerate(self._columns):
            for place, sign, kind in column.parts(least):
                yield Part(_Column.PARTS * number + place, SIGNS * number + sign, kind)


class _Column:
    PARTS = 3
    """Characters of scripts without blanks, then words, then what is within words."""

    def __init__(self, reading: TextReading) -> None:
        form = reading.form
        is_unspaced = form == BOTH or (form == CHARACTERS and reading.is_unspaced)
        self._characters = Numbering() if is_unspaced else None
        self._words = Numbering() if is_unspaced or form == WORDS else None
        self._tokens = Numbering() if form == BOTH or self._words is None else None
        self._lengths = WITHIN_WORDS if form == BOTH else INSTEAD_OF_WORDS
        self._found: list[Numbered | None] = []

    def put(self, text: str) -> None:
        if self._characters is not None:
            text = text.lower()
            has_any = has_characters(text)
            self._characters.put(_characters(text) if has_any else ())
            text = UNSPACED.sub(" ", text) if has_any else text
        if self._words is not None:
            self._words.put(_words(text))
        if self._tokens is not None:
            self._tokens.put(_split(text.lower()))

    def finish(self) -> None:
        self._found = [
            None if each is None else each.finish(shortest=SHORTEST if each is self._words else 1)
            for each in (self._characters, self._words, self._tokens)
        ]

    def parts(self, least: int) -> Iterator[Part]:
        characters, words, tokens = self._found
        if characters is not None:
            yield Part(0, 1, Singles(characters))
            yield Part(0, 1, Pairs(characters, "", least))
        if words is not None:
            yield Part(1, 0, Singles(words))
            yield Part(1, 0, Pairs(words, " ", least))
        if tokens is not None:
            yield Part(2, 1, Runs(tokens, partial(within_words, sign="", lengths=self._lengths)))


def _words(text: str) -> Iterable[str]:
    """Those of a text, and single letters among them."""
    if text.isascii():
        # A third of the time that the pattern takes, and most texts are mostly ASCII.
        return _split(text.encode().translate(LETTERS).decode())
    return _find_all(WORD, text.lower())


def _characters(text: str) -> Iterator[str]:
    for run in _find_all(UNSPACED, text):
        yield from _find_all(CHARACTER, run)
        yield STOP


def _split(text: str) -> Iterable[str]:
    return text.split() if len(text) <= LONG else _find_all(UNBROKEN, text)


def _find_all(pattern: re.Pattern[str], text: str) -> Iterable[str]:
    """One by one in a long text: its words take ten times the memory of the text."""
    if len(text) <= LONG:
        return pattern.findall(text)
    return map(itemgetter(0), pattern.finditer(text))
