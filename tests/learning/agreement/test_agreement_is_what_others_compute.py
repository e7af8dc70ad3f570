"""Alpha and kappa against the libraries that people would use instead."""

from __future__ import annotations

import warnings

import krippendorff
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from pytest import approx
from sklearn.metrics import cohen_kappa_score

from altui.learning.agreement.alpha import krippendorff_alpha
from altui.learning.agreement.kappa import cohen_kappa, confusion

tables = st.integers(2, 5).flatmap(
    lambda people: arrays(
        np.int64, st.tuples(st.integers(1, 40), st.just(people)), elements=st.integers(-1, 3)
    )
)


@given(tables)
def test_alpha_is_that_of_krippendorff_with_answers_missing_anywhere(table):
    found = krippendorff_alpha(table)
    paired = (table >= 0).sum(axis=1) > 1
    assert found.rows == paired.sum()
    said = table[paired]
    if len(np.unique(said[said >= 0])) < 2:
        assert found.value is None
        return
    reliability = np.where(said < 0, np.nan, said).T
    expected = krippendorff.alpha(reliability, level_of_measurement="nominal")
    assert found.value == approx(expected, abs=1e-12)
    assert -1 <= found.low <= found.value <= found.high <= 1


@given(
    arrays(np.int64, st.tuples(st.integers(1, 60), st.just(2)), elements=st.integers(0, 4)),
)
def test_kappa_is_that_of_scikit_learn(table):
    one, other = table.T
    found = cohen_kappa(one, other)
    assert (found.rows, found.alike) == (len(one), (one == other).sum())
    if len(np.unique(table)) < 2:
        assert found.value is None
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert found.value == approx(cohen_kappa_score(one, other), abs=1e-12)
    assert -1 <= found.low <= found.value <= found.high <= 1


def test_nobody_disagreed_and_the_interval_is_no_point():
    table = np.repeat([[0, 0], [1, 1]], 15, axis=0)
    found = krippendorff_alpha(table)
    assert (found.value, found.high) == (1, 1)
    assert 0.6 < found.low < 0.9


def test_no_row_was_answered_by_two():
    assert krippendorff_alpha(np.array([[0, -1], [-1, 1]])).rows == 0
    assert krippendorff_alpha(np.zeros((0, 2), np.int64)).value is None
    assert cohen_kappa(np.zeros(0, np.int64), np.zeros(0, np.int64)).value is None


def test_five_thousand_classes_take_no_table_of_them():
    rng = np.random.default_rng(0)
    table = rng.integers(0, 5000, size=(20_000, 3))
    assert krippendorff_alpha(table).value == approx(0, abs=0.01)


def test_a_confusion_counts_pairs():
    one, other = np.array([0, 0, 4999, 0]), np.array([0, 1, 4999, 1])
    assert confusion(one, other) == [(0, 0, 1), (0, 1, 2), (4999, 4999, 1)]
    assert confusion(one[:0], other[:0]) == []
