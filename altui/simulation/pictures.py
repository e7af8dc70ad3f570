"""The mean curves as a picture, drawn by matplotlib (extra `plot`)."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from altui.data.writers.writing import appearing
from altui.errors import InputError
from altui.simulation.records import check_target
from altui.simulation.report import every_label

if TYPE_CHECKING:
    from altui.simulation.comparison import Comparison

KINDS = (".svg", ".png")
INCHES = (7.0, 4.5)
DOTS_PER_INCH = 150


def check_picture(target: Path) -> None:
    """Raises InputError if the picture cannot be made, before the runs start."""
    if target.suffix.lower() not in KINDS:
        raise InputError(
            "the picture must be an .svg or .png file",
            where=str(target),
            hint="Choose a name with one of these endings.",
        )
    check_target(target, "plot_file")
    if find_spec("matplotlib") is None:
        raise InputError(
            "drawing a picture needs matplotlib, which is not installed",
            hint="Install it with: pip install 'altui[plot]'",
        )


def save_plot(comparison: Comparison, target: Path) -> None:
    """Each mean curve with a band of one standard error; the accuracy of all labels is dashed."""
    import matplotlib
    from matplotlib.figure import Figure

    # The same results give the same file.
    with matplotlib.rc_context({"svg.hashsalt": "altui", "text.parse_math": False}):
        figure = Figure(figsize=INCHES, layout="constrained")
        axes = figure.add_subplot()
        for curve in comparison.curves:
            low, high = curve.mean - curve.errors, curve.mean + curve.errors
            (line,) = axes.plot(
                comparison.labeled, curve.mean, label=comparison.name(curve.variant)
            )
            axes.fill_between(comparison.labeled, low, high, color=line.get_color(), alpha=0.2)
        for model, full in comparison.full.items():
            axes.axhline(full.value, color="grey", ls="--", label=every_label(comparison, model))
        axes.set_xlabel("number of labeled rows")
        axes.set_ylabel("test accuracy")
        seeds = f"mean of {comparison.seeds} seeds, band: standard error"
        axes.set_title("one seed" if comparison.seeds == 1 else seeds)
        axes.grid(alpha=0.3)
        axes.legend()
        with appearing(target) as stream:
            kind = target.suffix.lower().removeprefix(".")
            metadata = {"Date": None} if kind == "svg" else {}
            figure.savefig(stream, format=kind, dpi=DOTS_PER_INCH, metadata=metadata)
