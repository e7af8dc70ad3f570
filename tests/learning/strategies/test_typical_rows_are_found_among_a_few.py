"""The first typical rows are found among some rows of the pool, by the columns that these have."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix, hstack
from scipy.sparse import random as random_matrix

from altui.learning.generation import NEWEST, OLDEST, Generation
from altui.learning.strategies import typicality
from altui.learning.strategies.typicality import TypicalOrder

ROWS, FEW, BEFORE = 200, 40, 120
POOL = np.ones(ROWS, bool)


def texts() -> csr_matrix:
    found = random_matrix(ROWS, 80, density=0.1, random_state=3, dtype=np.float32)
    return csr_matrix(found)


def first_rows(matrix: csr_matrix, generation: Generation) -> list[int]:
    order = TypicalOrder(matrix, POOL, 5, generation=generation)
    assert order.first(POOL) is not None
    return order.found()


@pytest.fixture(autouse=True)
def small_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typicality, "SAMPLE", FEW)
    monkeypatch.setattr(typicality, "SAMPLE_BEFORE", BEFORE)


@pytest.mark.parametrize(
    ("generation", "most"), [(OLDEST, BEFORE), (Generation(1), BEFORE), (Generation(NEWEST), FEW)]
)
def test_they_are_among_the_rows_that_the_seed_draws(generation: Generation, most: int) -> None:
    drawn = np.random.default_rng(5).choice(np.arange(ROWS), most, replace=False)
    assert set(first_rows(texts(), generation)) <= set(drawn.tolist())


def test_a_column_that_no_drawn_row_has_plays_no_part() -> None:
    drawn = np.random.default_rng(5).choice(np.arange(ROWS), FEW, replace=False)
    others = np.setdiff1d(np.arange(ROWS), drawn)
    more = np.zeros((ROWS, 300), np.float32)
    more[others] = np.random.default_rng(1).random((len(others), 300)) < 0.05
    wide = csr_matrix(hstack([texts(), csr_matrix(more)]))
    newest = Generation(NEWEST)
    assert first_rows(wide, newest) == first_rows(texts(), newest)


def test_rows_without_any_column_are_as_good_as_each_other() -> None:
    order = TypicalOrder(csr_matrix((ROWS, 5), dtype=np.float32), POOL, 5, generation=Generation(2))
    assert order.first(POOL) is not None
