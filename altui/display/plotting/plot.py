"""A curve as lines of plain text; the only place that draws with plotext.

Every kind of thing has glyphs of its own, so that a widget can colour the lines glyph by glyph.
Where things stand depends on size, names and limits alone: a new point changes few cells.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from altui.display.plotting.axes import (
    Canvas,
    Limits,
    canvas_for,
    widen,
    x_limits_for,
    y_limits_for,
)
from altui.display.plotting.legend import Entry, centre, legend_lines
from altui.display.text import pad

__all__ = ["Series", "curve_lines", "x_limits_for", "y_limits_for"]

POINTS = ("●", "○", "◆", "◇", "▲", "△")
POINT = POINTS[0]
LINES = (
    frozenset(map(chr, range(0x2801, 0x2900))),
    frozenset("▖▗▘▝▀▄▌▐▞▚▛▜▙▟█"),
    *(frozenset(glyph) for glyph in "×+∘∗"),
)
LINE = LINES[0]
DASH = "╴"
BAND = "░"
GRID = "·"
AXIS = frozenset("│┤└─┬")

_LINE_MARKERS = ("braille", "hd", "×", "+", "∘", "∗")
_LINE_SAMPLES = ("⠒⠒", "▀▀", "××", "++", "∘∘", "∗∗")
_SMALLEST_WIDTH, _SMALLEST_HEIGHT = 20, 6
_LOW = 9

Band = tuple[Sequence[float], Sequence[float], Sequence[float]]
_Points = list[tuple[float, float]]

KEPT = 64
"""Plots kept: those of all answers that are prepared for, at several sizes."""

_figure_lock = threading.Lock()


@dataclass(frozen=True)
class Series:
    """A line with a marker at each point, a line alone, or a dashed line across the plot.

    Of a dashed series the last y is the height.
    """

    name: str
    x: Sequence[float]
    y: Sequence[float]
    marker: Literal["point", "line", "dashed"] = "point"


def curve_lines(
    series: Sequence[Series],
    *,
    width: int,
    height: int,
    x_limits: Limits,
    y_limits: Limits,
    title: str,
    x_label: str,
    y_label: str,
    band: Band | None = None,
    band_name: str = "interval",
) -> list[str]:
    """`height` lines of `width` cells each; no more than the title where a plot has no room.

    `band` is x, low and high of a shaded interval. Values that are not finite are left out;
    those above or below the limits are drawn at the edge.
    """
    fixed = tuple(replace(one, x=tuple(one.x), y=tuple(one.y)) for one in series)
    shade = None if band is None else tuple(map(tuple, band))
    words = (title, x_label, y_label, band_name)
    return [*_lines(fixed, (width, height), (x_limits, y_limits), words, shade)]


@lru_cache(KEPT)
def _lines(
    series: tuple[Series, ...],
    size: tuple[int, int],
    limits: tuple[Limits, Limits],
    words: tuple[str, str, str, str],
    band: Band | None,
) -> tuple[str, ...]:
    """The lines depend on nothing but what is given here: those of a plot drawn before, or ahead of
    its time, are taken as they are."""
    (width, height), (title, x_label, y_label, band_name) = size, words
    if width < _SMALLEST_WIDTH or height < _SMALLEST_HEIGHT:
        return tuple(pad(title if line == 0 else "", width) for line in range(height))
    entries = _legend(series, band_name if band else "")
    above = [centre(title, width), *legend_lines(entries, y_label, width, 1 + height // 12)]
    named = height >= _LOW
    canvas = canvas_for(width, height - len(above) - 2 - named, *map(widen, limits))
    below = [centre(x_label, width, offset=canvas.left)] if named else []
    return (*above, *_draw(canvas, series, band), *below)


def _legend(series: Sequence[Series], band_name: str) -> list[Entry]:
    entries = []
    for place, one in _place_series(series):
        sample = POINTS[place] if one.marker == "point" else _LINE_SAMPLES[place]
        entries.append(Entry(sample, one.name))
    entries += [Entry(DASH * 3, one.name) for one in series if one.marker == "dashed"]
    return [*entries, Entry(BAND * 2, band_name)] if band_name else entries


def _place_series(series: Sequence[Series]) -> list[tuple[int, Series]]:
    """The curves with the place that decides on their glyphs."""
    curves = [one for one in series if one.marker != "dashed"]
    return [(index % len(POINTS), one) for index, one in enumerate(curves)]


def _draw(canvas: Canvas, series: Sequence[Series], band: Band | None) -> list[str]:
    """The canvas, its axes and tick labels; what comes later is drawn over what came before."""
    with _figure_lock:
        figure = _empty_figure(canvas)
        _scatter(figure, canvas.grid(), GRID)
        if band is not None:
            _scatter(figure, _shade(canvas, *band), BAND)
        for one in series:
            if one.marker == "dashed":
                _scatter(figure, _level(canvas, one), DASH)
        # The first curve is the one that counts, so it is drawn last.
        curves = [(place, one, _visible(canvas, one)) for place, one in _place_series(series)][::-1]
        for place, _, points in curves:
            if points:
                figure.plot(*zip(*points, strict=True), marker=_LINE_MARKERS[place])
        for place, one, points in curves:
            if one.marker == "point":
                _scatter(figure, points, POINTS[place])
        text: str = figure.uncolorize(figure.build())
    # Every glyph of a plot has one cell: it needs none of the care that foreign text does.
    lines = text.split("\n")[: canvas.rows + 2]
    return [line[: canvas.width].ljust(canvas.width) for line in lines]


def _empty_figure(canvas: Canvas) -> Any:
    """plotext's one figure, cleared, with nothing on it but two axes."""
    import plotext

    figure: Any = plotext
    figure.clear_figure()
    figure.limit_size(False, False)
    figure.plotsize(canvas.width, canvas.rows + 2)
    figure.theme("clear")
    figure.xaxes(True, False)
    figure.yaxes(True, False)
    figure.xlim(*canvas.x_limits)
    figure.ylim(*canvas.y_limits)
    figure.xticks(list(canvas.x_ticks), list(canvas.x_ticks.values()))
    figure.yticks(list(canvas.y_ticks), list(canvas.y_ticks.values()))
    return figure


