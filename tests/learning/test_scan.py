"""The scan asks for the row that float64 probabilities of the whole pool would ask for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from threadpoolctl import threadpool_limits

from altui.errors import ModelError
from altui.learning import scan, scan_rows
from altui.learning.newton import probabilities
from altui.learning.scan import Found, Scanner
from altui.learning.scan_bounds import Bound, reach, two_class_score
from altui.learning.scan_rows import DenseRows
from altui.learning.strategies import MEASURES, TIE, best, least_confidence

KINDS = (
    "plain",
    "equal rows",
    "near ties",
    "any scale",
    "any scale a row",
    "mostly zeros",
    "flat model",
    "nearly flat model",
    "sure model",
)

Model = tuple[np.ndarray, np.ndarray]


def a_pool(seed: int, kind: str, k: int) -> tuple[np.ndarray, Model, np.ndarray]:
    """A matrix (n, d), coefficients and intercept of k classes (1 for two), and a mask (n,)."""
    rng = np.random.default_rng(seed)
    n, d = int(rng.integers(1, 400)), int(rng.integers(1, 30))
    matrix = rng.standard_normal((n, d))
    if kind in ("equal rows", "near ties"):
        matrix = matrix[rng.integers(0, n, n)]
    if kind == "near ties":
        matrix *= 1 + 10.0 ** rng.integers(-12, -6) * rng.standard_normal((n, 1))
    if kind == "any scale":
        matrix *= 10.0 ** rng.uniform(-25, 15)
    if kind == "any scale a row":
        matrix *= 10.0 ** rng.uniform(-5, 5, (n, 1))
    if kind == "mostly zeros":
        matrix *= rng.random((n, d)) < 0.2
    coef = rng.standard_normal((k, d)) * 10.0 ** rng.uniform(-3, 2)
    intercept = rng.standard_normal(k)
    factor = {"flat model": 0.0, "nearly flat model": 1e-9, "sure model": 1e4}.get(kind, 1.0)
    available = rng.random(n) < 0.8
    available[rng.integers(n)] = True
    kept = matrix.astype(np.float32 if rng.random() < 0.7 else np.float64)
    return kept, (factor * coef, min(factor, 1.0) * intercept), available


def plain(matrix: Any, model: Model, available: np.ndarray, strategy: str) -> tuple[int, ...]:
    """Every row in float64; a row's sum taken in the same order wherever the row stands."""
    coef, intercept = model
    if sparse.issparse(matrix):
        values = matrix.astype(np.float64) @ coef.T + intercept
    else:
        rows = matrix.astype(np.float64)
        values = np.stack([(rows * w).sum(axis=1) for w in coef], axis=1) + intercept
    p = probabilities(values[:, 0] if len(coef) == 1 else values)
    scores = MEASURES[strategy](p)
    row = best(scores, available)
    return row, int((scores[available] < scores[row]).sum())


@given(
    st.integers(0, 10**6),
    st.sampled_from(KINDS),
    st.sampled_from([1, 3, 10]),
    st.booleans(),
    st.sampled_from(sorted(MEASURES)),
    st.sampled_from([7, 100, scan.CACHED]),
)
@settings(max_examples=400, deadline=None)
def test_it_asks_for_the_row_of_the_plain_method_near_ties_included(
    seed: int, kind: str, k: int, text: bool, strategy: str, cached: int
) -> None:
    dense, model, available = a_pool(seed, kind, k)
    matrix = sparse.csr_matrix(dense) if text else dense
    with patch.object(scan, "CACHED", cached), patch.object(scan_rows, "SHARED", cached):
        found = Scanner(matrix).best(*model, available, strategy)
    assert (found.row, found.surer) == plain(matrix, model, available, strategy)


@pytest.mark.parametrize("strategy", sorted(MEASURES))
@pytest.mark.parametrize("k", [1, 4])
def test_a_pool_larger_than_its_blocks_is_no_different(
    strategy: str, k: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "CACHED", 10_000)
    rng = np.random.default_rng(4)
    matrix = np.round(rng.standard_normal((50_000, 4), dtype=np.float32), 1)
    model = (rng.standard_normal((k, 4)), rng.standard_normal(k))
    available = rng.random(50_000) < 0.9
    for kept in (matrix, np.asfortranarray(matrix), sparse.csr_matrix(matrix)):
        found = Scanner(kept).best(*model, available, strategy)
        assert (found.row, found.surer) == plain(kept, model, available, strategy)


@pytest.mark.parametrize("strategy", sorted(MEASURES))
@pytest.mark.parametrize("k", [1, 3])
def test_when_all_rows_are_equal_the_lowest_available_is_asked(strategy: str, k: int) -> None:
    matrix = np.full((70_000, 5), 0.1, np.float32)
    available = np.ones(70_000, bool)
    available[:321] = False
    rng = np.random.default_rng(0)
    found = Scanner(matrix).best(rng.random((k, 5)), rng.random(k), available, strategy)
    assert (found.row, found.surer) == (321, 0)


