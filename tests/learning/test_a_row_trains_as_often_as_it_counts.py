"""A row that stands for six trains as six would: the model is the one of the rows written out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altui.learning.classifiers.models import model_factory
from altui.learning.generation import NEWEST, Generation
from altui.learning.seed_texts import SeedTexts
from altui.learning.training import Training

N, D = 24, 5


def problem(seed: int, classes: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    # Three rows of each: of one row alone bayes would know a variance of rounding errors.
    first = np.repeat(np.arange(classes), 3)
    labels = np.concatenate((first, rng.integers(0, classes, N - len(first))))
    return rng.normal(size=(N, D)).astype(np.float32), labels, rng.integers(1, 7, N)


@pytest.mark.parametrize("model", ["newton", "logistic", "bayes"])
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000), classes=st.integers(2, 4), is_text=st.booleans())
def test_counts_equal_rows_written_out(model: str, seed: int, classes: int, is_text: bool) -> None:
    matrix, labels, counts = problem(seed, classes)
    factory = model_factory(model, seed=0, sparse=False)
    training = Training(factory, matrix, classes, is_text, Generation(NEWEST))
    rows = np.arange(N)
    counted = training.fit(rows, labels, counts).predict_proba(matrix)
    written = training.fit(np.repeat(rows, counts), np.repeat(labels, counts)).predict_proba(matrix)
    # scikit-learn's own solver stops at a tolerance; bayes adds up in float32.
    bound = {"newton": 1e-7, "logistic": 1e-3, "bayes": 1e-4}[model]
    assert np.abs(counted - written).max() < bound


def test_counts_of_one_change_nothing() -> None:
    matrix, labels, _ = problem(0, 3)
    training = Training(model_factory("newton", seed=0, sparse=False), matrix, 3)
    rows, ones = np.arange(N), np.ones(N, int)
    plain = training.fit(rows, labels).predict_proba(matrix)
    assert np.abs(training.fit(rows, labels, ones).predict_proba(matrix) - plain).max() < 1e-12


class Counting:
    """A classifier of one's own that takes no weights of rows."""

    def fit(self, X: Any, y: Any) -> Counting:
        self.rows, self.classes_ = X, np.unique(y)
        return self

    def predict_proba(self, X: Any) -> Any:
        return np.full((len(X), len(self.classes_)), 1 / len(self.classes_))


def test_a_model_without_weights_gets_the_rows_written_out() -> None:
    matrix, labels, counts = problem(1, 2)
    made: Any = Training(Counting, matrix, 2).fit(np.arange(N), labels, counts).classifier
    assert np.array_equal(made.rows, np.repeat(matrix, counts, axis=0))


def test_words_of_classes_stand_beside_counted_rows() -> None:
    from scipy.sparse import csr_matrix

    matrix, labels, counts = problem(2, 2)
    seeds = SeedTexts(csr_matrix(np.eye(D, dtype=np.float32)[:2]), np.array([0, 1]))
    _, known, weights = seeds.put_before(csr_matrix(matrix[:2]), labels[:2], None, counts[:2])
    assert weights is not None
    assert weights[-2:].tolist() == counts[:2].tolist()
    assert known[-2:].tolist() == labels[:2].tolist()
