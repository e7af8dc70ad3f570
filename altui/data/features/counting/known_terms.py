"""How often each term of a model stands in new documents: as scikit-learn's CountVectorizer counts
them with this vocabulary, several times as quick.

What is found within a word is found once for all places where the word stands.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from altui.data.features.counting.numbered import starts_of_equal
from altui.data.features.counting.terms import (
    INSTEAD_OF_WORDS,
    SIGNS,
    WITHIN_WORDS,
    analyzer_of,
    within_words,
    words_and_pairs,
)
from altui.data.values.text_reading import BOTH, CHARACTERS, TextReading
from altui.display.scripts import has_characters

AT_ONCE = 1 << 20
"""Occurrences that are sorted together."""

LONGEST = 1 << 20
"""Characters of a text; the terms of a longer one never lie in memory together."""

MOST_WORDS, LONGEST_WORD = 1 << 17, 40
"""Words that are remembered, and their characters at most."""

Finder = Callable[[str], Iterable[int]]
"""From a text to the places of its terms, each as often as it stands there."""


class KnownTerms:
    """`written` are the terms, each with its sign before it; a document is a text, or one for each
    of several `readings`."""

    def __init__(self, readings: Sequence[TextReading], written: Sequence[str]) -> None:
        self._places = {term: place for place, term in enumerate(written)}
        self._analyzers = [analyzer_of(each, place) for place, each in enumerate(readings)]
        self._finders = [self._finder(each, place) for place, each in enumerate(readings)]

    def count(self, documents: Iterable[Any]) -> Any:
        """CSR (documents, terms) of float32, the columns of a row in order."""
        from scipy.sparse import csr_matrix

        ends, columns, counts = [0], [np.zeros(0, np.int32)], [np.zeros(0, np.float32)]
        for sizes, found, often in self._counted(documents):
            ends.extend((ends[-1] + np.cumsum(sizes)).tolist())
            columns.append(found)
            counts.append(often)
        parts = np.concatenate(counts), np.concatenate(columns), np.array(ends)
        return csr_matrix(parts, shape=(len(ends) - 1, len(self._places)))

    def _counted(
        self, documents: Iterable[Any]
    ) -> Iterator[tuple[NDArray[np.intp], NDArray[np.int32], NDArray[np.float32]]]:
        """For some documents at a time how many terms each has, which, and how often."""
        held, sizes = array("i"), list[int]()
        for document in documents:
            texts = [document] if len(self._finders) == 1 else list(document)
            if sum(map(len, texts)) > LONGEST:
                yield self._sum(held, sizes)
                yield self._one_by_one(texts)
                held, sizes = array("i"), list[int]()
                continue
            before = len(held)
            for find, text in zip(self._finders, texts, strict=True):
                held.extend(find(text))
            sizes.append(len(held) - before)
            if len(held) >= AT_ONCE:
                yield self._sum(held, sizes)
                held, sizes = array("i"), list[int]()
        yield self._sum(held, sizes)

    def _sum(
        self, held: array[int], sizes: list[int]
    ) -> tuple[NDArray[np.intp], NDArray[np.int32], NDArray[np.float32]]:
        rows = np.repeat(np.arange(len(sizes)), sizes)
        ordered = np.sort(rows * len(self._places) + np.array(held, np.int32))
        starts = starts_of_equal(ordered)
        rows, columns = np.divmod(ordered[starts], len(self._places))
        often = np.diff(starts, append=len(ordered))
        sizes_now = np.bincount(rows, minlength=len(sizes))
        return sizes_now, columns.astype(np.int32), often.astype(np.float32)

    def _one_by_one(
        self, texts: Sequence[str]
    ) -> tuple[NDArray[np.intp], NDArray[np.int32], NDArray[np.float32]]:
        found: Counter[int] = Counter()
        for analyze, text in zip(self._analyzers, texts, strict=True):
            found.update(self._known(analyze(text)))
        columns = np.array(sorted(found), np.int32)
        often = np.array([found[column] for column in columns.tolist()], np.float32)
        return np.array([len(columns)]), columns, often

    def _known(self, terms: Iterable[str]) -> Iterator[int]:
        places = self._places
        return (places[term] for term in terms if term in places)

    def _finder(self, reading: TextReading, group: int) -> Finder:
        analyze = self._analyzers[group]
        word, character = (chr(SIGNS * group + each + 1) for each in range(SIGNS))
        if reading.form == BOTH:
            within = self._within(character, WITHIN_WORDS)

            def find_both(text: str) -> Iterable[int]:
                lowered = text.lower()
                if has_characters(lowered):
                    return self._known(analyze(text))
                return [*self._known(words_and_pairs(lowered, word)), *within(lowered)]

            return find_both
        if reading.form == CHARACTERS and not reading.is_unspaced:
            within = self._within(character, INSTEAD_OF_WORDS)
            return lambda text: within(text.lower())
        return lambda text: self._known(analyze(text))

    def _within(self, sign: str, lengths: tuple[int, int]) -> Callable[[str], list[int]]:
        remembered: dict[str, list[int]] = {}

        def find(text: str) -> list[int]:
            found: list[int] = []
            for word in text.split():
                known = remembered.get(word)
                if known is None:
                    known = list(self._known(within_words(word, sign, lengths)))
                    if len(remembered) >= MOST_WORDS:
                        remembered.clear()
                    if len(word) <= LONGEST_WORD:
                        remembered[word] = known
                found += known
            return found

        return find
