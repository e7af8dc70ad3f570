"""The nearest rows are those that measuring every pair finds, and none that may not be listed."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from altui.learning.neighbours.measures import COSINE, DISTANCE
from altui.learning.neighbours.nearest import NearestRows
from tests.conftest import Tell

FRAME = 1 / 30
"""Seconds: nobody sees a list come later than that."""


def drawn(seed: int, rows: int = 60, columns: int = 5) -> np.ndarray:
    """Rows of few values, so that many are equal or as near."""
    rng = np.random.default_rng(seed)
    return rng.integers(-1, 2, size=(rows, columns)).astype(np.float32)


def measured(matrix: np.ndarray, row: int, measure: str) -> np.ndarray:
    """How near each row is, the nearer the lower."""
    exact = matrix.astype(np.float64)
    if measure == DISTANCE:
        return np.linalg.norm(exact - exact[row], axis=1)
    lengths = np.linalg.norm(exact, axis=1)
    return -np.divide(exact @ exact[row], lengths * lengths[row] + (lengths * lengths[row] == 0))


@pytest.mark.parametrize("is_sparse", [False, True])
@pytest.mark.parametrize("measure", [COSINE, DISTANCE])
@given(seed=st.integers(0, 1000), row=st.integers(0, 59), most=st.integers(1, 9))
def test_they_are_those_of_all_pairs(
    is_sparse: bool, measure: str, seed: int, row: int, most: int
) -> None:
    matrix = drawn(seed)
    among = np.random.default_rng(seed).random(60) < 0.8
    held = sparse.csr_matrix(matrix) if is_sparse else matrix
    found = NearestRows(held, measure).find(row, among, most)
    exact = measured(matrix, row, measure)
    wanted = [each for each in np.argsort(exact, kind="stable") if among[each] and each != row]
    if measure == COSINE:
        wanted = [each for each in wanted if exact[each] < -1e-9]
    assert [abs(each.near) for each in found] == pytest.approx(np.abs(exact[wanted[:most]]))
    assert len({each.row for each in found}) == len(found)
    assert all(among[each.row] and each.row != row for each in found)


def test_equal_rows_are_at_distance_0_and_of_cosine_1_in_the_order_of_the_file() -> None:
    matrix = np.random.default_rng(0).normal(5, 3, size=(50, 40)).astype(np.float32)
    matrix[[7, 20, 33]] = matrix[4]
    for held in (matrix, sparse.csr_matrix(matrix)):
        for measure, same in ((DISTANCE, 0.0), (COSINE, 1.0)):
            found = NearestRows(held, measure).find(4, np.ones(50, bool), 3)
            assert [each.row for each in found] == [7, 20, 33]
            assert [each.near for each in found] == pytest.approx([same] * 3, abs=1e-7)


def test_where_no_row_may_be_listed_none_is() -> None:
    matrix = drawn(0)
    assert NearestRows(matrix, DISTANCE).find(3, np.zeros(60, bool), 9) == []
    only_itself = np.arange(60) == 3
    assert NearestRows(matrix, DISTANCE).find(3, only_itself, 9) == []


def test_a_row_without_a_feature_has_no_look_alike_by_the_cosine() -> None:
    matrix = drawn(0)
    matrix[3] = 0
    assert NearestRows(matrix, COSINE).find(3, np.ones(60, bool), 9) == []


def words(rows: int, each: int = 40, columns: int = 50_000) -> sparse.csr_matrix:
    rng = np.random.default_rng(0)
    places = (rng.pareto(1, size=rows * each) * 50).astype(np.int64) % columns
    values = rng.random(rows * each).astype(np.float32)
    starts = np.arange(0, rows * each + 1, each)
    return sparse.csr_matrix((values, places, starts), shape=(rows, columns))


@pytest.mark.slow
@pytest.mark.parametrize("rows", [100_000, 1_000_000])
def test_they_are_found_within_a_frame(rows: int, tell: Tell) -> None:
    table = np.random.default_rng(0).normal(size=(rows, 50)).astype(np.float32)
    for name, matrix, measure in (("numbers", table, DISTANCE), ("words", words(rows), COSINE)):
        finder, among, taken = NearestRows(matrix, measure), np.ones(rows, bool), []
        for row in range(6):
            begun = time.perf_counter()
            assert len(finder.find(row, among, 9)) == 9
            taken.append(time.perf_counter() - begun)
        usual = float(np.median(taken[1:]))
        tell(f"{rows:,} rows of {name}: {1000 * usual:.0f} ms, the first {1000 * taken[0]:.0f} ms")
        assert usual < (FRAME if rows <= 100_000 else 10 * FRAME)
