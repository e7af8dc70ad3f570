"""A split takes whole units, and about as many rows of each class as it should."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from altui.data.units.splitting import draw_units

rows = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 9)), min_size=1, max_size=60)


@given(rows, st.floats(0.05, 0.6), st.integers(0, 5))
def test_a_unit_is_drawn_whole(pairs: list[tuple[int, int]], share: float, seed: int) -> None:
    labels, codes = (np.array(each) for each in zip(*pairs, strict=True))
    wanted = np.round(share * np.bincount(labels, minlength=3)).astype(int)
    drawn = draw_units(labels, codes, wanted, np.random.default_rng(seed))
    for code in set(codes.tolist()):
        assert len(set(drawn[codes == code].tolist())) == 1


@given(st.lists(st.integers(0, 2), min_size=1, max_size=60), st.integers(0, 5))
def test_of_rows_alone_as_many_are_drawn_as_wanted(classes: list[int], seed: int) -> None:
    labels = np.array(classes)
    wanted = np.round(0.4 * np.bincount(labels, minlength=3)).astype(int)
    drawn = draw_units(labels, np.arange(len(labels)), wanted, np.random.default_rng(seed))
    assert np.bincount(labels[drawn], minlength=3).tolist() == wanted.tolist()


def test_the_share_of_each_class_is_nearly_as_wanted() -> None:
    rng = np.random.default_rng(0)
    codes = rng.integers(0, 200, 2000)
    labels = (rng.random(2000) < 0.2 + 0.3 * (codes % 2)).astype(int)
    wanted = np.round(0.2 * np.bincount(labels)).astype(int)
    drawn = draw_units(labels, codes, wanted, rng)
    assert np.abs(np.bincount(labels[drawn]) - wanted).max() <= 8
