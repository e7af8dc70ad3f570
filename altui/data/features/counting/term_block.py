"""The text columns of the feature matrix: TF-IDF of the terms that the readings of columns name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from altui.data.features.allocation import BLOCK_ROWS, Floats
from altui.data.features.counting.corpus import Corpus
from altui.data.features.counting.counter import Counted, count_terms
from altui.data.features.counting.known_terms import KnownTerms
from altui.data.features.counting.terms import SIGNS, Term, term_of
from altui.data.values.text_reading import BOTH, CHARACTERS, TextReading

SMALL_CORPUS = 1000
COMMON = 3
"""A term is common that stands in more than one row in so many."""

MOST_OF_CHARACTERS = 200_000
"""Terms of characters that are kept, the commonest; words have no such limit."""

SCALE = np.float32(10**0.5)
"""Rows of length 1 are too short for a regularisation of C = 1: this is the same as C = 10."""


class TermBlock:
    """`readings` has one for each text of a document, which is a text or a sequence of them.

    Words and the characters beside them are parts of a row, each scaled to the length SCALE. Where
    there is nothing to count (emoji, single letters), runs of any characters are counted.
    """

    def __init__(self, readings: Sequence[TextReading]) -> None:
        self._readings = list(readings)
        self._written: Sequence[str] = ()

    def fit_transform(
        self,
        documents: Callable[[], Iterable[Any]],
        rows: int,
        on_progress: Callable[[float], None] = lambda _: None,
    ) -> Any:
        """CSR (rows, terms) of float32; `documents` gives the texts anew for each attempt. The
        progress is that of what follows once they are read."""
        from scipy.sparse import csr_matrix

        fallback = [TextReading(CHARACTERS, is_unspaced=False)] * len(self._readings)
        for readings in (self._readings, fallback):
            self._readings = list(readings)
            corpus = Corpus(readings)
            for document in documents():
                corpus.put(document)
            corpus.finish()
            counted = count_terms(corpus, 2 if rows >= SMALL_CORPUS else 1, on_progress)
            if not counted.written:
                counted = count_terms(corpus, 1)
            if counted.written:
                return self._keep(counted, rows)
        return csr_matrix(np.empty((rows, 0), np.float32))

    def transform(self, documents: Iterable[Any], rows: int) -> Any:
        from scipy.sparse import csr_matrix

        if not len(self):
            for _ in documents:
                pass
            return csr_matrix(np.empty((rows, 0), np.float32))
        return self._weigh(self._counter.count(documents))

    def __len__(self) -> int:
        return len(self._written)

    def term(self, place: int) -> Term:
        text, is_characters = term_of(self._written[place])
        return Term(text, is_characters, bool(self._common[place]))

    def group(self, place: int) -> int:
        """Which text of the documents the term is of."""
        return (ord(self._written[place][0]) - 1) // SIGNS

    def _keep(self, counted: Counted, rows: int) -> Any:
        signs = _signs(counted.written)
        kept = _kept(counted.frequencies, signs)
        frequencies, signs = counted.frequencies[kept], signs[kept]
        self._common = frequencies * COMMON > rows
        self._weights = (np.log((1 + rows) / (1 + frequencies)) + 1).astype(np.float32)
        self._written = [counted.written[place] for place in kept.tolist()]
        self.__dict__.pop("_counter", None)
        self._parts = self._parts_of(signs)
        return self._weigh(counted.matrix(kept))

    def to_json(self) -> dict[str, Any]:
        found: dict[str, Any] = {"readings": [each.to_json() for each in self._readings]}
        if len(self):
            found |= {"terms": list(self._written), "weights": self._weights.tolist()}
            found["common"] = np.flatnonzero(self._common).tolist()
        return found

    def restore(self, stored: Mapping[str, Any]) -> None:
        self._readings = [TextReading.from_json(each) for each in stored["readings"]]
        if "terms" in stored:
            self._written = stored["terms"]
            self._weights = np.array(stored["weights"], np.float32)
            self._common = np.zeros(len(self._written), bool)
            self._common[stored["common"]] = True

    @cached_property
    def _counter(self) -> KnownTerms:
        return KnownTerms(self._readings, self._written)

    @cached_property
    def _parts(self) -> NDArray[np.intp]:
        """The part of a row (terms,) that each term is scaled with; only other texts need it."""
        return self._parts_of(_signs(self._written))

    def _parts_of(self, signs: NDArray[np.intp]) -> NDArray[np.intp]:
        parts = [self._part(sign) for sign in range(SIGNS * len(self._readings))]
        return np.array(parts, np.intp)[signs]

    def _part(self, sign: int) -> int:
        """Words and characters are one part of a row where a text has either."""
        return sign if self._readings[sign // SIGNS].form == BOTH else SIGNS * (sign // SIGNS)

    def _weigh(self, counts: Any) -> Any:
        """In place, some rows at a time: a large file's matrix is there once."""
        parts = SIGNS * len(self._readings)
        for first in range(0, counts.shape[0], BLOCK_ROWS):
            ends = counts.indptr[first : first + BLOCK_ROWS + 1]
            columns, values = (each[ends[0] : ends[-1]] for each in (counts.indices, counts.data))
            np.log(values, out=values)
            values += 1
            values *= self._weights[columns]
            places = np.repeat(np.arange(len(ends) - 1) * parts, np.diff(ends))
            places += self._parts[columns]
            values *= _lengths_to_scale(places, values)[places]
        return counts


def _signs(written: Sequence[str]) -> NDArray[np.intp]:
    """Of terms in sorted order: those of one sign stand together."""
    count = ord(written[-1][0]) if written else 0
    starts = [bisect_left(written, chr(sign + 1)) for sign in range(count + 1)]
    return np.repeat(np.arange(count), np.diff(starts))


def _kept(frequencies: NDArray[np.intp], signs: NDArray[np.intp]) -> NDArray[np.intp]:
    """All terms, but of the characters no more than there is room for."""
    kept = np.arange(len(frequencies))
    of_characters = kept[signs % SIGNS == 1]
    if len(of_characters) > MOST_OF_CHARACTERS:
        rarest_last = np.argsort(-frequencies[of_characters], kind="stable")
        kept = np.setdiff1d(kept, of_characters[rarest_last[MOST_OF_CHARACTERS:]])
    return kept


def _lengths_to_scale(places: NDArray[np.intp], values: Floats) -> Floats:
    squares = np.bincount(places, weights=values.astype(np.float64) ** 2)
    found = np.zeros(len(squares), np.float32)
    is_there = squares > 0
    found[is_there] = SCALE / np.sqrt(squares[is_there])
    return found
