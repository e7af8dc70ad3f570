"""NewtonClassifier is a classifier like any other of scikit-learn, with the same optimum."""

from __future__ import annotations

import pickle
import warnings
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy import sparse
from sklearn.base import clone
from sklearn.exceptions import SkipTestWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.utils.estimator_checks import estimator_checks_generator

import altui

RNG = np.random.default_rng(3)
X = RNG.normal(size=(150, 6))
Y = np.array(["no", "perhaps", "yes"])[(X[:, 0] + X[:, 1] ** 2 + RNG.normal(size=150) > 0.5) * 1]
Y[X[:, 2] > 1] = "yes"


def drawn() -> np.random.Generator:
    """One of each test's own: the same numbers, whatever ran before."""
    return np.random.default_rng(4)


CHECKS = [
    pytest.param(estimator, check, id=f"{check.func.__name__} {number}")
    for number, (estimator, check) in enumerate(
        estimator_checks_generator(altui.NewtonClassifier())
    )
]


@pytest.mark.parametrize(("estimator", "check"), CHECKS)
def test_every_check_of_scikit_learn_is_passed(estimator: Any, check: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SkipTestWarning)
        check(estimator)


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("weight", [None, "balanced", {"yes": 3.0}])
def test_the_optimum_is_that_of_logistic_regression(classes: int, weight: Any) -> None:
    rows = np.isin(Y, ["no", "yes"]) if classes == 2 else np.ones(len(Y), bool)
    # How a weight of rows changes the balance of classes differs between versions.
    known = None if weight == "balanced" else drawn().uniform(0.5, 2, rows.sum())
    slow = LogisticRegression(C=0.5, class_weight=weight, tol=1e-10, max_iter=10_000)
    slow.fit(X[rows], Y[rows], known)
    quick = altui.NewtonClassifier(C=0.5, class_weight=weight).fit(X[rows], Y[rows], known)
    assert_array_equal(quick.classes_, slow.classes_)
    assert_allclose(quick.coef_, slow.coef_, atol=1e-5)
    assert_allclose(quick.predict_proba(X), slow.predict_proba(X), atol=1e-5)
    assert_array_equal(quick.predict(X), slow.predict(X))


def test_sparse_rows_give_the_same_model() -> None:
    dense = altui.NewtonClassifier().fit(X, Y)
    for rows in (sparse.csr_array(X), sparse.csc_matrix(X)):
        thin = altui.NewtonClassifier().fit(rows, Y)
        assert_allclose(thin.coef_, dense.coef_, atol=1e-9)
        assert_allclose(thin.predict_proba(rows), dense.predict_proba(X), atol=1e-9)


@pytest.mark.parametrize("weight", [None, "balanced", {"yes": 3.0}])
def test_a_row_that_counts_twice_is_as_two_rows(weight: Any) -> None:
    times = drawn().integers(0, 3, len(Y))
    once = altui.NewtonClassifier(class_weight=weight).fit(X, Y, times)
    repeated = altui.NewtonClassifier(class_weight=weight).fit(X.repeat(times, 0), Y.repeat(times))
    assert_allclose(once.coef_, repeated.coef_, atol=1e-7)


def test_a_warm_start_ends_where_a_cold_one_does() -> None:
    warm = altui.NewtonClassifier(warm_start=True).fit(X[:100], Y[:100]).fit(X, Y)
    assert_allclose(warm.coef_, altui.NewtonClassifier().fit(X, Y).coef_, atol=1e-7)


def test_a_kept_model_holds_none_of_its_rows() -> None:
    small = len(pickle.dumps(altui.NewtonClassifier().fit(X[:50], Y[:50])))
    assert len(pickle.dumps(altui.NewtonClassifier().fit(X, Y))) < small + 200


def test_it_goes_where_other_classifiers_go() -> None:
    found = GridSearchCV(altui.NewtonClassifier(), {"C": [0.01, 1.0]}, cv=3).fit(X, Y)
    assert found.best_score_ > 0.5
    assert clone(altui.NewtonClassifier(C=3.0)).C == 3.0


@pytest.mark.parametrize("wrong", [0, -1.0, np.nan, "much", None])
def test_a_strength_that_is_no_positive_number_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match="C must be a positive number"):
        altui.NewtonClassifier(C=wrong).fit(X, Y)
