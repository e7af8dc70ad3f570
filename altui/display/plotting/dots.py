"""Where the dots and glyphs of a curve stand, dots counted from the lower left one.

A cell has two dots across and four up: a line in dots goes through its points, where one in cells
would jump from row to row.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from altui.display.plotting.axes import Canvas

ACROSS, UP = 2, 4
"""Dots in a cell."""

DASH = 2 * ACROSS
"""Dots after which the dashes come again: one cell with dots and one without."""

FORMS_APART = 12
"""Cells between two forms on the way of one of several curves."""

LEAST_APART = 3
"""Cells from point to point below which points have no strokes of their own."""

FARTHEST = 1_000_000
"""Cells beyond which nothing tells how far beyond the plot a point is."""

Place = tuple[int, int]
Places = Iterable[Place]
_Points = list[tuple[float, float]]


def dot_at(canvas: Canvas, x: float, y: float) -> Place:
    """For the value in the middle of a cell: the left and upper one of its four middle dots."""
    lowest, highest = canvas.y.low, canvas.y.low + canvas.y.per_cell * (canvas.rows - 1)
    row = canvas.y.cell_of(min(max(y, lowest), highest))
    column = min(max(canvas.x.cell_of(x), -FARTHEST), FARTHEST)
    return math.floor(ACROSS * column + 0.5), math.floor(UP * row + UP / 2)


def visible_dots(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> list[Place]:
    """The points within the plot, no more than two to a column, the last one always."""
    points = _thin_points(list(zip(xs, ys, strict=False)), ACROSS * canvas.columns)
    dots = [dot_at(canvas, x, y) for x, y in points if math.isfinite(x) and math.isfinite(y)]
    return [(across, up) for across, up in dots if 0 <= across < ACROSS * canvas.columns]


def _thin_points(points: _Points, most: int) -> _Points:
    """Every second, fourth, ... and the last: one point more leaves the others where they are."""
    step = 1
    while len(points) > step * most:
        step *= 2
    kept = points[::step]
    return kept if (len(points) - 1) % step == 0 else [*kept, *points[-1:]]


def with_strokes(dots: list[Place]) -> list[Place]:
    """The way of a line through its points, with a short stroke across it at each; the points alone
    where they stand too close."""
    room = dots[-1][0] - dots[0][0] if dots else 0
    if room < ACROSS * LEAST_APART * (len(dots) - 1):
        return dots
    return [(across, up + more) for across, up in dots for more in (0, 1, -1, 0)]


def form_cells(curves: Sequence[list[Place]]) -> list[list[Place]]:
    """The cells of each curve's form: that of its last point, and those on its way if it is one of
    several, in columns of its own. At an end that others have too, it stands left of theirs."""
    found, ends = [], set()
    for number, dots in enumerate(curves):
        cells = [*_on_the_way(dots, number, len(curves))]
        for across, up in dots[-1:]:
            column, row = across // ACROSS, up // UP
            while (column, row) in ends and column > 0:
                column -= 1
            ends.add((column, row))
            cells.append((column, row))
        found.append(cells)
    return found


def _on_the_way(dots: list[Place], number: int, count: int) -> Iterator[Place]:
    first = number * FORMS_APART // count
    for (left, low), (right, high) in pairwise(dots) if count > 1 else ():
        for column in range(-(-left // ACROSS), right // ACROSS + 1):
            if column % FORMS_APART == first:
                share = (ACROSS * column - left) / max(right - left, 1)
                yield column, round(low + share * (high - low)) // UP


def dashes(canvas: Canvas, ys: Sequence[float]) -> Iterator[Place]:
    """A dashed line across the plot in the row of the last finite height: in its middle, where the
    form at the end of the curve is, and so that it seldom moves."""
    for y in [y for y in ys if math.isfinite(y)][-1:]:
        up = dot_at(canvas, canvas.x.low, y)[1] // UP * UP + UP // 2
        every = range(ACROSS * canvas.columns)
        yield from ((across, up) for across in every if across % DASH < ACROSS)


def cells_along(canvas: Canvas, dots: list[Place]) -> Iterator[Place]:
    """All cells of the row of the dots."""
    for _, up in dots[:1]:
        yield from ((column, up // UP) for column in range(canvas.columns))


def shade(
    canvas: Canvas, xs: Sequence[float], lows: Sequence[float], highs: Sequence[float]
) -> Iterator[Place]:
    """A quarter of the dots between low and high, both drawn straight from one x to the next."""
    edges = sorted(
        (*dot_at(canvas, x, low), dot_at(canvas, x, high)[1])
        for x, low, high in zip(xs, lows, highs, strict=False)
        if all(map(math.isfinite, (x, low, high)))
    )
    for across in range(ACROSS * canvas.columns):
        if between := _between(edges, across):
            # Every second column of dots is half a cell higher: no stripes.
            first = between[0] + (UP // ACROSS * across - between[0]) % UP
            yield from ((across, up) for up in range(first, between[1] + 1, UP))


def _between(edges: list[tuple[int, int, int]], across: int) -> Place | None:
    """Low and high there, or None beyond the points."""
    if not edges or not edges[0][0] <= across <= edges[-1][0]:
        return None
    after = bisect_left(edges, (across,))
    (x0, low0, high0), (x1, low1, high1) = edges[max(after - 1, 0)], edges[after]
    share = (across - x0) / (x1 - x0) if x1 > x0 else 1.0
    return round(low0 + share * (low1 - low0)), round(high0 + share * (high1 - high0))
