"""An accuracy always comes with its count, interval and kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from altui.learning.evaluation import Evaluation, wilson_interval


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


def test_no_rows_give_no_interval() -> None:
    with pytest.raises(ValueError, match="at least one row"):
        wilson_interval(0, 0)
