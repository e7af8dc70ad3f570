"""The interval of a certificate: equal to its definition, and right however long one looks."""

from __future__ import annotations

from fractions import Fraction
from math import comb, factorial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altui.learning.certifying.confidence_sequence import right_rows
from altui.learning.evaluation import wilson_interval


def pmf(x: int, n: int, a: int, b: int) -> Fraction:
    """The beta-binomial pmf, exactly."""

    def beta(p: int, q: int) -> Fraction:
        return Fraction(factorial(p - 1) * factorial(q - 1), factorial(p + q - 1))

    return comb(n, x) * beta(x + a, n - x + b) / beta(a, b)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_it_keeps_just_the_numbers_that_its_definition_keeps(data: st.DataObject) -> None:
    total = data.draw(st.integers(1, 40))
    drawn = data.draw(st.integers(0, total))
    right = data.draw(st.integers(0, drawn))
    alpha = data.draw(st.sampled_from([Fraction(1, 20), Fraction(1, 3), Fraction(1, 100)]))
    kept = [
        whole
        for whole in range(right, total - drawn + right + 1)
        if pmf(whole, total, 1, 1)
        <= pmf(whole - right, total - drawn, 1 + right, 1 + drawn - right) / alpha
    ]
    assert right_rows(right, drawn, total, float(alpha)) == (kept[0], kept[-1])
    assert kept == list(range(kept[0], kept[-1] + 1))


@given(st.integers(1, 300_000), st.data())
def test_it_holds_what_was_seen_and_ends_in_the_truth(total: int, data: st.DataObject) -> None:
    drawn = data.draw(st.integers(0, total))
    right = data.draw(st.integers(0, drawn))
    low, high = right_rows(right, drawn, total)
    assert right <= low <= high <= total - (drawn - right)
    assert right_rows(right, total, total) == (right, right)


def runs_ever_wrong(share: float, total: int, looks: int, runs: int) -> tuple[float, float]:
    """How often the sequence, and how often Wilson's interval, is wrong at some look."""
    rng = np.random.default_rng(1)
    truth = round(share * total)
    pool = np.arange(total) < truth
    ours = wilsons = 0
    for _ in range(runs):
        right = np.cumsum(rng.permutation(pool)[:looks])
        wrong = [not low <= truth <= high for low, high in _sequence(right, total)]
        ours += any(wrong)
        wilsons += any(
            not low <= truth / total <= high
            for low, high in (wilson_interval(int(k), n) for n, k in enumerate(right, 1) if n >= 10)
        )
    return ours / runs, wilsons / runs


def _sequence(right: np.ndarray, total: int) -> list[tuple[int, int]]:
    return [right_rows(int(k), n, total) for n, k in enumerate(right, 1)]


def test_watched_after_every_row_it_is_wrong_in_one_run_of_twenty_at_most() -> None:
    ours, wilsons = runs_ever_wrong(0.9, 1000, 150, 200)
    # With p = .05, 200 runs: 19 or more would come once in a thousand times.
    assert ours <= 18 / 200 < 0.2 < wilsons


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be"):
        right_rows(3, 2, 10)
