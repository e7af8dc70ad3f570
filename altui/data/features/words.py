"""The text columns of the feature matrix: weights of words and word pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from altui.data.strings import Lazy

SMALL_CORPUS = 1000


class WordBlock:
    """TF-IDF of words and pairs of words; of short runs of characters where there are no words
    (emoji, single letters).
    """

    def __init__(self) -> None:
        self._vectorizer: Any = None
        self._prefix = "word"

    def fit_transform(self, documents: Callable[[], Iterable[str]], rows: int) -> Any:
        """CSR (rows, terms) of float32; `documents` gives the texts anew for each attempt."""
        from scipy.sparse import csr_matrix
        from sklearn.feature_extraction.text import TfidfVectorizer

        rare = 1 if rows < SMALL_CORPUS else 2
        pairs, runs = ("word", (1, 2)), ("char_wb", (1, 3))
        for least, (analyzer, lengths) in ((rare, pairs), (1, pairs), (1, runs)):
            vectorizer = TfidfVectorizer(
                analyzer=analyzer,
                ngram_range=lengths,
                sublinear_tf=True,
                min_df=least,
                dtype=np.float32,
            )
            try:
                matrix = vectorizer.fit_transform(documents())
            except ValueError as error:
                if "vocabulary" not in str(error) and "no terms" not in str(error):
                    raise
                continue
            self._vectorizer = vectorizer
            self._prefix = "word" if analyzer == "word" else "characters"
            return matrix
        return csr_matrix(np.empty((rows, 0), np.float32))

    def transform(self, documents: Iterable[str], rows: int) -> Any:
        from scipy.sparse import csr_matrix

        if self._vectorizer is None:
            for _ in documents:
                pass
            return csr_matrix(np.empty((rows, 0), np.float32))
        return self._vectorizer.transform(documents)

    def names(self) -> Sequence[str]:
        if self._vectorizer is None:
            return []
        terms = self._vectorizer.get_feature_names_out()
        return Lazy(len(terms), lambda place: f"{self._prefix}: {terms[place]}")
