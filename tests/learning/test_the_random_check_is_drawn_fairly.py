"""Which rows are checked, and when: by the seed alone, spread as the README says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from altui.learning.honesty.random_check import draw, is_due, price, size_for


@given(st.integers(10, 100), st.integers(0, 2**32 - 1))
def test_one_item_in_five_until_thirty_then_one_in_ten(size: int, seed: int) -> None:
    drawn = draw(np.arange(10 * size), size, seed)
    items = [each.item for each in drawn if each.item is not None]
    assert len(items) == size and items == sorted(items)
    for place, item in enumerate(items):
        start, length = (5 * place, 5) if place < 30 else (150 + 10 * (place - 30), 10)
        assert start < item <= start + length
    assert len({each.row for each in drawn}) == len(drawn) == size + size // 2


def test_its_place_among_the_five_cannot_be_told_by_counting() -> None:
    drawn = draw(np.arange(300), 30, 0)
    assert len({each.item % 5 for each in drawn if each.item is not None}) == 5


def test_every_row_is_drawn_equally_often() -> None:
    counts = np.zeros(100)
    for seed in range(1000):
        counts[[each.row for each in draw(np.arange(100), 10, seed) if each.item]] += 1
    # Binomial with n = 1000, p = .1: its standard deviation is 9.5.
    assert abs(counts - 100).max() < 4.5 * 9.5


def test_its_turn_comes_at_its_item_and_stays_until_it_has_its_label() -> None:
    items = [3, 7]
    assert [is_due(answered, 0, items) for answered in range(4)] == [False, False, True, True]
    assert not is_due(5, 1, items) and is_due(6, 1, items)
    assert not is_due(99, 2, items)


@pytest.mark.parametrize(
    ("wanted", "pool", "size"),
    [(30, 1000, 30), (30, 200, 20), (30, 99, 0), (0, 1000, 0), (5, 1000, 0), (500, 2000, 200)],
)
def test_it_takes_a_tenth_of_the_pool_at_most_and_ten_rows_at_least(
    wanted: int, pool: int, size: int
) -> None:
    assert size_for(wanted, pool) == size


def test_its_price_is_told() -> None:
    assert price(30).startswith("Up to 30 of your first 150 labels") and "±11 points" in price(30)
    assert price(100).startswith("Up to 100 of your first 850 labels") and "±6 points" in price(100)
