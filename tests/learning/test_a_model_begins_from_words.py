"""Texts that a person gives for classes stand for labeled rows until there are enough of these."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from sklearn.ensemble import RandomForestClassifier
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MaxAbsScaler

from altui.learning.classifiers.models import model_factory
from altui.learning.classifiers.row_weights import takes_weights
from altui.learning.generation import NEWEST, Generation
from altui.learning.learner import Learner
from altui.learning.rounds import Knowledge
from altui.learning.seed_texts import FADES_OVER
from altui.learning.strategies import ALIKE, MOST_LIKELY, TYPICAL

N, WORDS = 120, 30


def pool(classes: int, seed: int = 0) -> tuple[csr_matrix, np.ndarray]:
    """Rows whose class is told by two words of their own."""
    rng = np.random.default_rng(seed)
    labels = rng.permutation(np.arange(N) % classes)
    rows = (rng.random((N, WORDS)) < 0.2) * rng.random((N, WORDS))
    rows[:, : 2 * classes] *= 0.3
    rows[np.arange(N), 2 * labels + rng.integers(0, 2, N)] = 1.5
    return csr_matrix(rows.astype(np.float32)), labels


def words(*classes: int) -> tuple[csr_matrix, np.ndarray]:
    texts = np.zeros((len(classes), WORDS), np.float32)
    for place, k in enumerate(classes):
        texts[place, 2 * k : 2 * k + 2] = 2.0
    return csr_matrix(texts), np.array(classes)


def learner(
    matrix: csr_matrix, classes: int, seeds: Any = None, model: str = "newton", **more: Any
) -> Learner:
    return Learner(
        matrix,
        np.ones(N, bool),
        classes,
        model=model_factory(model, seed=0, sparse=True),
        seeds=seeds,
        classes=tuple("abcdefgh"[:classes]),
        is_text=True,
        generation=Generation(NEWEST),
        **{"strategy": "margin", **more},
    )


def known(labels: np.ndarray, rows: Any) -> Knowledge:
    rows = np.array(rows, int)
    available = np.ones(N, bool)
    available[rows] = False
    return Knowledge(len(rows), rows, labels[rows], available, len(rows))


@pytest.mark.parametrize("model", ["newton", "logistic", "forest", "bayes"])
def test_words_for_two_classes_make_a_model_before_the_first_label(model: str) -> None:
    matrix, labels = pool(3)
    made = learner(matrix, 3, words(0, 2), model)
    found = made.round(known(labels, []))
    assert found.query is not None and found.query.probabilities is not None
    assert found.query.probabilities[1] == 0 and found.words == 2
    fitted = made.fit(known(labels, []))
    assert fitted is not None
    told = labels != 1
    assert (fitted.predict_proba(matrix).argmax(1) == labels)[told].mean() > 0.8
    assert learner(matrix, 3, None, model).fit(known(labels, [])) is None


def test_they_are_counted_nowhere() -> None:
    matrix, labels = pool(2)
    found = learner(matrix, 2, words(0, 1)).round(known(labels, [3, 4, 5]))
    counts = np.bincount(labels[[3, 4, 5]], minlength=2)
    assert (found.labeled, found.per_class) == (3, tuple(counts.tolist()))
    assert found.remaining == N - 3


@given(st.integers(0, 40), st.sampled_from(["newton", "logistic", "forest"]))
@settings(max_examples=15, deadline=None)
def test_from_ten_labels_of_each_class_on_nothing_is_left_of_them(seed: int, model: str) -> None:
    matrix, labels = pool(3, seed)
    order = np.random.default_rng(seed).permutation(N)
    rows = np.concatenate([order[labels[order] == k][:FADES_OVER] for k in range(3)])
    knowledge = known(labels, rows)
    begun = learner(matrix, 3, words(0, 1, 2), model).round(knowledge)
    assert begun.words == 0
    assert replace(begun, words=None) == learner(matrix, 3, None, model).round(knowledge)


@given(st.integers(0, 10**6), st.integers(0, 25))
@settings(max_examples=20, deadline=None)
def test_newton_and_logistic_make_the_same_of_them(seed: int, count: int) -> None:
    matrix, labels = pool(4, seed)
    rows = np.random.default_rng(seed).permutation(N)[:count]
    made = [learner(matrix, 4, words(0, 1, 3), name) for name in ("newton", "logistic")]
    one, other = (each.fit(known(labels, rows)) for each in made)
    assert one is not None and other is not None
    assert np.abs(one.predict_proba(matrix) - other.predict_proba(matrix)).max() < 2e-3


def test_a_round_is_the_same_however_one_got_there() -> None:
    matrix, labels = pool(3)
    walked = learner(matrix, 3, words(0, 1))
    for count in (0, 1, 4, 9, 30, 5):
        found = walked.round(known(labels, range(count)))
        fresh = learner(matrix, 3, words(0, 1)).round(known(labels, range(count)))
        assert found.query is not None and fresh.query is not None
        assert found.query.row == fresh.query.row
        assert found.query.probabilities == pytest.approx(fresh.query.probabilities, abs=1e-9)


def test_a_class_that_is_sought_begins_with_the_rows_most_like_its_words() -> None:
    matrix, labels = pool(2)
    made = learner(matrix, 2, words(1), wanted=1)
    first = made.round(known(labels, [])).query
    assert first is not None and first.strategy == ALIKE and first.probabilities is None
    likeness = np.asarray(matrix[:, 2:4].sum(axis=1)).ravel()
    assert likeness[first.row] == likeness.max()
    other = int(np.flatnonzero(labels == 0)[0])
    then = made.round(known(labels, [other])).query
    assert then is not None and then.strategy == MOST_LIKELY and labels[then.row] == 1
    # A strategy that collects a class does the same.
    query = learner(matrix, 2, words(1), strategy="most-likely:b").round(known(labels, [])).query
    assert query is not None and (query.row, query.strategy) == (first.row, ALIKE)


def test_with_words_for_one_class_a_model_that_is_to_be_good_begins_with_typical_rows() -> None:
    matrix, labels = pool(2)
    found = learner(matrix, 2, words(1)).round(known(labels, []))
    assert found.query is not None and found.query.strategy == TYPICAL


class Unweighted:
    """A model of someone's own, whose `fit` takes no weights."""

    def fit(self, X: Any, y: Any) -> Unweighted:
        self.classes_ = np.unique(y)
        self.rows_ = X.shape[0]
        return self

    def predict_proba(self, X: Any) -> Any:
        return np.full((X.shape[0], len(self.classes_)), 1 / len(self.classes_))


def test_a_model_without_weights_begins_from_no_words() -> None:
    matrix, labels = pool(2)
    made = learner(matrix, 2)
    made = Learner(matrix, made.pool, 2, model=Unweighted, strategy="margin", seeds=words(0, 1))
    assert made.seeds is None and made.fit(known(labels, [])) is None
    two = np.concatenate([np.flatnonzero(labels == k)[:1] for k in (0, 1)])
    fitted: Any = made.fit(known(labels, two))
    assert fitted.classifier.rows_ == 2


def test_a_pipeline_takes_the_weights_of_its_last_step() -> None:
    assert takes_weights(lambda: make_pipeline(MaxAbsScaler(), ComplementNB()))
    assert takes_weights(RandomForestClassifier)
    assert not takes_weights(lambda: make_pipeline(MaxAbsScaler(), Unweighted()))
