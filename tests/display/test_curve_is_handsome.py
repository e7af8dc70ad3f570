from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from altui.display.plotting.axes import x_limits_for, y_limits_for
from altui.display.plotting.plot import AXIS, BAND, DASH, GRID, LINES, POINTS, Series, curve_lines
from tests.display.hostile import any_text, unfit

ACCURACY = [0.80, 0.82, 0.81, 0.84, 0.86, 0.85, 0.87, 0.88, 0.88, 0.89, 0.90, 0.90, 0.91]
SIZES = [(58, 14), (60, 20), (76, 16), (40, 10), (100, 25), (20, 6)]


def curve(
    values: list[float], width: int = 58, height: int = 14, *others: Series, **more: Any
) -> list[str]:
    xs = list(range(len(values)))
    series = [
        Series("least confidence", xs, values),
        *others,
        Series("latest", xs, values, "dashed"),
    ]
    limits: dict[str, Any] = {"x_limits": (0, 20), "y_limits": (0.7, 1.0)} | more
    return curve_lines(
        series,
        width=width,
        height=height,
        title="Accuracy on the test set",
        x_label="labels given",
        y_label="accuracy",
        **limits,
    )


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_plot_fills_its_place_exactly(width: int, height: int) -> None:
    lines = curve(ACCURACY, width, height)
    assert [cell_len(line) for line in lines] == [width] * height
    assert not any("\x1b" in line for line in lines)


def test_everything_that_explains_the_curve_is_there() -> None:
    text = "\n".join(curve(ACCURACY))
    for words in ("Accuracy on the test set", "accuracy", "labels given", "● least confidence"):
        assert words in text
    assert f"{DASH * 3} latest" in text
    assert GRID in text


def test_each_retrain_has_its_marker() -> None:
    canvas = "\n".join(curve(ACCURACY)[2:])
    assert canvas.count("●") == len(ACCURACY)
    assert LINES[0] & set(canvas)


def test_the_dashed_line_runs_across_at_the_latest_value() -> None:
    rows = [line for line in curve(ACCURACY)[2:] if line.count(DASH) > 20]
    assert len(rows) == 1
    assert "●" in rows[0]
    assert rows[0].endswith(DASH)


def test_ticks_are_round_numbers() -> None:
    lines = curve(ACCURACY)
    labels = [line.split("┤")[0].strip() for line in lines if "┤" in line]
    assert labels == ["1.00", "0.90", "0.80", "0.70"]
    assert lines[-2].split() == ["0", "5", "10", "15", "20"]


def test_each_kind_of_thing_has_its_own_glyph() -> None:
    kinds = [set(POINTS), {DASH}, {BAND}, {GRID}, set(AXIS), *map(set, LINES)]
    assert sum(map(len, kinds)) == len(set().union(*kinds))


def test_a_baseline_is_told_from_the_curve_without_colour() -> None:
    random = Series("random", range(13), [value - 0.05 for value in ACCURACY], "line")
    text = "\n".join(curve(ACCURACY, 58, 14, random))
    assert "▀▀ random" in text
    assert len(LINES[1] & set(text)) > 1


def test_the_interval_is_shaded_behind_the_curve() -> None:
    band = (range(13), [y - 0.07 for y in ACCURACY], [y + 0.05 for y in ACCURACY])
    lines = curve(ACCURACY, band=band)
    assert "░░ interval" in lines[1]
    assert sum(line.count(BAND) for line in lines[2:]) > 40
    assert sum(line.count("●") for line in lines[2:]) == len(ACCURACY)


def test_one_more_point_changes_a_few_cells_only() -> None:
    before, after = curve([*ACCURACY[:12], 0.91]), curve([*ACCURACY[:12], 0.91, 0.91])
    changed = [
        (row, column)
        for row, (old, new) in enumerate(zip(before, after, strict=True))
        for column, (one, other) in enumerate(zip(old, new, strict=True))
        if one != other
    ]
    assert 0 < len(changed) <= 8


def test_axes_stand_still_whatever_the_data() -> None:
    def axes(lines: list[str]) -> list[str]:
        return [lines[0], lines[1], *(line[:5] for line in lines[2:]), *lines[-3:]]

    assert axes(curve([])) == axes(curve(ACCURACY)) == axes(curve([0.99] * 21))


def test_limits_move_in_steps() -> None:
    assert x_limits_for(0, 7) == (0, 10)
    assert x_limits_for(90, 110) == (90, 110)
    assert x_limits_for(0, 21) == (0, 30)
    assert x_limits_for(0, 121) == (0, 200)
    assert y_limits_for(ACCURACY) == (0.7, 1.0)
    assert y_limits_for([1.0]) == (0.7, 1.0)
    assert y_limits_for([0.0, float("nan")]) == (0.0, 0.3)
    assert y_limits_for([]) == (0.0, 1.0)


@given(st.lists(st.floats(0, 1), min_size=1))
def test_limits_hold_all_values(values: list[float]) -> None:
    low, high = y_limits_for(values)
    assert 0 <= low <= min(values) <= max(values) <= high <= 1


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.floats(), st.floats()), max_size=30),
    st.tuples(st.floats(), st.floats()),
    st.tuples(st.floats(), st.floats()),
    st.integers(-1, 90),
    st.integers(-1, 30),
)
def test_no_numbers_and_no_size_break_it(
    points: list[tuple[float, float]],
    x_limits: tuple[float, float],
    y_limits: tuple[float, float],
    width: int,
    height: int,
) -> None:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    others = [Series("a", xs, ys, "line"), Series("b", ys, xs), Series("c", xs, xs, "line")]
    more = {"x_limits": x_limits, "y_limits": y_limits, "band": (xs, ys, xs)}
    lines = curve(ys, width, height, *others, **more)
    assert [cell_len(line) for line in lines] == [max(width, 0)] * max(height, 0)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.lists(st.floats(0, 1), max_size=60), min_size=1, max_size=7),
    st.integers(20, 110),
    st.integers(6, 30),
)
def test_any_curves_are_drawn_at_any_size(
    curves: list[list[float]], width: int, height: int
) -> None:
    others = [Series(f"s{n}", range(len(ys)), ys) for n, ys in enumerate(curves)]
    lines = curve(curves[0], width, height, *others, x_limits=(0, 59), y_limits=(0, 1))
    assert [cell_len(line) for line in lines] == [width] * height


@settings(deadline=None, max_examples=30)
@given(any_text)
def test_names_may_be_foreign(text: str) -> None:
    lines = curve_lines(
        [Series(text, [1], [0.5])],
        width=58,
        height=14,
        x_limits=(0, 10),
        y_limits=(0, 1),
        title=text,
        x_label=text,
        y_label=text,
    )
    assert [cell_len(line) for line in lines] == [58] * 14
    assert not any(unfit(line) or "\n" in line for line in lines)


def test_a_long_history_is_thinned_and_ends_at_its_end() -> None:
    values = [0.75 + 0.2 * n / 5_000 for n in range(5_000)]
    lines = curve(values, x_limits=(0, 4_999))
    assert any(line.endswith("●") for line in lines)


def test_plotext_is_not_loaded_before_a_plot_is_drawn() -> None:
    modules = "altui.display.plotting.plot, altui.display.progress, sys"
    code = f"import {modules}; print(sorted(sys.modules))"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True)
    assert "'plotext'" not in loaded
    assert "'textual'" not in loaded
    assert "'rich.console'" not in loaded
