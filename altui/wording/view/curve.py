"""The accuracy curve, and labels per class, as lines of a plot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from altui.display.lines import Line
from altui.display.plotting import plot
from altui.display.text import one_line
from altui.learning.evaluation import SPOKEN, TEST
from altui.wording.classes.looks import series_look
from altui.wording.summary import gain_in_words

if TYPE_CHECKING:
    from altui.labeling.view import View


BEFORE_MERGE = "before classes were merged"

TITLE = "Accuracy after each label"

STEP = 20
"""The x axis grows by this many labels at a time, so that it does not change with every label."""

DENSEST = 8
"""Points per column; more could not be distinguished."""

Some = TypeVar("Some")

MOST_SERIES = 4
"""Classes drawn one by one; more could not be distinguished."""


def accuracy_lines(view: View, width: int, height: int) -> list[Line]:
    measured = thinned(view.curve.measurements(), width)
    points = [(labeled, found) for labeled, found in measured if found.is_measured]
    x = [float(labeled) for labeled, _ in points]
    y = [found.accuracy for _, found in points]
    edges = [found.interval for _, found in points]
    kind = SPOKEN[points[-1][1].kind] if points else SPOKEN[TEST]
    merged = sum(view.curve.is_before_merge(labeled) for labeled, _ in points)
    series = [plot.Series(f"{kind} accuracy", x[merged:], y[merged:])]
    if y:
        series.append(plot.Series(f"latest {y[-1]:.4f}", x[-1:], y[-1:], "dashed"))
    if merged:
        series.append(plot.Series(BEFORE_MERGE, x[:merged], y[:merged]))
    return plot.curve_lines(
        series,
        width=width,
        height=height,
        x_limits=_x_limits(view),
        y_limits=plot.y_limits_for([edge for pair in edges for edge in pair]),
        band=(x, [low for low, _ in edges], [high for _, high in edges]) if edges else None,
        band_name="likely range",
        title=_title(view, width),
        x_label="labeled rows",
        y_label="accuracy",
    )


def _title(view: View, width: int) -> str:
    gain = view.curve.gain()
    if gain is None:
        return TITLE
    told = gain_in_words(gain)
    return next((each for each in (f"{TITLE}, {told}", told) if len(each) <= width), TITLE)


def label_lines(view: View, width: int, height: int) -> list[Line]:
    curve = thinned(view.curve, width)
    x = [float(point.labeled) for point in curve]
    now = view.curve[-1].per_class  # a Round counts the labels of others too
    by_count = sorted(range(len(view.classes)), key=lambda k: -now[k])
    shown = sorted(by_count[:MOST_SERIES])
    series = [
        plot.Series(
            one_line(view.classes[k].shown, 12),
            x,
            [float(point.per_class[k]) for point in curve],
            "point",
            *series_look(k, place, len(view.classes)),
        )
        for place, k in enumerate(shown)
    ]
    most = max(now)
    return plot.curve_lines(
        series,
        width=width,
        height=height,
        x_limits=_x_limits(view),
        y_limits=(0.0, float(max(10, -(-most // 10) * 10))),
        title="Labels per class",
        x_label="labeled rows",
        y_label="labels",
    )


def thinned(points: Sequence[Some], width: int) -> Sequence[Some]:
    """Enough points for a plot of `width` columns, with the last one: a key must not get slower in
    a long session. The choice of points changes only when their number doubles."""
    step = 1
    while len(points) > DENSEST * width * step:
        step *= 2
    return points[:] if step == 1 else [*points[:-1:step], points[-1]]


def _x_limits(view: View) -> tuple[float, float]:
    """From the first label to the end of the budget, or in steps without a budget."""
    start, now = view.curve[0].labeled, view.curve[-1].labeled
    ahead = view.settings.budget or (now - start) // STEP * STEP + STEP
    return plot.x_limits_for(start, start + max(ahead, now - start))
