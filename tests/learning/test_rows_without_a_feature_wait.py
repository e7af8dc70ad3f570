"""A row without a single feature is asked for only when no other is left."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from altui.learning.classifiers.models import model_factory
from altui.learning.generation import NEWEST, OLDEST, Generation
from altui.learning.learner import Learner
from altui.learning.rounds import Knowledge

ROWS = 60


def learner(seed: int, generation: Generation, strategy: str) -> Learner:
    random = np.random.default_rng(seed)
    matrix = random.random((ROWS, 8)) * (random.random((ROWS, 8)) < 0.3)
    matrix[random.random(ROWS) < 0.5] = 0
    return Learner(
        csr_matrix(matrix.astype(np.float32)),
        np.ones(ROWS, bool),
        2,
        model=model_factory("newton", seed=0, sparse=True),
        strategy=strategy,
        depth=5,
        generation=generation,
    )


def knowledge(labeled: int) -> Knowledge:
    available = np.ones(ROWS, bool)
    available[:labeled] = False
    return Knowledge(0, np.arange(labeled), np.arange(labeled) % 2, available, labeled)


@given(st.integers(0, 50), st.sampled_from(["margin", "entropy", "density-weighted"]))
def test_an_empty_row_waits(seed: int, strategy: str) -> None:
    made = learner(seed, Generation(NEWEST), strategy)
    is_full = np.diff(made.matrix.indptr) > 0  # type: ignore[union-attr]
    known = knowledge(12)
    found = made.round(known)
    assert found.query is not None
    if (is_full & known.available).any():
        assert all(is_full[each.row] for each in (found.query, *found.ranking))


@pytest.mark.parametrize("strategy", ["margin", "least-confidence"])
def test_the_others_are_ranked_as_before_and_empty_ones_below_them(strategy: str) -> None:
    made = learner(3, Generation(NEWEST), strategy)
    is_full = np.diff(made.matrix.indptr) > 0  # type: ignore[union-attr]
    known = knowledge(12)
    full = Knowledge(0, known.rows, known.labels, known.available & is_full, 12)
    now, without = made.round(known).query, made.round(full).query
    assert now is not None and without is not None and now.row == without.row
    assert (now.ranked_lower or 0) - (without.ranked_lower or 0) == (
        np.count_nonzero(known.available & ~is_full)
    )


def test_a_session_begun_before_asks_as_it_did() -> None:
    asked = [learner(seed, OLDEST, "margin").round(knowledge(12)).query for seed in range(20)]
    is_full = [
        np.diff(learner(seed, OLDEST, "margin").matrix.indptr) > 0  # type: ignore[union-attr]
        for seed in range(20)
    ]
    assert not all(full[each.row] for full, each in zip(is_full, asked, strict=True) if each)
