"""New texts are counted by the terms of a model, to the bits that scikit-learn makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

from altui.data.features.counting import known_terms
from altui.data.features.counting.known_terms import KnownTerms
from altui.data.features.counting.terms import analyze_all, analyzer_of
from altui.data.values.text_reading import TextReading
from tests.data.features.test_a_corpus_is_counted_as_term_by_term import (
    READINGS,
    TEXTS,
    assert_same,
    one_by_one,
)


def by_vocabulary(readings: Sequence[TextReading], terms: list[str], new: Sequence[Any]) -> Any:
    analyzers = [analyzer_of(each, place) for place, each in enumerate(readings)]
    analyze: Any = analyzers[0] if len(analyzers) == 1 else analyze_all(analyzers)
    counter = CountVectorizer(analyzer=analyze, vocabulary=terms, dtype=np.float32)
    return counter.transform(new)


@given(st.lists(TEXTS, min_size=1, max_size=8), TEXTS, st.sampled_from(READINGS))
def test_any_texts_in_any_reading(texts: list[str], learned: str, reading: TextReading) -> None:
    _, terms = one_by_one([reading], [f"{learned} some words of ours"])
    found = KnownTerms([reading], terms).count(texts)
    assert_same((found, []), (by_vocabulary([reading], terms, texts), []))


@pytest.mark.parametrize("bound", ["AT_ONCE", "LONGEST", "MOST_WORDS", "LONGEST_WORD"])
def test_several_columns_in_pieces_of_any_size(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_terms, bound, 7)
    words = [f"word{number % 13} of {number % 5}" for number in range(60)]
    documents = list(zip(words, reversed([*words[:-1], ""]), strict=True))
    readings = [READINGS[-2], READINGS[2]]
    _, terms = one_by_one(readings, documents[:20])
    found = KnownTerms(readings, terms).count(documents)
    assert_same((found, []), (by_vocabulary(readings, terms, documents), []))
