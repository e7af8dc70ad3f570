"""The words for classes as rows of the feature matrix, and those that it has no column for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from altui.display.scripts import WORD, has_characters


class Term(Protocol):
    @property
    def is_characters(self) -> bool: ...


class Encoder(Protocol):
    """Of the features of a table, what words need."""

    @property
    def counts_words(self) -> bool: ...

    def transform_texts(self, texts: Sequence[str]) -> Any: ...

    def term(self, column: int) -> Term | None: ...


def build_seeds(
    seed_words: Mapping[str, str], classes: Sequence[str], encoder: Encoder
) -> tuple[tuple[Any, NDArray[np.intp]] | None, list[str]]:
    """The words of each class as one text: their matrix (CSR) and the class index of each; None
    where no row has any of them. And a sentence for each class with words that are not learned
    from."""
    texts: list[str] = []
    places: list[int] = []
    notes: list[str] = []
    for name, text in seed_words.items():
        words = _find_words(text, encoder)
        unknown = [word for word, is_known in words.items() if not is_known]
        if unknown:
            told = ", ".join(f"'{word}'" for word in unknown)
            notes.append(f"In too few rows to learn from, of the words for '{name}': {told}")
        if not words or len(unknown) < len(words):
            texts.append(text)
            places.append(classes.index(name))
    if not texts:
        return None, notes
    matrix = encoder.transform_texts(texts)
    found = np.flatnonzero(np.diff(matrix.indptr))
    return ((matrix[found], np.array(places, np.intp)[found]) if len(found) else None), notes


def _find_words(text: str, encoder: Encoder) -> dict[str, bool]:
    """The words of a text in their order, and whether a column of the matrix is for each."""
    words = list(dict.fromkeys(WORD.findall(text.lower())))
    if not words:
        return {}
    matrix = encoder.transform_texts(words)
    return {word: _is_known(word, matrix[place], encoder) for place, word in enumerate(words)}


def _is_known(word: str, row: Any, encoder: Encoder) -> bool:
    """Whether its `row` has the word itself; its characters do where no words are counted."""
    terms = [term for term in map(encoder.term, row.indices.tolist()) if term is not None]
    is_split = has_characters(word) or not encoder.counts_words
    return any(is_split or not term.is_characters for term in terms)
