"""Which share of a column's numbers is lower: exact up to 2,000 rows, never told by blank cells;
of the lowest value none, so its bar is the lowest too."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from altui.data.dataset import DataOptions, Field
from altui.data.features.column_quantiles import ENOUGH, Spread
from altui.data.features.matrix import Features, build_features
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.memory_table import MemoryTable
from altui.data.schema import Role
from altui.display.lines import text_of
from altui.labeling.showing.shown_row import ShownRow
from altui.wording.view.row import row_lines

NUMBERS = st.floats(-1e6, 1e6)


def spread_of(values: list[float], chunk: int = 7) -> Spread:
    spread = Spread(["x"], len(values))
    for start in range(0, len(values), chunk):
        spread.put(start, [np.array(values[start : start + chunk])])
    return spread


@given(st.lists(NUMBERS, min_size=1, max_size=60), st.integers(1, 9))
def test_half_of_the_equal_ones_count_as_lower(values: list[float], chunk: int) -> None:
    spread = spread_of(values, chunk)
    for value in values:
        lower, equal = sum(v < value for v in values), values.count(value)
        place = (lower + equal / 2) / len(values) if lower else 0
        assert spread.place("x", value) == pytest.approx(place)


@given(st.integers(1, 90), st.lists(st.floats(1, 9), max_size=60))
def test_the_lowest_value_has_the_lowest_bar_also_on_ties(ties: int, higher: list[float]) -> None:
    place = spread_of([0.0] * ties + higher).place("x", 0.0)
    numbers = ShownRow(0, "r0", (Field("x", "0", Role.NUMERIC),), None, places={"x": place or 0})
    assert place == 0 and any("0 ▁" in text_of(each) for each in row_lines(numbers, 60))


@given(st.lists(NUMBERS, min_size=1, max_size=60), NUMBERS, NUMBERS)
def test_a_higher_number_has_no_lower_place(values: list[float], one: float, other: float) -> None:
    places = [spread_of(values).place("x", each) for each in sorted((one, other))]
    assert places == sorted(places)  # type: ignore[type-var]
    assert spread_of(values).place("x", 2e6) == 1 and spread_of(values).place("x", -2e6) == 0


def test_blank_cells_have_no_place_and_take_none() -> None:
    values = [1.0, float("nan"), 3.0, float("nan")]
    assert spread_of(values).place("x", 3.0) == spread_of([1.0, 3.0]).place("x", 3.0) == 0.75
    assert spread_of([float("nan")] * 3).place("x", 1.0) is None
    assert spread_of([1.0]).place("another", 1.0) is None


def test_of_a_large_file_every_so_many_th_row_is_taken() -> None:
    values = np.random.default_rng(0).permutation(50_000).astype(float)
    spread = spread_of(values.tolist(), chunk=333)
    assert ENOUGH <= len(spread._sorted["x"]) < 2 * ENOUGH
    for value in (500, 25_000, 49_000):
        assert spread.place("x", value) == pytest.approx(value / 50_000, abs=0.04)


def made(cells: list[tuple[str, ...]]) -> Features:
    table = MemoryTable("made-up", ("size", "word", "label"), cells)
    return build_features(load_dataset(table, infer_schema(table), DataOptions(("a", "b"))))


def test_it_is_told_of_numbers_that_are_learned_from() -> None:
    features = made([(str(2 * n), "xy"[n % 2], "ab"[n % 2]) for n in range(40)])
    assert features.place(Field("size", "0", Role.NUMERIC)) == 0
    assert features.place(Field("size", "2", Role.NUMERIC)) == pytest.approx(1.5 / 40)
    assert features.place(Field("size", " ", Role.NUMERIC)) is None
    assert features.place(Field("word", "x", Role.CATEGORICAL)) is None
