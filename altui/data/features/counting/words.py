"""The text columns of sessions begun before a column of texts had a reading: words and pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from altui.data.features.counting.term_block import COMMON, SMALL_CORPUS
from altui.data.features.counting.terms import Term


class WordBlock:
    """TF-IDF of words and pairs of words; of short runs of characters where there are no words
    (emoji, single letters).
    """

    def __init__(self) -> None:
        self._vectorizer: Any = None
        self._prefix = "word"

    def fit_transform(
        self,
        documents: Callable[[], Iterable[str]],
        rows: int,
        on_progress: Callable[[float], None] = lambda _: None,  # noqa: ARG002
    ) -> Any:
        """CSR (rows, terms) of float32; `documents` gives the texts anew for each attempt."""
        from scipy.sparse import csr_matrix

        rare = 1 if rows < SMALL_CORPUS else 2
        pairs, runs = ("word", (1, 2)), ("char_wb", (1, 3))
        for least, (analyzer, lengths) in ((rare, pairs), (1, pairs), (1, runs)):
            vectorizer = _vectorizer(analyzer, lengths, min_df=least)
            try:
                matrix = vectorizer.fit_transform(documents())
            except ValueError as error:
                if "vocabulary" not in str(error) and "no terms" not in str(error):
                    raise
                continue
            self._take(vectorizer)
            return matrix
        return csr_matrix(np.empty((rows, 0), np.float32))

    def transform(self, documents: Iterable[str], rows: int) -> Any:
        from scipy.sparse import csr_matrix

        if self._vectorizer is None:
            for _ in documents:
                pass
            return csr_matrix(np.empty((rows, 0), np.float32))
        return self._vectorizer.transform(documents)

    def to_json(self) -> dict[str, Any]:
        made = self._vectorizer
        if made is None:
            return {}
        found = {"analyzer": made.analyzer, "lengths": list(made.ngram_range)}
        return {**found, "terms": self._terms.tolist(), "weights": made.idf_.tolist()}

    def restore(self, stored: Mapping[str, Any]) -> None:
        if stored:
            made = _vectorizer(stored["analyzer"], stored["lengths"], vocabulary=stored["terms"])
            made.idf_ = np.array(stored["weights"], np.float32)
            self._take(made)

    def _take(self, vectorizer: Any) -> None:
        self._vectorizer = vectorizer
        self._prefix = "word" if vectorizer.analyzer == "word" else "characters"

    def __len__(self) -> int:
        return 0 if self._vectorizer is None else len(self._vectorizer.vocabulary_)

    def term(self, place: int) -> Term:
        # From 1 + log((1 + rows) / (1 + rows with the term)).
        is_common = self._vectorizer.idf_[place] < 1 + log(COMMON)
        return Term(str(self._terms[place]), self._prefix != "word", bool(is_common))

    def group(self, _place: int) -> int:
        return 0

    @cached_property
    def _terms(self) -> NDArray[Any]:
        found: NDArray[Any] = self._vectorizer.get_feature_names_out()
        return found


def _vectorizer(analyzer: str, lengths: Sequence[int], **more: Any) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    shortest, longest = lengths
    return TfidfVectorizer(
        analyzer=analyzer,
        ngram_range=(shortest, longest),
        sublinear_tf=True,
        dtype=np.float32,
        **more,
    )
