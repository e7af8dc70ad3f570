"""The quick way to predicted classes names the class that the probabilities name, for any model."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from altui.errors import ModelError
from altui.learning.classifiers.models import FittedModel
from altui.learning.newton.classifier import NewtonLogistic
from altui.learning.selection.predicted_classes import PredictedClasses


def model(coefficients: np.ndarray, intercept: float, classes: tuple[int, int]) -> FittedModel:
    made = NewtonLogistic()
    made.classes_ = np.array(classes)
    made.coef_, made.intercept_ = coefficients[None], np.array([intercept])
    return FittedModel(made, n_classes=3)


@pytest.mark.filterwarnings("ignore:overflow")
@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 1000),
    width=st.integers(1, 40),
    size=st.sampled_from([0.0, 1e-20, 1e-3, 1.0, 1e4, 1e30]),
    intercept=st.sampled_from([0.0, 1e-17, -1e-17, 0.5, -3.0]),
    classes=st.sampled_from([(0, 1), (0, 2), (1, 2)]),
)
def test_the_class_is_that_of_the_highest_probability(
    seed: int, width: int, size: float, intercept: float, classes: tuple[int, int]
) -> None:
    rng = np.random.default_rng(seed)
    matrix = rng.standard_normal((50, width)).astype(np.float32)
    weights = size * rng.standard_normal(width)
    # Rows on the boundary and beside it, and one of nothing.
    if size:
        length = (weights / size) @ (weights / size)
        shares = (matrix @ (weights / size) + intercept / size) / length
        matrix[:20] -= np.outer(shares[:20], weights / size).astype(np.float32)
    matrix[20] = 0.0
    made = model(weights, intercept, classes)
    expected = made.predict_proba(matrix).argmax(axis=1)
    assert PredictedClasses(matrix).of(made).tolist() == expected.tolist()
    words = csr_matrix(matrix)
    assert PredictedClasses(words).of(made).tolist() == expected.tolist()


def test_a_value_that_is_no_number_is_an_error_as_before() -> None:
    matrix = np.ones((3, 2), np.float32)
    matrix[1, 1] = np.nan
    with pytest.raises(ModelError, match="not numbers"):
        PredictedClasses(matrix).of(model(np.ones(2), 0.0, (0, 1)))


def test_rows_of_words_are_predicted_by_their_probabilities() -> None:
    matrix = csr_matrix(np.eye(3, dtype=np.float32))
    made = model(np.array([1.0, -1.0, 0.0]), 0.0, (0, 2))
    assert PredictedClasses(matrix).of(made).tolist() == [2, 0, 0]
