"""The exact argmax asks for the row that float64 probabilities of the whole pool would ask for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from threadpoolctl import threadpool_limits

from altui.errors import ModelError
from altui.learning.selection import fast_pass, rows
from altui.learning.selection.exact_argmax import Choice, ExactArgmax
from altui.learning.selection.linear import LinearModel
from altui.learning.selection.score_bound import score_at
from altui.learning.selection.ties import TIE
from altui.learning.strategies.uncertainty import entropy, least_confidence
from tests.learning.selection.pools import (
    FALLING,
    KINDS,
    RANKING,
    a_model,
    a_pool,
    acquisition,
    plain,
    with_suggestions,
)

OWN = "tests.learning.own_strategies:second_best"


@given(
    st.integers(0, 10**6),
    st.sampled_from(KINDS),
    st.sampled_from([2, 3, 4, 10]),
    st.booleans(),
    st.booleans(),
    st.sampled_from(RANKING),
    st.booleans(),
    st.sampled_from([7, 100, fast_pass.CACHED]),
)
@settings(max_examples=600, deadline=None)
def test_it_asks_for_the_row_of_the_plain_method_near_ties_included(
    seed: int,
    kind: str,
    k: int,
    has_unseen: bool,
    is_text: bool,
    strategy: str,
    has_bound: bool,
    size: int,
) -> None:
    dense, linear, available = a_pool(seed, kind, k, has_unseen=has_unseen)
    matrix = sparse.csr_matrix(dense) if is_text else dense
    wanted = acquisition(strategy, matrix, linear.n_classes, seed)
    if not has_bound:
        bare = replace(wanted.strategy, slope_bound=None, falls_with_distance=False)
        wanted = replace(wanted, strategy=bare)
    with (
        patch.object(fast_pass.DistancePass, "size", size),
        patch.object(fast_pass.ScorePass, "size", size),
        patch.object(rows, "MIN_SHARED", size),
    ):
        choice = ExactArgmax(matrix).best(linear, available, wanted)
    assert (choice.row, choice.ranked_lower) == plain(matrix, linear, available, wanted)


@pytest.mark.parametrize("strategy", RANKING)
@pytest.mark.parametrize("k", [2, 4])
def test_a_pool_larger_than_its_blocks_is_no_different(strategy: str, k: int) -> None:
    rng = np.random.default_rng(4)
    matrix = np.round(rng.standard_normal((90_000, 4), dtype=np.float32), 1)
    parts = 1 if k == 2 else k
    linear = a_model(rng.standard_normal((parts, 4)), rng.standard_normal(parts))
    available = rng.random(90_000) < 0.9
    wanted = acquisition(strategy, matrix[:1], k)
    if wanted.weights is not None:
        wanted = replace(wanted, weights=rng.random(90_000))
    wanted = with_suggestions(wanted, 90_000, k)
    for kept in (matrix, np.asfortranarray(matrix), sparse.csr_matrix(matrix)):
        choice = ExactArgmax(kept).best(linear, available, wanted)
        assert (choice.row, choice.ranked_lower) == plain(kept, linear, available, wanted)


@pytest.mark.parametrize("strategy", RANKING)
@pytest.mark.parametrize("k", [2, 3])
def test_when_all_rows_are_equal_the_lowest_available_is_asked(strategy: str, k: int) -> None:
    matrix = np.full((70_000, 5), 0.1, np.float32)
    available = np.ones(70_000, bool)
    available[:321] = False
    rng = np.random.default_rng(0)
    parts = 1 if k == 2 else k
    linear = a_model(rng.random((parts, 5)), rng.random(parts))
    wanted = replace(acquisition(strategy, matrix, k), suggested=None)
    choice = ExactArgmax(matrix).best(linear, available, wanted)
    assert (choice.row, choice.ranked_lower) == (321, 0)


@pytest.mark.parametrize("apart", [1e-10, 4e-9, 1e-7])
@pytest.mark.parametrize("strategy", FALLING)
def test_float32_cannot_tell_them_apart_and_the_tie_rule_still_decides(
    strategy: str, apart: float
) -> None:
    # Of z = 1 + apart and z = 1 the second scores higher, by more than TIE or not.
    matrix = np.array([[1.0, 1.0], [1.0, 0.0]], np.float32)
    wanted = acquisition(strategy, matrix)
    further, nearer = score_at(wanted, np.array([1.0 + apart, 1.0]))
    linear = a_model(np.array([[1.0, apart]]))
    choice = ExactArgmax(matrix).best(linear, np.ones(2, bool), wanted)
    assert choice.row == (0 if nearer - further <= TIE else 1)


@pytest.mark.parametrize("strategy", RANKING)
def test_a_long_row_that_float32_misjudges_is_not_passed_over(strategy: str) -> None:
    # The sum of the long row all but vanishes, and its fast product is mostly error. The short
    # row, with hardly any error, stands between the two.
    rng = np.random.default_rng(0)
    for _ in range(100):
        coef = rng.standard_normal((1, 20))
        long = (1e4 * rng.standard_normal(20)).astype(np.float32)
        long[-1] = -(long[:-1].astype(float) @ coef[0, :-1]) / coef[0, -1]
        exact = float((long.astype(float) * coef[0]).sum())
        fast = float(long @ coef[0].astype(np.float32))
        short = np.zeros(20, np.float32)
        short[0] = (exact + fast) / 2 / coef[0, 0]
        matrix = np.stack((short, long))
        linear, every = a_model(coef), np.ones(2, bool)
        wanted = acquisition(strategy, matrix)
        choice = ExactArgmax(matrix).best(linear, every, wanted)
        assert (choice.row, choice.ranked_lower) == plain(matrix, linear, every, wanted)


def test_the_choice_is_what_the_model_thinks_of_the_row() -> None:
    matrix, linear, available = a_pool(7, "plain", 3)
    argmax = ExactArgmax(matrix)
    choice = argmax.best(linear, available, acquisition("entropy", matrix, 3))
    table = np.array([choice.probabilities])
    assert choice.probabilities == argmax.probabilities(choice.row, linear)
    assert choice.score == entropy(table)[0]
    assert choice.uncertainty == least_confidence(table)[0]
    logits = matrix[choice.row].astype(float) @ linear.coefficients.T + linear.intercept
    assert table[0] == pytest.approx(np.exp(logits) / np.exp(logits).sum(), abs=1e-12)


def test_it_serves_several_threads_at_once() -> None:
    rng = np.random.default_rng(1)
    matrix = rng.standard_normal((20_000, 8), dtype=np.float32)
    argmax, available = ExactArgmax(matrix), np.ones(20_000, bool)
    models = [a_model(rng.standard_normal((k, 8)), rng.standard_normal(k)) for k in (1, 3) * 20]
    margin = acquisition("margin", matrix)

    def ask(linear: LinearModel) -> Choice:
        return argmax.best(linear, available, margin)

    alone = [ask(linear) for linear in models]
    with ThreadPoolExecutor(4) as workers:
        assert list(workers.map(ask, models)) == alone


@pytest.mark.parametrize("k", [1, 3])
def test_the_threads_of_the_algebra_library_change_nothing(k: int) -> None:
    rng = np.random.default_rng(2)
    matrix = np.round(rng.standard_normal((100_000, 20), dtype=np.float32), 1)
    linear = a_model(rng.standard_normal((k, 20)), rng.standard_normal(k))
    argmax, available = ExactArgmax(matrix), np.ones(100_000, bool)
    margin = acquisition("margin", matrix)
    choices = []
    for threads in (1, 2):
        with threadpool_limits(threads):
            choices.append(argmax.best(linear, available, margin))
    assert choices[0] == choices[1]


def test_a_pool_mapped_from_a_file_is_searched_in_place(tmp_path: Any) -> None:
    matrix, linear, available = a_pool(3, "plain", 2)
    np.save(tmp_path / "matrix.npy", matrix)
    mapped = np.load(tmp_path / "matrix.npy", mmap_mode="r")
    margin = acquisition("margin", matrix)
    in_memory = ExactArgmax(matrix).best(linear, available, margin)
    assert ExactArgmax(mapped).best(linear, available, margin) == in_memory


@pytest.mark.parametrize("strategy", ["margin", "most-likely:b"])
def test_values_that_are_no_numbers_are_the_models_trouble(strategy: str) -> None:
    matrix = np.ones((5, 2), np.float32)
    broken = a_model(np.array([[np.nan, 1.0]]))
    with pytest.raises(ModelError, match="not numbers"):
        ExactArgmax(matrix).best(broken, np.ones(5, bool), acquisition(strategy, matrix))


def test_a_score_that_does_not_fall_as_it_says_is_refused() -> None:
    matrix, linear, available = a_pool(7, "plain", 2)
    wanted = acquisition("margin", matrix)
    rising = replace(wanted, score=lambda shares: shares.max(axis=1))
    with pytest.raises(ValueError, match="rises with the distance"):
        ExactArgmax(matrix).best(linear, available, rising)


def test_what_cannot_be_searched_is_refused() -> None:
    matrix = np.ones((5, 2), np.float32)
    argmax, linear = ExactArgmax(matrix), a_model(np.ones((1, 2)))
    with pytest.raises(ValueError, match="available"):
        argmax.best(linear, np.zeros(5, bool), acquisition("margin", matrix))
    with pytest.raises(ValueError, match="does not rank"):
        argmax.best(linear, np.ones(5, bool), acquisition("random", matrix))
    with pytest.raises(ValueError, match="depends on all rows"):
        argmax.best(linear, np.ones(5, bool), acquisition(OWN, matrix))
