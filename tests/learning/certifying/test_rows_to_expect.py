"""How many rows to expect is near what certificates then need."""

from __future__ import annotations

import numpy as np
import pytest

from altui.learning.certifying.expected_rows import expect_rows, expect_rows_after
from tests.learning.certifying.many_runs import edges, rows_needed


@pytest.mark.parametrize(("accuracy", "target"), [(0.95, 0.9), (0.85, 0.9), (0.8, 0.5)])
def test_half_of_all_certificates_need_no_more_and_nine_of_ten_no_more_than_the_most(
    accuracy: float, target: float
) -> None:
    total, is_above = 400, accuracy >= target
    expected = expect_rows(accuracy, total, target)
    found = edges(total, target, is_above=is_above)
    needed = rows_needed(round(accuracy * total), found, 1000, is_above=is_above)
    assert 0.9 * np.median(needed) <= expected.half <= 1.15 * np.median(needed) + 2
    assert 0.85 <= np.mean(needed <= expected.most) <= 0.96


def test_close_to_the_target_it_takes_most_rows() -> None:
    expected = expect_rows(0.9, 300, 0.9)
    assert 100 < expected.half <= expected.most <= 300


def test_rows_are_not_counted_beyond_ten_thousand() -> None:
    expect_rows(0.95, 1_000_000, 0.9)
    assert expect_rows_after(27, 30, 1_000_000, 0.9).most <= 10_000


def test_a_short_check_leaves_more_open_than_a_long_one() -> None:
    short, long = (expect_rows_after(9 * k, 10 * k, 1000, 0.8) for k in (2, 40))
    assert short.most > long.most
    assert abs(long.half - expect_rows(0.9, 1000, 0.8).half) < 20
