"""The text columns of the feature matrix: TF-IDF of the terms that the readings of columns name.

A row has the same features as a new text that says the same: a term that has no column counts in
the length of either as one that stands in a single row.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from altui.data.features.allocation import BLOCK_ROWS, Floats
from altui.data.features.terms import SIGNS, Analyzer, Term, analyze_all, analyzer_of, term_of
from altui.data.values.text_reading import BOTH, CHARACTERS, TextReading

SMALL_CORPUS = 1000
COMMON = 3
"""A term is common that stands in more than one row in so many."""

MOST_OF_CHARACTERS = 200_000
"""Terms of characters that are kept, the commonest; words have no such limit."""

SCALE = np.float32(20**0.5)
"""Rows of length 1 are too short for a regularisation of C = 1: this is the same as C = 20. What
stands in one row only is a part of the length, so C = 10 is less here than without it."""


class TermBlock:
    """`readings` has one for each text of a document, which is a text or a sequence of them.

    Words and the characters beside them are parts of a row, each scaled to the length SCALE with
    all of its terms. Where there is nothing to count (emoji, single letters), runs of any
    characters are counted.
    """

    def __init__(self, readings: Sequence[TextReading]) -> None:
        self._readings = list(readings)
        self._written: list[str] = []
        self._places: dict[str, int] = {}

    def fit_transform(self, documents: Callable[[], Iterable[Any]], rows: int) -> Any:
        """CSR (rows, terms) of float32; `documents` gives the texts anew for each attempt."""
        from scipy.sparse import csr_matrix

        fallback = [TextReading(CHARACTERS, is_unspaced=False)] * len(self._readings)
        for readings in (self._readings, fallback):
            self._readings = list(readings)
            counter = _counter(readings)
            try:
                counts = counter.fit_transform(documents())
            except ValueError as error:
                if "vocabulary" not in str(error):
                    raise
                continue
            return self._keep(counter, counts, rows)
        return csr_matrix(np.empty((rows, 0), np.float32))

    def transform(self, documents: Iterable[Any], rows: int) -> Any:
        from scipy.sparse import csr_matrix

        if not self._places:
            for _ in documents:
                pass
            return csr_matrix(np.empty((rows, 0), np.float32))
        return self._weigh(*self._count(documents))

    def __len__(self) -> int:
        return len(self._written)

    def term(self, place: int) -> Term:
        text, is_characters = term_of(self._written[place])
        return Term(text, is_characters, bool(self._common[place]))

    def group(self, place: int) -> int:
        """Which text of the documents the term is of."""
        return int(self._groups[place])

    def _keep(self, counter: Any, counts: Any, rows: int) -> Any:
        frequencies = np.bincount(counts.indices, minlength=counts.shape[1])
        written = counter.get_feature_names_out()
        signs = np.fromiter((ord(each[0]) - 1 for each in written), np.intp, len(written))
        kept = _kept(frequencies, signs, rows)
        parts = np.array([self._part(sign) for sign in range(self._signs)], np.intp)
        others = _squares_of_others(counts, kept, parts[signs], self._signs)
        frequencies, signs = frequencies[kept], signs[kept]
        if len(kept) < len(written):
            counts = counts[:, kept]
        self._written = [str(each) for each in written[kept]]
        self._places = {term: place for place, term in enumerate(self._written)}
        self._groups = signs // SIGNS
        self._common = frequencies * COMMON > rows
        self._parts = parts[signs]
        self._weights = (np.log((1 + rows) / (1 + frequencies)) + 1).astype(np.float32)
        self._rarest = log((1 + rows) / 2) + 1
        return self._weigh(counts, others)

    @property
    def _signs(self) -> int:
        return SIGNS * len(self._readings)

    def _part(self, sign: int) -> int:
        """Words and characters are one part of a row where a text has either."""
        return sign if self._readings[sign // SIGNS].form == BOTH else SIGNS * (sign // SIGNS)

    def _count(self, documents: Iterable[Any]) -> tuple[Any, Floats]:
        """The counts of the terms that have a column, and what the others add to the squared length
        of each part of each row."""
        from scipy.sparse import csr_matrix

        analyze, parts = _analyzer(self._readings), [*map(self._part, range(self._signs))]
        columns, times, ends, others = array("i"), array("f"), array("q", [0]), array("d")
        for document in documents:
            squares = [0.0] * len(parts)
            for term, count in Counter(analyze(document)).items():
                if (place := self._places.get(term)) is None:
                    squares[parts[ord(term[0]) - 1]] += (1 + log(count)) ** 2
                else:
                    columns.append(place)
                    times.append(count)
            ends.append(len(columns))
            others.extend(squares)
        shape = (len(ends) - 1, len(self._written))
        counts = csr_matrix((np.array(times), np.array(columns), np.array(ends)), shape)
        counts.sort_indices()
        return counts, np.array(others)

    def _weigh(self, counts: Any, others: Floats) -> Any:
        """In place: a large file's matrix is there once."""
        for block, columns, values, places in _blocks(counts, self._parts, self._signs):
            np.log(values, out=values)
            values += 1
            values *= self._weights[columns]
            squares = others[block] * self._rarest**2
            squares += np.bincount(places, values.astype(np.float64) ** 2, len(squares))
            values *= _lengths_to_scale(squares)[places]
        return counts


