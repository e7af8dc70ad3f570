"""A random order is that of drawing from what is left, however far and by whom it is asked."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from altui.learning.strategies.random_order import RandomOrder


def drawn_from_a_list(pool: np.ndarray, seed: int) -> list[int]:
    generator = np.random.default_rng(seed)
    left = np.flatnonzero(pool).tolist()
    return [left.pop(int(generator.integers(len(left)))) for _ in range(len(left))]


@given(st.lists(st.booleans(), min_size=1, max_size=80), st.integers(0, 99))
def test_each_draw_is_from_the_rows_that_are_left(rows: list[bool], seed: int) -> None:
    pool = np.array(rows)
    order = RandomOrder(pool, seed)
    assert [order.at(place) for place in range(int(pool.sum()))] == drawn_from_a_list(pool, seed)


@given(st.lists(st.booleans(), min_size=1, max_size=80), st.integers(0, 99), st.data())
def test_the_first_is_the_earliest_that_is_available(
    rows: list[bool], seed: int, data: st.DataObject
) -> None:
    pool = np.array(rows)
    expected, order = drawn_from_a_list(pool, seed), RandomOrder(pool, seed)
    for _ in range(5):
        chosen = data.draw(st.sets(st.sampled_from(expected))) if expected else set()
        if chosen:
            available = np.isin(np.arange(len(pool)), list(chosen))
            assert order.first(available) == next(row for row in expected if row in chosen)
