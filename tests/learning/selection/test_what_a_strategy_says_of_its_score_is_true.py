"""Each registered strategy: the facts that let a search skip rows hold for its score."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altui.learning.newton.classifier import probabilities
from altui.learning.selection.acquisition import Acquisitions
from altui.learning.selection.decision_bound import DecisionBound
from altui.learning.selection.fast_pass import _softmax
from altui.learning.selection.rows import DenseRows
from altui.learning.selection.score_bound import furthest_tie, score_at
from altui.learning.selection.ties import TIE
from altui.learning.strategies import QueryStrategy
from altui.learning.strategies.uncertainty import margin
from tests.learning.selection.pools import (
    FALLING,
    KINDS,
    RANKING,
    a_pool,
    acquisition,
    with_suggestions,
)

ONE = np.ones((1, 1))
EVERY = slice(None)


@given(st.integers(0, 10**6), st.sampled_from(KINDS))
@settings(max_examples=150, deadline=None)
def test_the_bound_of_decision_values_holds_for_every_row(seed: int, kind: str) -> None:
    matrix, linear, _ = a_pool(seed, kind, 2)
    rows = DenseRows(matrix)
    bound = DecisionBound.of(rows, linear)
    if not bound.is_known:
        return
    weights, every = linear.coefficients[0].astype(matrix.dtype), np.arange(rows.n)
    fast = matrix @ weights + matrix.dtype.type(linear.intercept[0])
    exact = rows.exact(every, linear.coefficients)[:, 0] + linear.intercept[0]
    assert (np.abs(fast - exact) <= bound.each(every)).all()


@given(st.integers(0, 10**6), st.sampled_from(RANKING), st.integers(2, 12))
@settings(max_examples=300, deadline=None)
def test_no_score_changes_faster_than_its_slope_bound(seed: int, strategy: str, k: int) -> None:
    wanted = acquisition(strategy, ONE, k, seed)
    if wanted.strategy.slope_bound is None:
        return
    rng = np.random.default_rng(seed)
    # Near 0 the steepest: that is where all classes are likely.
    values = rng.standard_normal((200, k)) * 10.0 ** rng.uniform(-2, 1, (200, 1))
    step = 10.0 ** rng.uniform(-3, 0)
    moved = values + rng.uniform(-step, step, values.shape)
    wanted = with_suggestions(wanted, 200, k, seed)
    before, after = (wanted.of(probabilities(each), EVERY) for each in (values, moved))
    assert np.abs(after - before).max() <= wanted.strategy.slope_bound(k) * step + 1e-12


@given(st.integers(0, 10**6), st.sampled_from(RANKING), st.integers(2, 12))
@settings(max_examples=200, deadline=None)
def test_the_score_from_a_softmax_is_the_score(seed: int, strategy: str, k: int) -> None:
    wanted = acquisition(strategy, ONE, k, seed)
    rng = np.random.default_rng(seed)
    values = rng.standard_normal((k, 50)) * 10.0 ** rng.uniform(-2, 2)
    expected = wanted.score(probabilities(values.T))
    found = wanted.strategy.softmax_score and wanted.strategy.softmax_score(_softmax(values.copy()))
    assert found is None or found == pytest.approx(expected, abs=1e-12)


@given(st.integers(0, 10**6), st.sampled_from(RANKING), st.integers(3, 12))
@settings(max_examples=200, deadline=None)
def test_no_row_whose_two_highest_are_further_apart_scores_as_much(
    seed: int, strategy: str, k: int
) -> None:
    wanted = acquisition(strategy, ONE, k, seed)
    if wanted.strategy.widest_gap is None or wanted.weights is not None:
        return
    rng = np.random.default_rng(seed)
    values = rng.standard_normal((200, k)) * 10.0 ** rng.uniform(-3, 2, (200, 1))
    # The worst case: all but the first are equal.
    values[::2, 1:] = values[::2, 1:2]
    ordered = np.sort(values, axis=1)
    for gap, score in zip(
        ordered[:, -1] - ordered[:, -2], wanted.score(probabilities(values)), strict=True
    ):
        assert gap <= wanted.strategy.widest_gap(float(score) - 1e-13, k) * (1 + 1e-9)


@given(st.sampled_from(FALLING), st.floats(0, 40))
def test_no_row_beyond_the_furthest_tie_can_tie(strategy: str, distance: float) -> None:
    wanted = acquisition(strategy, ONE)
    limit = furthest_tie(wanted, distance)
    nearer, further = score_at(wanted, np.array([distance, limit]))
    if limit == np.inf:
        assert nearer <= TIE * 1.001
    else:
        assert distance < limit and further < nearer - TIE


@given(st.sampled_from(FALLING), st.floats(-40, 40), st.floats(0, 40))
def test_two_classes_score_by_the_distance_alone_and_never_rise_with_it(
    strategy: str, value: float, more: float
) -> None:
    wanted = acquisition(strategy, ONE)
    here, mirrored, beyond = score_at(wanted, np.array([value, -value, abs(value) + more]))
    assert here == pytest.approx(mirrored, abs=1e-12) and beyond <= here + 1e-12


@given(st.integers(0, 10**6), st.sampled_from(RANKING), st.integers(2, 12))
def test_a_class_without_a_label_changes_no_score(seed: int, strategy: str, k: int) -> None:
    wanted = acquisition(strategy, ONE, k, seed)
    wanted = with_suggestions(wanted, 20, k, seed)
    shares = np.random.default_rng(seed).dirichlet(np.ones(k), 20)
    beside = np.insert(shares, k, 0.0, axis=1)
    assert wanted.of(beside, EVERY) == pytest.approx(wanted.of(shares, EVERY), abs=1e-12)


def test_facts_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="no score"):
        QueryStrategy("bold", "", None, falls_with_distance=True)
    with pytest.raises(ValueError, match="depends on all rows"):
        QueryStrategy("bold", "", margin, slope_bound=lambda _: 1.0, takes_whole_pool=True)
    with pytest.raises(ValueError, match="more than the distance"):
        QueryStrategy("bold", "", margin, falls_with_distance=True, takes_class=True)


def test_weights_that_would_break_the_bound_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from altui.learning.strategies import register, registry

    monkeypatch.setattr(registry, "_REGISTERED", dict(registry._REGISTERED))
    base = acquisition("density-weighted", ONE).strategy
    register(replace(base, name="heavy", weights=lambda matrix, *_: np.full(len(matrix), 2.0)))
    with pytest.raises(ValueError, match="not between 0 and 1"):
        Acquisitions(ONE, np.ones(1, bool), 0, 2, "ab").at("heavy", 12)