def _analyzer(readings: Sequence[TextReading]) -> Any:
    analyzers: list[Analyzer] = [analyzer_of(each, place) for place, each in enumerate(readings)]
    return analyzers[0] if len(analyzers) == 1 else analyze_all(analyzers)


def _counter(readings: Sequence[TextReading]) -> Any:
    from sklearn.feature_extraction.text import CountVectorizer

    return CountVectorizer(analyzer=_analyzer(readings), dtype=np.float32)


def _kept(frequencies: NDArray[Any], signs: NDArray[np.intp], rows: int) -> NDArray[np.intp]:
    """The terms of more than one row, where there are many rows and such terms."""
    kept = np.flatnonzero(frequencies > (rows >= SMALL_CORPUS))
    if not len(kept):
        kept = np.arange(len(frequencies))
    of_characters = kept[signs[kept] % SIGNS == 1]
    if len(of_characters) > MOST_OF_CHARACTERS:
        rarest_last = np.argsort(-frequencies[of_characters], kind="stable")
        kept = np.setdiff1d(kept, of_characters[rarest_last[MOST_OF_CHARACTERS:]])
    return kept


def _squares_of_others(
    counts: Any, kept: NDArray[np.intp], parts: NDArray[np.intp], width: int
) -> Floats:
    """What the terms that get no column add to the squared length of each part of each row, before
    their weight."""
    is_other = np.ones(counts.shape[1], bool)
    is_other[kept] = False
    found = np.zeros(counts.shape[0] * width)
    for block, columns, values, places in _blocks(counts, parts, width):
        others = np.flatnonzero(is_other[columns])
        squares = (np.log(values[others].astype(np.float64)) + 1) ** 2
        found[block] = np.bincount(places[others], squares, len(found[block]))
    return found


def _blocks(
    counts: Any, parts: NDArray[np.intp], width: int
) -> Iterator[tuple[slice, NDArray[np.intp], Floats, NDArray[np.intp]]]:
    """Some rows at a time: which parts of rows they are, the columns and the values that are there,
    and the part that each value is of."""
    for first in range(0, counts.shape[0], BLOCK_ROWS):
        ends = counts.indptr[first : first + BLOCK_ROWS + 1]
        columns, values = (each[ends[0] : ends[-1]] for each in (counts.indices, counts.data))
        places = np.repeat(np.arange(len(ends) - 1) * width, np.diff(ends)) + parts[columns]
        yield slice(first * width, (first + len(ends) - 1) * width), columns, values, places


def _lengths_to_scale(squares: Floats) -> Floats:
    found = np.zeros(len(squares), np.float32)
    is_there = squares > 0
    found[is_there] = SCALE / np.sqrt(squares[is_there])
    return found
