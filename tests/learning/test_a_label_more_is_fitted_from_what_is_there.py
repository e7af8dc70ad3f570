"""Whatever rows were read and factored for earlier labels, the model is that of these labels."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from altui.learning.newton import layouts
from altui.learning.newton.classifier import NewtonLogistic
from altui.learning.newton.duals import DualSpace
from altui.learning.newton.labeled_rows import LabeledRows

ROWS, COLUMNS, FEW = 80, 60, 12
MOVES = ("label", "label", "label", "many", "undo", "relabel", "another", "others")


@pytest.fixture(autouse=True)
def _long_texts_are_solved_for_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layouts, "LARGEST_SPARSE", 8)


def pool(seed: int, k: int, *, is_text: bool) -> tuple[Any, np.ndarray]:
    rng = np.random.default_rng(seed)
    if is_text:
        matrix = sparse.random(
            ROWS, 20 * COLUMNS, density=0.01, format="csr", random_state=seed, dtype=np.float32
        )
        common = sparse.csr_matrix(rng.random((ROWS, 5)).astype(np.float32))
        matrix = sparse.hstack([matrix, common], format="csr", dtype=np.float32)
    else:
        matrix = (rng.standard_normal((ROWS, FEW)) + 1).astype(np.float32)
    labels = rng.integers(k, size=ROWS)
    return matrix, labels


def follow(move: str, rows: list[int], labels: list[int], rng: np.random.Generator, k: int) -> None:
    free = [row for row in rng.permutation(ROWS).tolist() if row not in rows]
    if move in ("label", "many") and free:
        for row in free[: 1 if move == "label" else 6]:
            rows.append(row)
            labels.append(int(rng.integers(k)))
    elif move == "undo" and len(rows) > 20:
        rows.pop(), labels.pop()
    elif move == "relabel":
        labels[int(rng.integers(len(labels)))] = int(rng.integers(k))
    elif move == "another" and free:
        rows[-1] = free[0]
    elif move == "others":
        del rows[::3], labels[::3]


drawn = given(
    st.integers(0, 10**6),
    st.integers(2, 4),
    st.booleans(),
    st.sampled_from([None, "balanced"]),
    st.lists(st.sampled_from(MOVES), min_size=1, max_size=12),
)


@drawn
@settings(max_examples=15, deadline=None)
def test_a_model_is_that_of_its_labels_wherever_it_began(
    seed: int, k: int, is_text: bool, weight: Any, moves: list[str]
) -> None:
    check_models(seed, k, weight, moves, is_text=is_text)


@pytest.mark.slow
@drawn
@settings(max_examples=200, deadline=None)
def test_so_it_is_for_many(seed: int, k: int, is_text: bool, weight: Any, moves: list[str]) -> None:
    check_models(seed, k, weight, moves, is_text=is_text)


def check_models(seed: int, k: int, weight: Any, moves: list[str], *, is_text: bool) -> None:
    matrix, truth = pool(seed, k, is_text=is_text)
    rng = np.random.default_rng(seed)
    rows = rng.permutation(ROWS)[:30].tolist()
    labels = truth[rows].tolist()
    model: NewtonLogistic | None = None
    for move in moves:
        follow(move, rows, labels, rng, k)
        if len(rows) < 2:
            break
        labels[:2] = [0, 1]
        given_rows, known = np.array(rows), np.array(labels)
        model = NewtonLogistic(class_weight=weight).fit(
            LabeledRows(matrix, given_rows), known, start=model
        )
        cold = NewtonLogistic(class_weight=weight).fit(matrix[given_rows], known)
        gap = np.abs(model.predict_proba(matrix) - cold.predict_proba(matrix)).max()
        assert model.is_settled
        assert gap < 1e-9


@pytest.mark.parametrize("k", [2, 4])
def test_texts_of_many_columns_are_solved_for_by_row(k: int) -> None:
    matrix, labels = pool(3, k, is_text=True)
    model = None
    for n in (40, 41, 42, 60):
        rows = LabeledRows(matrix, np.arange(n))
        model = NewtonLogistic().fit(rows, labels[:n], start=model)
    assert model is not None and model._layout is not None
    assert isinstance(model._layout.space, DualSpace)


def test_a_row_that_was_read_is_not_read_again() -> None:
    matrix, labels = pool(5, 2, is_text=False)
    model = NewtonLogistic().fit(LabeledRows(matrix, np.arange(30)), labels[:30])
    next_rows = LabeledRows(matrix, np.arange(31))
    NewtonLogistic().fit(next_rows, labels[:31], start=model)
    assert "taken" not in vars(next_rows)


@pytest.mark.parametrize(("k", "is_text"), [(2, True), (3, True), (3, False)])
def test_the_only_labels_of_a_class_are_taken_back(k: int, *, is_text: bool) -> None:
    matrix, labels = pool(7, k, is_text=is_text)
    rows, with_new = np.arange(45), np.append(labels[:40], [k] * 5)
    before = NewtonLogistic().fit(LabeledRows(matrix, rows), with_new)
    kept = LabeledRows(matrix, rows[:40])
    model = NewtonLogistic().fit(kept, labels[:40], start=before)
    cold = NewtonLogistic().fit(matrix[:40], labels[:40])
    np.testing.assert_allclose(model.coef_, cold.coef_, atol=1e-9)
