"""The rows found against the rows read, as lines of a plot: what a search for a class goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.display.lines import Line
from altui.display.plotting import plot
from altui.display.text import one_line
from altui.wording.figures.find import found_points
from altui.wording.view.curve import STEP, thinned

if TYPE_CHECKING:
    from altui.labeling.view import View


def found_lines(view: View, width: int, height: int) -> list[Line]:
    points = found_points(view.curve, view.settings, thinned(view.curve, width))
    x = [float(read) for read, _ in points]
    y = [float(found) for _, found in points]
    series = [plot.Series(one_line(view.settings.find, 12), x, y)]
    expected, progress = y[-1], view.round.progress
    if progress is not None and progress.read:
        expected += progress.left
        series.append(plot.Series(f"expected {expected:.0f}", x[-1:], [expected], "dashed"))
    return plot.curve_lines(
        series,
        width=width,
        height=height,
        x_limits=(0.0, float((int(x[-1]) // STEP + 1) * STEP)),
        y_limits=(0.0, float(max(10, -(-expected // 10) * 10))),
        title="Found against read",
        x_label="rows read",
        y_label="found",
    )
