"""Columns that bend the boundary are told as the columns they are made from, and only linear models
learn from them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from altui.data.features.curves import Curves
from altui.learning.classifiers.curves import StraightModel, without_curves
from altui.learning.classifiers.models import FittedModel, fit, model_factory
from altui.learning.learner import Learner
from altui.learning.newton.classifier import NewtonLogistic
from altui.learning.reasons import explain_query, shares
from altui.learning.rounds import Knowledge, Query

RNG = np.random.default_rng(1)
ROWS, WIDTH = 80, 5
STRAIGHT = RNG.normal(size=(ROWS, WIDTH)).astype(np.float32)
STRAIGHT[np.abs(STRAIGHT) < 0.4] = 0.0
CURVES = Curves.of(range(WIDTH - 1), WIDTH)
"""The last of the straight columns is none of the inputs."""
MATRIX = np.hstack([STRAIGHT, CURVES.of_rows(STRAIGHT)])
ROUND = (np.sum(STRAIGHT[:, :4] ** 2, axis=1) > 3).astype(int)
ALL = np.arange(ROWS)


def fitted(classes: int) -> NewtonLogistic:
    return NewtonLogistic().fit(MATRIX, ROUND if classes == 2 else ALL % classes)


def decisions(model: NewtonLogistic, straight: np.ndarray, shown: int) -> float:
    """The decision for the class shown, against the mean of all where there are more than two."""
    row = np.hstack([straight, CURVES.transform(straight[:, : WIDTH - 1])])
    values = model.decision_function(row)[0]
    if len(model.classes_) == 2:
        return float(values if shown else -values)
    return float(values[shown] - values.mean())


@pytest.mark.parametrize("is_sparse", [False, True])
@given(row=st.integers(0, ROWS - 1), classes=st.integers(2, 3), shown=st.integers(0, 1))
def test_a_share_is_what_the_decision_loses_at_the_mean(
    is_sparse: bool, row: int, classes: int, shown: int
) -> None:
    model = fitted(classes)
    straight = sparse.csr_matrix(STRAIGHT) if is_sparse else STRAIGHT
    told = shares(straight, row, model.coef_, shown, curves=CURVES)
    assert {each.column for each in told} == set(np.flatnonzero(STRAIGHT[row]))
    whole = decisions(model, STRAIGHT[row : row + 1].astype(float), shown)
    for share in told:
        changed = STRAIGHT[row : row + 1].astype(float)
        changed[0, share.column] = 0.0
        lost = whole - decisions(model, changed, shown)
        assert share.log_odds == pytest.approx(lost, abs=1e-6)


def test_a_round_names_columns_of_the_table_only() -> None:
    learner = Learner(
        MATRIX,
        np.ones(ROWS, bool),
        2,
        model=model_factory("newton", seed=0, sparse=False, curves=CURVES),
        strategy="margin",
        curves=CURVES,
    )
    available = np.ones(ROWS, bool)
    available[:30] = False
    query = learner.round(Knowledge(1, ALL[:30], ROUND[:30], available, 30)).query
    assert query is not None and query.shares
    assert all(share.column < WIDTH for share in query.shares)


def test_a_cold_start_is_the_same_with_and_without_curves() -> None:
    def first(curves: Curves | None) -> int:
        matrix = MATRIX if curves else STRAIGHT
        factory = model_factory("newton", seed=0, sparse=False, curves=curves)
        pool = np.ones(ROWS, bool)
        learner = Learner(matrix, pool, 2, model=factory, strategy="margin", curves=curves)
        query = learner.round(Knowledge(1, ALL[:0], ROUND[:0], pool, 0)).query
        assert query is not None
        return query.row

    assert first(CURVES) == first(None)


@pytest.mark.parametrize("name", ["forest", "bayes"])
def test_a_model_that_needs_no_curves_gets_none(name: str) -> None:
    with_curves = model_factory(name, seed=0, sparse=False, curves=CURVES)
    without = model_factory(name, seed=0, sparse=False)
    bent = fit(with_curves, MATRIX, ALL, ROUND, 2)
    flat = fit(without, STRAIGHT, ALL, ROUND, 2)
    assert np.array_equal(bent.predict_proba(MATRIX), flat.predict_proba(STRAIGHT))


def test_the_reasons_of_your_own_linear_model_are_its_weights() -> None:
    own = NewtonLogistic().fit(STRAIGHT, ROUND)
    straight = StraightModel(NewtonLogistic(), CURVES).fit(MATRIX, ROUND)
    query = Query(3, "margin", (0.4, 0.6))
    knowledge = Knowledge(1, ALL, ROUND, np.ones(ROWS, bool), 0, None)
    told = explain_query(query, MATRIX, FittedModel(straight, 2), knowledge, curves=CURVES)
    plain = explain_query(query, STRAIGHT, FittedModel(own, 2), knowledge)
    assert told == replace(plain, row=3) and told.shares


def test_the_nearest_rows_are_near_in_the_table() -> None:
    forest = fit(
        model_factory("forest", seed=0, sparse=False, curves=CURVES), MATRIX, ALL, ROUND, 2
    )
    query = Query(3, "margin", (0.4, 0.6))
    knowledge = Knowledge(1, ALL[5:], ROUND[5:], np.ones(ROWS, bool), 0, None)
    told = explain_query(query, MATRIX, forest, knowledge, curves=CURVES)
    for alike in told.alike:
        distance = np.linalg.norm(STRAIGHT[alike.row].astype(float) - STRAIGHT[3])
        assert alike.distance == pytest.approx(distance, abs=1e-5)


def test_the_straight_columns_are_no_copy() -> None:
    assert without_curves(MATRIX, CURVES).base is not None
    assert without_curves(MATRIX, None) is MATRIX
