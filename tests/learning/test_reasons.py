"""What is said of a row adds up to what the model says of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from altui.learning.classifiers.models import FittedModel
from altui.learning.newton.classifier import NewtonLogistic
from altui.learning.reasons import explain_query, nearest, shares
from altui.learning.rounds import Knowledge, Query

RNG = np.random.default_rng(1)
MATRIX = RNG.normal(size=(40, 6)).astype(np.float32)
MATRIX[np.abs(MATRIX) < 0.4] = 0.0


def fitted(classes: int) -> NewtonLogistic:
    return NewtonLogistic().fit(MATRIX, np.arange(40) % classes)


@pytest.mark.parametrize("is_sparse", [False, True])
@given(row=st.integers(0, 39), shown=st.integers(0, 1))
def test_of_two_classes_the_shares_and_the_intercept_are_the_decision(
    is_sparse: bool, row: int, shown: int
) -> None:
    model = fitted(2)
    matrix = sparse.csr_matrix(MATRIX) if is_sparse else MATRIX
    told = shares(matrix, row, model.coef_, shown)
    sign = 1 if shown else -1
    whole = sign * float((model.decision_function(MATRIX[row : row + 1]) - model.intercept_)[0])
    assert sum(share.log_odds for share in told) == pytest.approx(whole, abs=1e-6)


@given(row=st.integers(0, 39), shown=st.integers(0, 2))
def test_of_three_classes_the_shares_tell_the_class_from_the_mean(row: int, shown: int) -> None:
    model = fitted(3)
    told = shares(MATRIX, row, model.coef_, shown)
    values = model.decision_function(MATRIX[row : row + 1])[0] - model.intercept_
    assert sum(s.log_odds for s in told) == pytest.approx(values[shown] - values.mean(), abs=1e-6)


def test_the_loudest_come_first_and_what_is_not_there_says_nothing() -> None:
    row = int(np.flatnonzero((MATRIX == 0).any(axis=1))[0])
    told = shares(MATRIX, row, fitted(2).coef_, 1)
    sizes = [abs(share.log_odds) for share in told]
    assert sizes == sorted(sizes, reverse=True)
    assert {share.column for share in told} == set(np.flatnonzero(MATRIX[row]))
    assert shares(MATRIX, row, fitted(2).coef_, 1, most=2) == told[:2]


@pytest.mark.parametrize("is_sparse", [False, True])
def test_the_nearest_labeled_row_of_each_class_is_found(is_sparse: bool) -> None:
    matrix = sparse.csr_matrix(MATRIX) if is_sparse else MATRIX
    rows, labels = np.arange(5, 25), np.arange(20) % 3
    told = nearest(matrix, 0, rows, labels)
    distances = np.linalg.norm(MATRIX[rows].astype(float) - MATRIX[0], axis=1)
    assert [alike.distance for alike in told] == sorted(alike.distance for alike in told)
    for alike in told:
        of_class = rows[labels == alike.label]
        assert alike.row in of_class
        assert alike.distance == pytest.approx(distances[labels == alike.label].min(), abs=1e-6)
    assert nearest(matrix, 0, rows[:0], labels[:0]) == ()


def test_of_numbers_of_vectors_nothing_is_told() -> None:
    model, labels = fitted(2), np.arange(40) % 2
    rows = np.arange(40)
    knowledge = Knowledge(1, rows, labels, np.ones(40, bool), 0, None)
    query = Query(0, "margin", (0.4, 0.6))

    def told(unexplained: range) -> Query:
        return explain_query(query, MATRIX, FittedModel(model, 2), knowledge, unexplained)

    before = model.coef_.copy()
    some = [share for share in told(range(0)).shares if share.column not in (2, 3)]
    assert list(told(range(2, 4)).shares) == some
    assert np.array_equal(model.coef_, before)
    only_vectors = told(range(6))
    assert not only_vectors.shares and len(only_vectors.alike) == 2