def _scatter(figure: Any, points: Iterable[tuple[float, float]], glyph: str) -> None:
    if points := list(points):
        figure.scatter(*zip(*points, strict=True), marker=glyph)


def _visible(canvas: Canvas, one: Series) -> _Points:
    """Its points within the x limits, no more than two to a column, the last one always."""
    low, high = canvas.x_limits
    points = _thin_points(list(zip(one.x, one.y, strict=False)), 2 * canvas.columns)
    return [(x, canvas.inside(y)) for x, y in points if math.isfinite(y) and low <= x <= high]


def _thin_points(points: _Points, most: int) -> _Points:
    """Every second, fourth, ... and the last: one point more leaves the others where they are."""
    step = 1
    while len(points) > step * most:
        step *= 2
    kept = points[::step]
    return kept if (len(points) - 1) % step == 0 else [*kept, *points[-1:]]


def _level(canvas: Canvas, one: Series) -> _Points:
    heights = [y for y in one.y if math.isfinite(y)][-1:]
    return [
        (canvas.x_at(column), canvas.inside(y)) for y in heights for column in range(canvas.columns)
    ]


def _shade(
    canvas: Canvas, xs: Sequence[float], lows: Sequence[float], highs: Sequence[float]
) -> _Points:
    """The cells between low and high, both drawn straight from one x to the next."""
    points = sorted(
        point for point in zip(xs, lows, highs, strict=False) if all(map(math.isfinite, point))
    )
    cells: _Points = []
    for column in range(canvas.columns):
        x = canvas.x_at(column)
        edges = _between(points, x, canvas.column_width / 2)
        if edges is not None:
            bottom, top = (canvas.row_of(canvas.inside(edge)) for edge in edges)
            cells += [(x, canvas.y_at(row)) for row in range(bottom, top + 1)]
    return cells


def _between(
    points: list[tuple[float, float, float]], x: float, slack: float
) -> tuple[float, float] | None:
    """Low and high at `x`, or None when x lies more than `slack` beyond the points."""
    if not points or not points[0][0] - slack <= x <= points[-1][0] + slack:
        return None
    after = next((index for index, point in enumerate(points) if point[0] >= x), len(points) - 1)
    (x0, low0, high0), (x1, low1, high1) = points[max(after - 1, 0)], points[after]
    share = min(max((x - x0) / (x1 - x0), 0.0), 1.0) if x1 > x0 else 1.0
    return low0 + share * (low1 - low0), high0 + share * (high1 - high0)
