"""Many classes: the same optimum, the same row asked for, and no more kept than is needed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from scipy import sparse
from threadpoolctl import ThreadpoolController

from altui.learning.classifiers.models import FittedModel, fit, model_factory
from altui.learning.newton import layouts, spaces
from altui.learning.newton.classifier import NewtonLogistic, probabilities
from altui.learning.newton.losses import ManyClasses
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


@pytest.mark.parametrize("length", [1.0, 30.0])
def test_wide_numbers_are_fitted_to_the_optimum(length: float) -> None:
    rows, labels = numbers(100, 300)
    rows *= length / np.sqrt(300, dtype=np.float32)
    before = NewtonLogistic().fit(rows[:-1], labels[:-1])
    for start in (None, before):
        assert gradient(NewtonLogistic().fit(rows, labels, start=start), rows, labels) < 1e-8


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


def test_labeled_texts_without_a_word_still_give_a_model() -> None:
    rows, labels = texts(K + 40)
    rows = sparse.vstack((sparse.csr_matrix((K, 900), dtype=np.float32), rows[:40])).tocsr()
    newton = model_factory("newton", seed=0, sparse=True)
    model = fit(newton, rows, np.arange(K), labels[:K], K)
    query = Selector(rows).best(model, np.arange(K + 40) >= K, acquisition("margin", rows, K))
    assert query.row == K and query.probabilities == pytest.approx([1 / K] * K)


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


def test_fits_at_the_same_time_leave_the_threads_of_the_library_as_they_were() -> None:
    rows, labels = numbers()
    NewtonLogistic().fit(rows, labels)
    libraries = ThreadpoolController().select(user_api="blas")
    with libraries.limit(limits=2):
        before = [each.num_threads for each in libraries.lib_controllers]
        with ThreadPoolExecutor(4) as workers:
            list(workers.map(lambda _: NewtonLogistic().fit(rows, labels), range(8)))
        assert [each.num_threads for each in libraries.lib_controllers] == before


@pytest.mark.parametrize("k", [4, K])
def test_the_blocks_of_the_classes_are_inverted_exactly(k: int) -> None:
    # A wrong block costs steps and time, and no result would show it.
    rng = np.random.default_rng(k)
    rows = np.hstack((rng.standard_normal((90, 50)), np.ones((90, 1))))
    space = spaces.ColumnSpace(rows)
    p = probabilities(rng.standard_normal((90, k)))
    slope = ManyClasses(rng.integers(0, k, 90), k).slope(np.log(p))
    space.factor(slope)
    right = rng.standard_normal((51, k))
    left = space.solve(right)
    lift = np.diag(np.append(np.ones(50), 1e-3 * slope.weights.sum()))
    for c in range(k):
        hessian = (rows * (p[:, c] * (1 - p[:, c]))[:, None]).T @ rows + lift
        assert np.abs(hessian @ left[:, c] - right[:, c]).max() < 1e-9
