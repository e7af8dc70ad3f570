"""The accuracy curve with its interval as an SVG for the page. Contains only numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from altui.display.plotting.axes import y_limits_for
from altui.display.text import count_of
from altui.wording.report.plane import CELL, WIDTH, Name, Plane, figure
from altui.wording.report.shares import percent, rows_of_kind, span
from altui.wording.view.curve import BEFORE_MERGE, TITLE, thinned

if TYPE_CHECKING:
    from altui.learning.evaluation import Evaluation
    from altui.session.figures.curve import Curve

MOST_DOTS = 60

MeasuredPoints = Sequence[tuple[int, "Evaluation"]]


def curve_svg(curve: Curve) -> str:
    """One point per count of labels that has an accuracy; empty where none has."""
    measured = thinned(curve.measurements(), WIDTH // CELL)
    points = [(labeled, found) for labeled, found in measured if found.is_measured]
    if not points:
        return ""
    merged = sum(curve.is_before_merge(labeled) for labeled, _ in points)
    return figure(TITLE, _in_words(points), [*_drawing(points, merged)], _caption(points, merged))


def _drawing(points: MeasuredPoints, merged: int) -> Iterator[str]:
    """The first `merged` points were measured with classes that are merged now."""
    intervals = [found.interval for _, found in points]
    first, last = points[0][0], points[-1][0]
    latest = points[-1][1]
    plane = Plane(
        (first, max(last, first + 1)), y_limits_for([edge for pair in intervals for edge in pair])
    )
    band = [(x, high) for (x, _), (_, high) in zip(points, intervals, strict=True)]
    band += [(x, low) for (x, _), (low, _) in zip(points[::-1], intervals[::-1], strict=True)]
    yield f'<polygon class="band" points="{plane.path(band)}"/>'
    yield from plane.axes("labeled rows", "accuracy", lambda share: f"{100 * share:.0f} %")
    yield plane.level(latest.accuracy)
    line = [(x, found.accuracy) for x, found in points]
    if merged:
        yield f'<polyline class="line before" points="{plane.path(line[: merged + 1])}"/>'
    if line[merged:]:
        yield f'<polyline class="line" points="{plane.path(line[merged:])}"/>'
    if len(line) <= MOST_DOTS:
        for x, y in (plane.at(*point) for point in line):
            yield f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>'
    low = latest.interval[0]
    yield from plane.names(
        [
            Name(latest.accuracy, f"{percent(latest.right, latest.total)} right", is_line=True),
            Name(low, "95 % interval:"),
            Name(low, span(latest.right, latest.total)),
        ]
    )


def _in_words(points: MeasuredPoints) -> str:
    (first, before), (last, now) = points[0], points[-1]
    return (
        f"From {first:,} to {count_of(last, 'labeled row')} the accuracy went from "
        f"{percent(before.right, before.total)} to {percent(now.right, now.total)}, with a 95 % "
        f"interval of {span(now.right, now.total)} at the end."
    )


def _caption(points: MeasuredPoints, merged: int) -> str:
    before = f" Dotted: {BEFORE_MERGE}." if merged else ""
    return (
        f"The share of {rows_of_kind(points[-1][1])} that the model gets right after each label. "
        f"None of them ever trained it. Dashed: the last accuracy.{before} The band is the 95 % "
        "interval of each single point (Wilson 1927). Over the whole curve, more than one point in "
        "twenty can lie outside."
    )
