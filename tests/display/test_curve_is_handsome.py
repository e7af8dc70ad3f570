from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from altui.display.lines import Line, Tone, text_of
from altui.display.plotting.axes import Limits, axis_for, x_limits_for, y_limits_for
from altui.display.plotting.plot import (
    BAND_SAMPLE,
    DASH_SAMPLE,
    GRID,
    LINE_SAMPLE,
    POINTS,
    Series,
    curve_lines,
)
from tests.display.hostile import any_text, unfit

ACCURACY = [0.80, 0.82, 0.81, 0.84, 0.86, 0.85, 0.87, 0.88, 0.88, 0.89, 0.90, 0.90, 0.91]
SIZES = [(58, 14), (60, 20), (76, 16), (40, 10), (100, 25), (20, 6)]


BRAILLE = frozenset(map(chr, range(0x2801, 0x2900)))


def drawn(
    values: list[float], width: int = 58, height: int = 14, *others: Series, **more: Any
) -> list[Line]:
    xs = list(range(len(values)))
    series = [
        Series("least confidence", xs, values),
        *others,
        Series("latest", xs, values, "dashed", "level"),
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


def curve(*arguments: Any, **more: Any) -> list[str]:
    return ["".join(span.text for span in line) for line in drawn(*arguments, **more)]


def cells(lines: list[Line], tone: Tone) -> list[tuple[int, int]]:
    """Where something stands in that tone, as (row, column)."""
    return [
        (row, column)
        for row, line in enumerate(lines)
        for column, (glyph, kind) in enumerate(
            (glyph, span.kind) for span in line for glyph in span.text
        )
        if kind == tone and glyph != " "
    ]


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_plot_fills_its_place_exactly(width: int, height: int) -> None:
    lines = curve(ACCURACY, width, height)
    assert [cell_len(line) for line in lines] == [width] * height
    assert not any("\x1b" in line for line in lines)


def test_everything_that_explains_the_curve_is_there() -> None:
    text = "\n".join(curve(ACCURACY))
    for words in ("Accuracy on the test set", "accuracy", "labels given", "● least confidence"):
        assert words in text
    assert f"{DASH_SAMPLE} latest" in text
    assert GRID in text


def test_the_curve_is_one_line_without_a_gap_and_ends_in_its_form() -> None:
    lines = drawn(ACCURACY)[2:]
    places = cells(lines, "curve")
    columns = sorted({column for _, column in places})
    assert columns == list(range(columns[0], columns[-1] + 1))
    glyphs = [text_of(lines[row])[column] for row, column in places]
    assert glyphs.count("●") == 1 and set(glyphs) <= {*BRAILLE, "●"}


def test_each_retrain_has_its_stroke_where_there_is_room() -> None:
    level = [0.9] * 9
    wide, dense = curve(level, 76), curve(level, 76, x_limits=(0, 100))
    strokes = frozenset("⠗⠺⢺⡗⠧⠼")
    (row,) = [line for line in wide[3:] if "●" in line]
    assert sum(glyph in strokes for glyph in row) == 8
    assert not any(strokes & set(line) for line in dense[2:])


def test_a_hundredth_more_is_seen() -> None:
    """Although the rows of this plot are further apart than that."""
    limits = {"y_limits": (0.8, 1.0)}
    before, after = ([0.88] * 4 + [last] for last in (0.88, 0.89))
    assert curve(before, 49, 15, **limits)[2:] != curve(after, 49, 15, **limits)[2:]


def test_the_dashed_line_runs_across_at_the_latest_value() -> None:
    lines = drawn(ACCURACY)
    places = cells(lines[2:], "level")
    (row,) = {row for row, _ in places}
    assert "●" in text_of(lines[2:][row])
    assert len(places) > 12 and max(column for _, column in places) >= 54


TICKS = [
    (15, (0.7, 1.0), ["1.00", "0.90", "0.80", "0.70"]),
    (15, (0.0, 10.0), ["10", "5", "0"]),
    (20, (0.86, 0.93), ["0.94", "0.92", "0.90", "0.88", "0.86"]),
    (15, (0.0, 1.0), ["1.00", "0.50", "0.00"]),
]


@pytest.mark.parametrize(("height", "limits", "labels"), TICKS)
def test_ticks_are_round_numbers_on_even_rows(
    height: int, limits: Limits, labels: list[str]
) -> None:
    lines = curve(ACCURACY, 58, height, y_limits=limits)
    at = {row: line.split("┤")[0].strip() for row, line in enumerate(lines) if "┤" in line}
    assert [*at.values()] == labels
    assert len({after - before for before, after in pairwise(at)}) == 1
    assert lines[-2].split() == ["0", "5", "10", "15", "20"]
    ticks = [column for column, glyph in enumerate(lines[-3]) if glyph == "┬"]
    assert len({after - before for before, after in pairwise(ticks)}) == 1


@example((-1.0, 2.0), 3, 2)
@given(
    st.tuples(st.floats(-1e4, 1e4), st.floats(0.01, 1e4)), st.integers(1, 120), st.integers(2, 8)
)
def test_an_axis_holds_its_limits_and_its_ticks_are_apart(
    place: tuple[float, float], cells: int, apart: int
) -> None:
    low, high = place[0], sum(place)
    axis = axis_for((low, high), cells, apart)
    ends = axis.low, axis.low + axis.per_cell * max(cells - 1, 1)
    ease = 1e-6 * (abs(low) + abs(high))
    assert ends[0] - ease <= low and high <= ends[1] + ease
    assert all(0 <= cell < cells for cell in axis.ticks)
    assert all(after - before >= apart for before, after in pairwise(axis.ticks))


def test_the_grid_stands_on_the_ticks_only() -> None:
    lines = curve([])
    on_ticks = [column for column, glyph in enumerate(lines[-3]) if glyph == "┬"]
    for line in lines[3:-3]:
        dots = [column for column, glyph in enumerate(line) if glyph == GRID]
        assert dots == on_ticks or ("┤" in line and set(on_ticks) < set(dots))


def test_a_legend_never_moves_the_axes() -> None:
    band = (range(13), [y - 0.07 for y in ACCURACY], [y + 0.05 for y in ACCURACY])
    other = Series("another one of the strategies", [0, 1], [0.8, 0.8])
    for height in (10, 14, 20):
        plain, full = curve([], 58, height), curve(ACCURACY, 58, height, other, band=band)
        assert [line[:5] for line in plain] == [line[:5] for line in full]


def test_several_curves_are_told_apart_without_colour() -> None:
    random = Series("random", range(13), [value - 0.05 for value in ACCURACY])
    text = "\n".join(curve(ACCURACY, 58, 14, random))
    assert f"{LINE_SAMPLE}● least confidence" in text and f"{LINE_SAMPLE}○ random" in text
    assert text.count("●") > 2 and text.count("○") > 2, "on their way, not at their ends alone"
    assert len({*POINTS}) == len(POINTS)


def test_curves_that_end_in_one_point_show_all_their_forms() -> None:
    twin = Series("twin", range(13), ACCURACY)
    lines = curve(ACCURACY, 58, 14, twin, Series("third", range(13), ACCURACY))[3:]
    ends = next(line.rstrip(f" {GRID}⠒") for line in lines if "●" in line)
    assert ends.endswith("◆○●")


def test_the_interval_is_shaded_behind_the_curve() -> None:
    band = (range(13), [y - 0.07 for y in ACCURACY], [y + 0.05 for y in ACCURACY])
    lines = drawn(ACCURACY, band=band)
    assert f"{BAND_SAMPLE} interval" in text_of(lines[1])
    shaded = [
        each for each in cells(lines[2:], "dim") if text_of(lines[2:][each[0]])[each[1]] in BRAILLE
    ]
    assert len(shaded) > 40
    assert cells(lines[2:], "curve") == cells(drawn(ACCURACY)[2:], "curve")


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
    assert y_limits_for(ACCURACY) == (0.75, 0.95)
    assert y_limits_for([1.0]) == (0.8, 1.0)
    assert y_limits_for([0.0, float("nan")]) == (0.0, 0.2)
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
    found = curve_lines(
        [Series(text, [1], [0.5])],
        width=58,
        height=14,
        x_limits=(0, 10),
        y_limits=(0, 1),
        title=text,
        x_label=text,
        y_label=text,
    )
    lines = ["".join(span.text for span in line) for line in found]
    assert [cell_len(line) for line in lines] == [58] * 14
    assert not any(unfit(line) or "\n" in line for line in lines)


def test_a_long_history_is_thinned_and_ends_at_its_end() -> None:
    values = [0.75 + 0.2 * n / 5_000 for n in range(5_000)]
    lines = curve(values, x_limits=(0, 4_999))
    assert [line.index("●") for line in lines[3:] if "●" in line] == [lines[-3].rindex("┬")]


def test_plotext_is_not_loaded_before_a_plot_is_drawn() -> None:
    modules = "altui.display.plotting.plot, altui.display.progress, sys"
    code = f"import {modules}; print(sorted(sys.modules))"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True)
    assert "'plotext'" not in loaded
    assert "'textual'" not in loaded
    assert "'rich.console'" not in loaded
