"""Accuracy curves as lines of spans: one run, or the means of many runs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle
from math import ceil, floor
from typing import TYPE_CHECKING, Literal

from altui.display.lines import CLASS_TONES, Line
from altui.display.plotting.plot import Series, curve_lines, x_limits_for
from altui.learning.strategies import in_words
from altui.simulation.report import every_label

if TYPE_CHECKING:
    from altui.simulation.comparison import Comparison
    from altui.simulation.run import Run

MOST_MARKERS = 40
"""More points than this hide the lines of several curves."""


def path_plot(run: Run, *, width: int, height: int) -> list[Line]:
    """A stroke for each training and a dashed line at the final accuracy."""
    labeled = [step.labeled for step in run.steps]
    accuracies = [step.accuracy for step in run.steps]
    series = [
        Series(in_words(run.strategy), labeled, accuracies, "point"),
        Series(f"final accuracy {accuracies[-1]:.4f}", labeled, accuracies[-1:], "dashed"),
    ]
    return _lines(series, f"Accuracy while labeling, seed {run.seed}", width, height)


def mean_plot(comparison: Comparison, *, width: int, height: int) -> list[Line]:
    """The mean curve of each strategy, and a dashed line at the accuracy with all labels."""
    labeled = comparison.labeled
    marker: Literal["point", "line"] = "point" if len(labeled) <= MOST_MARKERS else "line"
    series = [
        Series(comparison.name(curve.variant), labeled, curve.mean.tolist(), marker, tone)
        for curve, tone in zip(comparison.curves, cycle(CLASS_TONES), strict=False)
    ]
    for model, full in comparison.full.items():
        name = f"{every_label(comparison, model)} {full.value:.4f}"
        series.append(Series(name, labeled, [full.value], "dashed"))
    seeds = "one seed" if comparison.seeds == 1 else f"mean of {comparison.seeds} seeds"
    return _lines(series, f"Accuracy while labeling, {seeds}", width, height)


def _lines(series: list[Series], title: str, width: int, height: int) -> list[Line]:
    labeled = series[0].x
    return curve_lines(
        series,
        width=width,
        height=height,
        x_limits=x_limits_for(int(labeled[0]), int(labeled[-1])),
        y_limits=_close_limits([value for one in series for value in one.y]),
        title=title,
        x_label="number of labeled rows",
        y_label="test accuracy",
    )


def _close_limits(values: Sequence[float]) -> tuple[float, float]:
    """Even hundredths just around all values: no value will be added later."""
    low, high = floor((min(values) - 0.005) * 50) / 50, ceil((max(values) + 0.005) * 50) / 50
    return max(0.0, low), min(1.0, high)
