"""Class shares: all numbers that the answers allow, and at every moment."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altui.learning.certifying.class_shares import ClassRows, _end, _Part, class_rows
from altui.learning.certifying.confidence_sequence import right_rows


@st.composite
def parts(draw: st.DrawFn) -> _Part:
    total = draw(st.integers(0, 40))
    drawn = draw(st.integers(0, total))
    return _Part(draw(st.integers(0, drawn)), drawn, total)


def possible(part: _Part) -> range:
    return range(part.seen, part.total - part.drawn + part.seen + 1)


@given(parts(), parts())
@settings(max_examples=150, deadline=None)
def test_the_ends_are_those_of_all_pairs_that_are_kept(inside: _Part, outside: _Part) -> None:
    kept = [
        a + b
        for a in possible(inside)
        for b in possible(outside)
        if inside.capital(a) + outside.capital(b) <= -log(0.05) + 1e-8
    ]
    assert (_end(inside, outside, 0), _end(inside, outside, 1)) == (min(kept), max(kept))


def answered(true: np.ndarray, predicted: np.ndarray, drawn: np.ndarray, k: int) -> list[ClassRows]:
    counts = np.zeros((k + 1, k), int)
    np.add.at(counts, (true[drawn], predicted[drawn]), 1)
    return class_rows(counts.tolist(), np.bincount(predicted, minlength=k).tolist())


def make(seed: int, accuracy: float, total: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    true = rng.choice(3, total, p=[0.6, 0.3, 0.1])
    predicted = np.where(rng.random(total) < accuracy, true, rng.integers(3, size=total))
    return true, predicted, rng.permutation(total)


def ever_missed(accuracy: float, runs: int, looks: range, total: int = 500) -> np.ndarray:
    """By class, in how many runs the truth was outside at some look."""
    missed = np.zeros(3)
    for seed in range(runs):
        true, predicted, order = make(seed, accuracy, total)
        truth = np.bincount(true, minlength=3)
        inside = np.ones(3, bool)
        for look in looks:
            found = answered(true, predicted, order[:look], 3)
            inside &= [each.low <= truth[k] <= each.high for k, each in enumerate(found)]
        missed += ~inside
    return missed / runs


def test_they_hold_the_truth_at_all_looks() -> None:
    assert (ever_missed(0.9, 20, range(5, 120, 15)) <= 0.2).all()


@pytest.mark.slow
@pytest.mark.parametrize("accuracy", [0.3, 0.7, 0.97])
def test_watched_they_miss_the_truth_in_one_run_of_twenty_at_most(accuracy: float) -> None:
    assert (ever_missed(accuracy, 200, range(1, 120, 4)) <= 0.08).all()


def test_predictions_make_them_narrower_than_the_answers_alone() -> None:
    true, predicted, order = make(1, 0.95, 1000)
    found = answered(true, predicted, order[:150], 3)
    for k, each in enumerate(found):
        low, high = right_rows(int((true[order[:150]] == k).sum()), 150, 1000)
        assert each.high - each.low < 0.8 * (high - low)


def test_the_estimate_is_the_predicted_share_corrected_by_the_answers() -> None:
    # Of 100 rows 60 are predicted as the first class; of 20 answers 2 say that it should be less.
    found = class_rows([[10, 0], [2, 8], [0, 0]], [60, 40])
    assert found[0].estimate == pytest.approx(60 - 100 * 2 / 20)
    assert found[1].estimate == pytest.approx(40 + 100 * 2 / 20)


def test_with_every_row_answered_they_are_exact() -> None:
    assert class_rows([[50, 5], [10, 35], [0, 0]], [60, 40]) == [(55, 55, 55), (45, 45, 45)]


def test_rows_without_an_answer_count_against_both_ends() -> None:
    all_but_two = class_rows([[50, 5], [10, 33], [0, 2]], [60, 40])
    assert (all_but_two[1].low, all_but_two[1].high) == (43, 45)
