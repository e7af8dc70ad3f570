"""The text columns of the feature matrix: TF-IDF of the terms that the readings of columns name.

A row has the same features as a new text that says the same: a term that has no column counts in
the length of either as one that stands in a single row.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from altui.data.features.allocation import Floats
from altui.data.features.counting.term_lengths import blocks, lengths_to_scale, squares_of_others
from altui.data.features.counting.terms import (
    SIGNS,
    Analyzer,
    Term,
    analyze_all,
    analyzer_of,
    term_of,
)
from altui.data.values.text_reading import BOTH, CHARACTERS, TextReading

SMALL_CORPUS = 1000
COMMON = 3
"""A term is common that stands in more than one row in so many."""

MOST_OF_CHARACTERS = 200_000
"""Terms of characters that are kept, the commonest; words have no such limit."""


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
        signs = _signs(written)
        kept = _kept(frequencies, signs, rows)
        others = squares_of_others(counts, kept, self._parts_of(signs), self._width)
        frequencies, signs = frequencies[kept], signs[kept]
        if len(kept) < len(written):
            counts = counts[:, kept]
        self._common = frequencies * COMMON > rows
        self._weights = (np.log((1 + rows) / (1 + frequencies)) + 1).astype(np.float32)
        self._rarest = log((1 + rows) / 2) + 1
        self._take([str(each) for each in written[kept]], signs)
        return self._weigh(counts, others)

    @property
    def _width(self) -> int:
        return SIGNS * len(self._readings)

    def to_json(self) -> dict[str, Any]:
        found: dict[str, Any] = {"readings": [each.to_json() for each in self._readings]}
        if self._written:
            found |= {"terms": self._written, "weights": self._weights.tolist()}
            found["rarest"] = self._rarest
            found["common"] = np.flatnonzero(self._common).tolist()
        return found

    def restore(self, stored: Mapping[str, Any]) -> None:
        self._readings = [TextReading.from_json(each) for each in stored["readings"]]
        if "terms" in stored:
            written = stored["terms"]
            self._weights = np.array(stored["weights"], np.float32)
            self._rarest = float(stored["rarest"])
            self._common = np.zeros(len(written), bool)
            self._common[stored["common"]] = True
            self._take(written, _signs(written))

    def _take(self, written: list[str], signs: NDArray[np.intp]) -> None:
        self._written = written
        self._places = {term: place for place, term in enumerate(written)}
        self._groups = signs // SIGNS
        self._parts = self._parts_of(signs)

    def _parts_of(self, signs: NDArray[np.intp]) -> NDArray[np.intp]:
        return np.array([*map(self._part, range(self._width))], np.intp)[signs]

    def _part(self, sign: int) -> int:
        """Words and characters are one part of a row where a text has either."""
        return sign if self._readings[sign // SIGNS].form == BOTH else SIGNS * (sign // SIGNS)

    def _count(self, documents: Iterable[Any]) -> tuple[Any, Floats]:
        """The counts of the terms that have a column, and what the others add to the squared length
        of each part of each row."""
        from scipy.sparse import csr_matrix

        analyze, parts = _analyzer(self._readings), [*map(self._part, range(self._width))]
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
        for block, columns, values, places in blocks(counts, self._parts, self._width):
            np.log(values, out=values)
            values += 1
            values *= self._weights[columns]
            squares = others[block] * self._rarest**2
            squares += np.bincount(places, values.astype(np.float64) ** 2, len(squares))
            values *= lengths_to_scale(squares)[places]
        return counts


def _analyzer(readings: Sequence[TextReading]) -> Any:
    analyzers: list[Analyzer] = [analyzer_of(each, place) for place, each in enumerate(readings)]
    return analyzers[0] if len(analyzers) == 1 else analyze_all(analyzers)


def _counter(readings: Sequence[TextReading]) -> Any:
    from sklearn.feature_extraction.text import CountVectorizer

    return CountVectorizer(analyzer=_analyzer(readings), dtype=np.float32)


def _signs(written: Sequence[str]) -> NDArray[np.intp]:
    return np.fromiter((ord(each[0]) - 1 for each in written), np.intp, len(written))


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
