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
        self._analyzer, self._lengths = "word", (1, 2)
        self._terms: Sequence[str] = ()
        self._weights: NDArray[np.floating[Any]] = np.empty(0, np.float32)

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
            vectorizer = _make_vectorizer(analyzer, lengths, min_df=least)
            try:
                matrix = vectorizer.fit_transform(documents())
            except ValueError as error:
                if "vocabulary" not in str(error) and "no terms" not in str(error):
                    raise
                continue
            self._analyzer, self._lengths = analyzer, lengths
            self._terms = vectorizer.get_feature_names_out().tolist()
            self._weights = vectorizer.idf_
            self.__dict__.pop("_vectorizer", None)
            return matrix
        return csr_matrix(np.empty((rows, 0), np.float32))

    def transform(self, documents: Iterable[str], rows: int) -> Any:
        from scipy.sparse import csr_matrix

        if not self._terms:
            for _ in documents:
                pass
            return csr_matrix(np.empty((rows, 0), np.float32))
        return self._vectorizer.transform(documents)

    def to_json(self) -> dict[str, Any]:
        if not self._terms:
            return {}
        found = {"analyzer": self._analyzer, "lengths": list(self._lengths)}
        return {**found, "terms": list(self._terms), "weights": self._weights.tolist()}

    def restore(self, stored: Mapping[str, Any]) -> None:
        if stored:
            shortest, longest = stored["lengths"]
            self._analyzer, self._lengths = stored["analyzer"], (shortest, longest)
            self._terms = stored["terms"]
            self._weights = np.array(stored["weights"], np.float32)

    def __len__(self) -> int:
        return len(self._terms)

    def term(self, place: int) -> Term:
        # From 1 + log((1 + rows) / (1 + rows with the term)).
        is_common = self._weights[place] < 1 + log(COMMON)
        return Term(self._terms[place], self._analyzer != "word", bool(is_common))

    def group(self, _place: int) -> int:
        return 0

    @cached_property
    def _vectorizer(self) -> Any:
        """Made where texts are counted: it needs scikit-learn."""
        made = _make_vectorizer(self._analyzer, self._lengths, vocabulary=self._terms)
        made.idf_ = self._weights
        return made


def _make_vectorizer(analyzer: str, lengths: tuple[int, int], **more: Any) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(
        analyzer=analyzer,
        ngram_range=lengths,
        sublinear_tf=True,
        dtype=np.float32,
        **more,
    )
