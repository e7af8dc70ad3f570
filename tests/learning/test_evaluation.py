"""An accuracy always comes with its count, interval and kind."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from altui.learning.evaluation import Evaluation, evaluate, wilson_interval


def test_an_accuracy_is_written_with_its_count_interval_and_kind() -> None:
    assert str(Evaluation(91, 100)) == "0.9100 (91/100, 84 to 95 %, test)"


def test_the_interval_is_wilsons() -> None:
    # Brown, Cai & DasGupta (2001) discuss this interval; 27 of 30 is computed by hand.
    low, high = wilson_interval(27, 30)
    assert (low, high) == (pytest.approx(0.7438, abs=1e-4), pytest.approx(0.9654, abs=1e-4))


@given(st.integers(1, 10_000), st.data())
def test_the_interval_holds_the_accuracy_and_stays_within_0_and_1(
    total: int, data: st.DataObject
) -> None:
    right = data.draw(st.integers(0, total))
    low, high = wilson_interval(right, total)
    assert 0 <= low <= right / total <= high <= 1


def test_a_random_check_says_so_and_says_nothing_under_ten_rows() -> None:
    assert str(Evaluation(27, 30, "audit")) == "27/30 = 90 % (74 to 97 %, random check)"
    assert str(Evaluation(4, 4, "audit")) == "not measured yet (4 of 10)"
    assert str(Evaluation(9, 9)) == "not measured yet (9 of 10)"


def test_recall_and_precision_are_counted_by_class() -> None:
    true = np.array([0] * 45 + [1] * 4)
    predicted = np.array([0] * 43 + [1] * 2 + [1] * 3 + [0])
    found = evaluate(predicted, true, 2, "audit")
    assert (found.right, found.total, found.confusion) == (46, 49, ((43, 2), (1, 3)))
    assert str(found.recall(1)) == "3/4 (30 to 95 %)"
    assert str(found.precision(1)) == "3/5 (23 to 88 %)"
    assert found.rare == 1


@pytest.mark.parametrize("true", [[0] * 9 + [1], [0] * 5 + [1] * 5, [0] * 5 + [1]])
def test_a_class_is_rare_below_one_in_ten_only(true: list[int]) -> None:
    assert evaluate(np.zeros(len(true), int), np.array(true), 2, "audit").rare is None


def test_no_rows_give_no_interval() -> None:
    with pytest.raises(ValueError, match="at least one row"):
        wilson_interval(0, 0)
