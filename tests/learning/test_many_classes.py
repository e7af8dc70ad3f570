"""Many classes: the same optimum, the same row asked for, and no more kept than is needed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import sparse

from altui.learning.classifiers.models import FittedModel, fit, model_factory
from altui.learning.newton import layouts, spaces
from altui.learning.newton.classifier import NewtonLogistic
from altui.learning.reasons import explain_query
from altui.learning.rounds import Knowledge
from altui.learning.selection import Selector
from altui.learning.selection.class_values import HighestTwo
from altui.learning.selection.linear import as_linear
from altui.learning.selection.ties import best_row
from tests.learning.selection.pools import acquisition

K = 60


def numbers(n: int = 150, d: int = 12) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    rows = rng.standard_normal((n, d)).astype(np.float32)
    return rows, np.append(np.arange(K), rng.integers(0, K, n - K))


def texts(n: int = 150) -> tuple[Any, np.ndarray]:
    rows = sparse.random(n, 900, density=0.02, format="csr", random_state=3, dtype=np.float32)
    return rows, numbers(n)[1]


def gradient(model: NewtonLogistic, rows: Any, labels: np.ndarray) -> float:
    """How far the coefficients are from the optimum: there it is 0."""
    residual = model.predict_proba(rows) - np.eye(K)[labels]
    slope = rows.astype(float).T @ residual + model.coef_.T
    return float(max(np.abs(slope).max(), np.abs(residual.sum(axis=0)).max()))


@pytest.mark.parametrize("blocks", [1, 128])
def test_numbers_are_fitted_to_the_optimum(blocks: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spaces, "BLOCKS", blocks)
    rows, labels = numbers()
    before = NewtonLogistic().fit(rows[:-1], labels[:-1])
    for start in (None, before):
        assert gradient(NewtonLogistic().fit(rows, labels, start=start), rows, labels) < 1e-9


@pytest.mark.parametrize("largest", [20, 250])
def test_texts_are_fitted_to_the_optimum(largest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layouts, "LARGEST_SPARSE", largest)
    monkeypatch.setattr(layouts, "ROWS_SQUARED", 0)
    rows, labels = texts()
    before = NewtonLogistic().fit(rows[:-1], labels[:-1])
    for start in (None, before):
        assert gradient(NewtonLogistic().fit(rows, labels, start=start), rows, labels) < 1e-9


def test_of_text_only_the_columns_that_occur_are_kept() -> None:
    rows, labels = texts()
    model = NewtonLogistic().fit(rows[:K], labels[:K])
    occurring = np.unique(rows[:K].indices)
    assert model.coefficients.part.shape == (K, len(occurring)) and len(occurring) < 900
    expected = np.asarray(rows @ model.coef_.T + model.intercept_)
    assert np.abs(model.decision_function(rows) - expected).max() < 1e-12


@pytest.mark.parametrize("strategy", ["margin", "entropy", "least-confidence"])
@pytest.mark.parametrize("make", [numbers, texts])
def test_the_row_asked_for_is_that_of_all_probabilities(make: Any, strategy: str) -> None:
    rows, labels = make(2000)
    newton = model_factory("newton", seed=0, sparse=make is texts)
    model = fit(newton, rows, np.arange(K), labels[:K], K + 1)
    available = np.arange(2000) >= K
    wanted = acquisition(strategy, rows, K + 1)
    query = Selector(rows).best(model, available, wanted)
    scores = wanted.score(model.predict_proba(rows.astype(np.float64)))
    assert query.row == best_row(scores, available)
    assert query.score == pytest.approx(scores[query.row], abs=1e-12)


def test_the_reasons_are_those_of_all_coefficients() -> None:
    rows, labels = texts()
    newton = model_factory("newton", seed=0, sparse=True)
    model = fit(newton, rows, np.arange(K), labels[:K], K)
    known = Knowledge(0, np.arange(K), labels[:K], np.ones(150, bool), 0)
    query = Selector(rows).about(model, 100, "margin")
    whole = NewtonLogistic()
    whole.classes_, whole.intercept_ = model.classifier.classes_, model.classifier.intercept_
    whole.coef_ = model.classifier.coef_
    kept, full = (
        explain_query(query, rows, each, known).shares for each in (model, FittedModel(whole, K))
    )
    assert kept and [each.column for each in kept] == [each.column for each in full]
    assert as_linear(FittedModel(whole, K), rows.dtype).columns is None  # type: ignore[union-attr]


@pytest.mark.parametrize("k", [2, 3, 4, 5, 7, 8, 33])
def test_the_two_highest_of_each_column_are_found(k: int) -> None:
    values = np.random.default_rng(k).integers(0, 9, (k, 50)).astype(np.float32)
    ordered = np.sort(values, axis=0)
    first, second = HighestTwo(k, 64, values.dtype).of(values)
    assert (first == ordered[-1]).all() and (second == ordered[-2]).all()
