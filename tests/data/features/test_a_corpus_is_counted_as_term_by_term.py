"""A whole corpus is counted at once, to the bits that scikit-learn makes of its terms."""

from __future__ import annotations

import tracemalloc
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

from altui.data.features.counting import corpus as corpora
from altui.data.features.counting import counter, kinds, numbered
from altui.data.features.counting.corpus import Corpus
from altui.data.features.counting.counter import count_terms
from altui.data.features.counting.terms import analyze_all, analyzer_of
from altui.data.values.text_reading import FORMS, WORDS, TextReading

PIECES = (
    *("a", "b", "Ab", "ΑΣ", "İ", "ß", "é", "e\u0301", "_", "7", "42", " ", " ", " ", "\n", "\x00"),
    *("\x01", "\x1c", "\u3000", "-", ".", "日", "本語", "ก", "ก\u0e31", "\u0e31", "ह\u093f", "न"),
    *("😀", "\ufe0f", "\u200b", "ー", "\U00020001", "parcel", "late"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
READINGS = [TextReading(form, unspaced) for form in FORMS for unspaced in (False, True)]


def one_by_one(readings: Sequence[TextReading], documents: Sequence[Any]) -> tuple[Any, list[str]]:
    """As sessions have counted from the start."""
    analyzers = [analyzer_of(each, place) for place, each in enumerate(readings)]
    analyze: Any = analyzers[0] if len(analyzers) == 1 else analyze_all(analyzers)
    made = CountVectorizer(analyzer=analyze, dtype=np.float32)
    counts = made.fit_transform(documents)
    return counts, list(made.get_feature_names_out())


def at_once(
    readings: Sequence[TextReading], documents: Sequence[Any], least: int = 1
) -> tuple[Any, list[str]]:
    corpus = Corpus(readings)
    for document in documents:
        corpus.put(document)
    corpus.finish()
    counted = count_terms(corpus, least)
    counts = counted.matrix(np.arange(len(counted.written)))
    assert counted.frequencies.tolist() == np.bincount(counts.indices).tolist()
    return counts, counted.written


def assert_same(found: tuple[Any, list[str]], expected: tuple[Any, list[str]]) -> None:
    assert found[1] == expected[1]
    for name in ("indptr", "indices", "data"):
        one, other = getattr(found[0], name), getattr(expected[0], name)
        assert one.dtype == other.dtype and one.tobytes() == other.tobytes(), name


def test_as_many_words_as_32_bits_cannot_pair() -> None:
    words = [f"w{n}" for n in range(50_000)]
    documents = [f"{word} {words[n - 1]}" for n, word in enumerate(words)]
    reading = [TextReading(WORDS)]
    assert_same(at_once(reading, documents), one_by_one(reading, documents))


@given(st.lists(TEXTS, min_size=1, max_size=8), st.sampled_from(READINGS))
def test_any_texts_in_any_reading(texts: list[str], reading: TextReading) -> None:
    documents = [*texts, "some words of ours"]
    assert_same(at_once([reading], documents), one_by_one([reading], documents))


@given(st.lists(TEXTS, min_size=1, max_size=8), st.sampled_from(READINGS))
def test_any_long_texts_word_by_word(texts: list[str], reading: TextReading) -> None:
    documents = [*texts, "some words of ours"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corpora, "LONG", 4)
        patch.setattr(numbered, "AT_ONCE", 3)
        found = at_once([reading], documents)
    assert_same(found, one_by_one([reading], documents))


def test_the_words_of_a_long_text_are_not_all_there_at_once() -> None:
    text = "word " * (1 << 19)
    tracemalloc.start()
    corpus = Corpus([TextReading(WORDS)])
    corpus.put(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # Its copies in small letters, some 100,000 words that wait, and 4 bytes for each of all: all
    # words as strings take more than 60 bytes each.
    assert peak < 30 * (1 << 19)


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=6), st.permutations(READINGS))
def test_several_columns(texts: list[tuple[str, str]], readings: list[TextReading]) -> None:
    documents = [("first words", "of ours"), *texts]
    assert_same(at_once(readings[:2], documents), one_by_one(readings[:2], documents))


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("most_bits", [0, 63])
@pytest.mark.parametrize("pairs_at_once", [4, 1000])
@pytest.mark.parametrize("longest", [0, 12])
def test_in_small_pieces(
    monkeypatch: pytest.MonkeyPatch,
    reading: TextReading,
    most_bits: int,
    pairs_at_once: int,
    longest: int,
) -> None:
    """What is sorted and numbered at once is bounded, and plays no part."""
    monkeypatch.setattr(kinds, "MOST_BITS", most_bits)
    monkeypatch.setattr(counter, "AT_ONCE", 3)
    monkeypatch.setattr(numbered, "AT_ONCE", 2)
    monkeypatch.setattr(kinds, "PAIRS_AT_ONCE", pairs_at_once)
    monkeypatch.setattr(kinds, "COMPARED_AT_ONCE", 2)
    monkeypatch.setattr(corpora, "LONG", longest)
    documents = [
        "",
        "it came late, it came",
        "日本語 日本 came",
        "",
        "late it came late it",
        "日本語",
    ]
    assert_same(at_once([reading], documents), one_by_one([reading], documents))


def test_what_stands_in_one_text_alone_may_be_left_out() -> None:
    documents = ["late it came", "it came it came broken parts broken parts", "came late"]
    counts, written = at_once([TextReading()], documents, least=2)
    assert written == ["\x01came", "\x01it", "\x01it came", "\x01late"]
    assert counts.toarray().tolist() == [[1, 1, 1, 1], [2, 2, 2, 0], [1, 0, 0, 1]]
