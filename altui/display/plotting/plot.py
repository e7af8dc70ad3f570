"""A curve as lines of spans.

The line, the interval and the dashes are of one set of dots. Where things stand depends on size,
names and limits alone: a new point changes few cells.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from altui.display.lines import Line, Span, Tone
from altui.display.plotting.axes import (
    Canvas,
    Limits,
    canvas_for,
    widen,
    x_limits_for,
    y_limits_for,
)
from altui.display.plotting.dots import (
    cells_along,
    dashes,
    form_cells,
    shade,
    visible_dots,
    with_strokes,
)
from altui.display.plotting.figure import Figure
from altui.display.plotting.legend import Entry, centre, legend_lines

__all__ = ["Series", "curve_lines", "x_limits_for", "y_limits_for"]

POINTS = ("●", "○", "◆", "◇", "▲", "△", "■")
"""The form of each curve, beside its colour: at its end, and on its way where there are several."""

GRID = "·"
LINE_SAMPLE, DASH_SAMPLE, BAND_SAMPLE = "⠒", "⠒ ⠒", "⡐⡐"

_SMALLEST_WIDTH, _SMALLEST_HEIGHT = 20, 6
_LOW = 9

Band = tuple[Sequence[float], Sequence[float], Sequence[float]]

KEPT = 64
"""Plots kept: those of all answers that are prepared for, at several sizes."""

_figure_lock = threading.Lock()


@dataclass(frozen=True)
class Series:
    """A line with a stroke at each point, a line alone, or a dashed line across the plot.

    Of a dashed series the last y is the height. Without a `form` a curve has that of its place.
    """

    name: str
    x: Sequence[float]
    y: Sequence[float]
    marker: Literal["point", "line", "dashed"] = "point"
    tone: Tone = "curve"
    form: str = ""


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
) -> list[Line]:
    """`height` lines of `width` cells each; no more than the title where a plot has no room.

    `band` is x, low and high of a shaded interval. Values that are not finite are left out;
    those above or below the limits are drawn at the edge.
    """
    fixed = tuple(replace(one, x=tuple(one.x), y=tuple(one.y)) for one in _with_forms(series))
    shaded = None if band is None else tuple(map(tuple, band))
    words = (title, x_label, y_label, band_name)
    return [*_lines(fixed, (width, height), (x_limits, y_limits), words, shaded)]


def _with_forms(series: Sequence[Series]) -> Iterator[Series]:
    forms = iter(POINTS * len(series))
    for one in series:
        yield one if one.form or one.marker == "dashed" else replace(one, form=next(forms))


@lru_cache(KEPT)
def _lines(
    series: tuple[Series, ...],
    size: tuple[int, int],
    limits: tuple[Limits, Limits],
    words: tuple[str, str, str, str],
    band: Band | None,
) -> tuple[Line, ...]:
    """The lines depend on nothing but what is given here: those of a plot drawn before, or ahead of
    its time, are taken as they are."""
    (width, height), (title, x_label, y_label, band_name) = size, words
    head = centre(Span(title), width)
    if width < _SMALLEST_WIDTH or height < _SMALLEST_HEIGHT:
        return (head, *[(Span(" " * width),)] * (height - 1))[: max(height, 0)]
    entries = [*_legend(series)]
    if band:
        # It is that of the first curve.
        entries.insert(1, Entry(BAND_SAMPLE, band_name, "dim"))
    above = [head, *legend_lines(entries, y_label, width, 1 + height // 12)]
    named = height >= _LOW
    canvas = canvas_for(width, height - len(above) - 2 - named, *map(widen, limits))
    below = [centre(Span(x_label, "dim"), width, offset=canvas.left)] if named else []
    return (*above, *_draw(canvas, series, band), *below)


def _legend(series: Sequence[Series]) -> Iterator[Entry]:
    for one in series:
        sample = DASH_SAMPLE if one.marker == "dashed" else LINE_SAMPLE + one.form
        yield Entry(sample, one.name, one.tone)


def _draw(canvas: Canvas, series: Sequence[Series], band: Band | None) -> list[Line]:
    """The canvas, its axes and tick labels."""
    with _figure_lock:
        figure = Figure(canvas, ["dim", *dict.fromkeys(one.tone for one in series)])
        figure.put_glyphs(canvas.grid(), GRID, "dim")
        if band is not None:
            figure.put_dots(shade(canvas, *band), "dim")
        for one in series:
            if one.marker == "dashed":
                dots = [*dashes(canvas, one.y)]
                # Between the dashes nothing is seen of what lies below them.
                figure.put_glyphs(cells_along(canvas, dots), " ", one.tone)
                figure.put_dots(dots, one.tone)
        # The first curve is the one that counts, so it is drawn last.
        curves = [one for one in series if one.marker != "dashed"]
        every = [visible_dots(canvas, one.x, one.y) for one in curves]
        for one, dots in reversed([*zip(curves, every, strict=True)]):
            # Of several curves the forms say which is which: strokes would be in their way.
            has_strokes = one.marker == "point" and len(curves) == 1
            figure.join_dots(with_strokes(dots) if has_strokes else dots, one.tone)
        for one, cells in zip(curves, form_cells(every), strict=True):
            figure.put_glyphs(cells, one.form, one.tone)
        return figure.lines()