@pytest.mark.parametrize("apart", [1e-10, 4e-9, 1e-7])
@pytest.mark.parametrize("strategy", sorted(MEASURES))
def test_float32_cannot_tell_them_apart_and_the_tie_rule_still_decides(
    strategy: str, apart: float
) -> None:
    # Of z = 1 + apart and z = 1 the second scores higher, by more than TIE or not.
    matrix = np.array([[1.0, 1.0], [1.0, 0.0]], np.float32)
    coef = np.array([[1.0, apart]])
    gap = two_class_score(strategy, 1.0) - two_class_score(strategy, 1.0 + apart)
    found = Scanner(matrix).best(coef, np.zeros(1), np.ones(2, bool), strategy)
    assert found.row == (0 if gap <= TIE else 1)


def test_what_it_finds_is_what_the_model_thinks_of_the_row() -> None:
    matrix, (coef, intercept), available = a_pool(7, "plain", 3)
    scanner = Scanner(matrix)
    found = scanner.best(coef, intercept, available, "entropy")
    table = np.array([found.probabilities])
    assert found.probabilities == scanner.probabilities(found.row, coef, intercept)
    assert found.score == MEASURES["entropy"](table)[0]
    assert found.uncertainty == least_confidence(table)[0]
    logits = matrix[found.row].astype(float) @ coef.T + intercept
    assert table[0] == pytest.approx(np.exp(logits) / np.exp(logits).sum(), abs=1e-12)


def test_a_scanner_serves_several_threads_at_once() -> None:
    rng = np.random.default_rng(1)
    matrix = rng.standard_normal((20_000, 8), dtype=np.float32)
    scanner, available = Scanner(matrix), np.ones(20_000, bool)
    models = [(rng.standard_normal((k, 8)), rng.standard_normal(k)) for k in (1, 3) * 20]

    def ask(model: Model) -> Found:
        return scanner.best(*model, available, "margin")

    alone = [ask(model) for model in models]
    with ThreadPoolExecutor(4) as workers:
        assert list(workers.map(ask, models)) == alone


@pytest.mark.parametrize("k", [1, 3])
def test_the_threads_of_the_algebra_library_change_nothing(k: int) -> None:
    rng = np.random.default_rng(2)
    matrix = np.round(rng.standard_normal((100_000, 20), dtype=np.float32), 1)
    model = (rng.standard_normal((k, 20)), rng.standard_normal(k))
    scanner, available = Scanner(matrix), np.ones(100_000, bool)
    found = []
    for threads in (1, 2):
        with threadpool_limits(threads):
            found.append(scanner.best(*model, available, "margin"))
    assert found[0] == found[1]


def test_a_pool_mapped_from_a_file_is_scanned_in_place(tmp_path: Any) -> None:
    matrix, model, available = a_pool(3, "plain", 1)
    np.save(tmp_path / "matrix.npy", matrix)
    mapped = np.load(tmp_path / "matrix.npy", mmap_mode="r")
    assert Scanner(mapped).best(*model, available, "margin") == Scanner(matrix).best(
        *model, available, "margin"
    )


@given(st.integers(0, 10**6), st.sampled_from(KINDS))
@settings(max_examples=150, deadline=None)
def test_the_bound_holds_for_every_row(seed: int, kind: str) -> None:
    matrix, (coef, intercept), _ = a_pool(seed, kind, 1)
    rows = DenseRows(matrix)
    bound = Bound.of(rows, coef, intercept)
    if not bound.useful:
        return
    fast = matrix @ coef[0].astype(matrix.dtype) + matrix.dtype.type(intercept[0])
    exact = rows.exact(np.arange(rows.n), coef)[:, 0] + intercept[0]
    assert (np.abs(fast - exact) <= bound.each(np.arange(rows.n))).all()


@given(st.sampled_from(sorted(MEASURES)), st.floats(0, 40))
def test_no_row_beyond_the_reach_can_tie(strategy: str, distance: float) -> None:
    limit = reach(strategy, distance)
    score = two_class_score(strategy, distance)
    if limit == np.inf:
        assert score <= TIE * 1.001
    else:
        assert distance < limit and two_class_score(strategy, limit) < score - TIE


def test_values_that_are_no_numbers_are_the_models_trouble() -> None:
    matrix = np.ones((5, 2), np.float32)
    with pytest.raises(ModelError, match="not numbers"):
        Scanner(matrix).best(np.array([[np.nan, 1.0]]), np.zeros(1), np.ones(5, bool), "margin")


def test_no_available_row_or_no_score_is_refused() -> None:
    scanner = Scanner(np.ones((5, 2), np.float32))
    with pytest.raises(ValueError, match="available"):
        scanner.best(np.ones((1, 2)), np.zeros(1), np.zeros(5, bool), "margin")
    with pytest.raises(ValueError, match="asks the model"):
        scanner.best(np.ones((1, 2)), np.zeros(1), np.ones(5, bool), "random")
