"""Runs and comparisons as tables and sentences. They state what was measured, and its error."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

from altui.learning.strategies import in_words
from altui.simulation.comparison import SHARES

if TYPE_CHECKING:
    from altui.learning.evaluation import Evaluation
    from altui.simulation.comparison import Comparison, Mean, PairedDifference
    from altui.simulation.run import Run

ENOUGH_SEEDS = 20
RARE = 0.8
"""From this share of one class on, accuracy says little about the other classes."""


@dataclass(frozen=True)
class Report:
    """A table: title, column names, cells, and the columns set to the right."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: Collection[int]


def path_table(run: Run) -> Report:
    """One run, query by query."""
    rows = [
        (
            str(step.query),
            str(step.labeled),
            f"{step.accuracy:.4f}",
            "" if step.uncertainty is None else f"{step.uncertainty:.4f}",
        )
        for step in run.steps
    ]
    return Report(
        f"{in_words(run.strategy).capitalize()}, seed {run.seed}",
        ("query", "labeled", "test accuracy", "uncertainty"),
        rows,
        range(4),
    )


def path_sentences(run: Run, full: Evaluation, pool_rows: int) -> list[str]:
    """The accuracy before and after, each with its count, interval and kind."""
    first, last = run.steps[0], run.steps[-1]
    return [
        f"{_labels(first.labeled)}: {first.evaluation}",
        f"{_labels(last.labeled)}: {last.evaluation}",
        f"all {_labels(pool_rows)}: {full}",
        f"One run proves little: compare strategies with --seeds {ENOUGH_SEEDS} or more.",
    ]


def accuracy_table(comparison: Comparison) -> Report:
    """The mean accuracy of each strategy at the start, at the end and over the whole run."""
    start, end = comparison.labeled[0], comparison.labeled[-1]
    rows = [
        (comparison.name(curve.variant), _mean(curve.start), _mean(curve.end), _mean(curve.area))
        for curve in comparison.curves
    ]
    rows += [(every_label(comparison, m), "", _mean(full), "") for m, full in _fulls(comparison)]
    rows.append(("commonest class", "", _mean(comparison.commonest), ""))
    return Report(
        f"Accuracy on {comparison.test_rows:,} test rows: {_over(comparison)}",
        ("strategy", _labels(start), _labels(end), "area under the curve"),
        rows,
        (1, 2, 3),
    )


def labels_table(comparison: Comparison) -> Report:
    """How many labels each mean curve needs to come near the accuracy with all labels."""
    rows, goals = [], [f"{full.value:.4f}" for _, full in _fulls(comparison)]
    for curve in comparison.curves:
        needed = [comparison.labels_needed(curve, share) for share in SHARES]
        rows.append((comparison.name(curve.variant), *(_needed(n, comparison) for n in needed)))
    return Report(
        f"Labels needed to come near {' and '.join(goals)}",
        ("strategy", *(f"to {100 * share:.0f} %" for share in SHARES)),
        rows,
        (1, 2, 3),
    )


def difference_table(comparison: Comparison) -> Report:
    """Each strategy compared with random on the same splits."""
    rows = [
        (
            comparison.name(d.variant),
            _mean(d.end, sign="+"),
            _mean(d.area, sign="+"),
            f"{d.ahead} / {d.behind} / {d.equal}",
        )
        for d in comparison.differences()
    ]
    return Report(
        f"Ahead of random, seed by seed: {_over(comparison)}",
        ("strategy", _labels(comparison.labeled[-1]), "area", "ahead/behind/equal"),
        rows,
        (1, 2, 3),
    )


def verdicts(comparison: Comparison) -> list[str]:
    """The differences, in a sentence per strategy."""
    found = [_verdict(d, comparison) for d in comparison.differences()]
    if not found:
        found = ["Add `strategy` random to see what the strategy gains here."]
    if comparison.commonest.value >= RARE:
        found.append(
            f"Always predicting the commonest class scores {comparison.commonest.value:.4f} on "
            "these test rows: accuracy says little about the rare classes."
        )
    if comparison.seeds < ENOUGH_SEEDS:
        found.append(
            f"Fewer than {ENOUGH_SEEDS} seeds prove little: a good strategy can look bad by chance."
        )
    return found


def every_label(comparison: Comparison, model: str) -> str:
    """The name of a training on every label."""
    text = f"all {_labels(comparison.pool_rows)}"
    return f"{text}, {model}" if len(comparison.full) > 1 else text


def _fulls(comparison: Comparison) -> list[tuple[str, Mean]]:
    return list(comparison.full.items())


def _verdict(d: PairedDifference, comparison: Comparison) -> str:
    name = comparison.name(d.variant)
    if isnan(d.end.error):
        return f"One seed cannot tell {name} from random: {_points(d.end, '+')} at the end."
    return (
        f"On this data {name} {_beside_random(d.end)} after {comparison.queries} queries: "
        f"ahead in {d.ahead} seeds, behind in {d.behind}, equal in {d.equal}. "
        f"Over the whole run it {_beside_random(d.area)}."
    )


def _beside_random(difference: Mean) -> str:
    if difference.value == difference.error == 0:
        return "is no different from random"
    if not difference.is_clear:
        return f"cannot be distinguished from random ({_points(difference, '+')})"
    side = "ahead of" if difference.value > 0 else "behind"
    points, _, error = _points(difference).partition(", ")
    return f"is {side} random by {points} ({error})"


def _points(value: Mean, sign: str = "") -> str:
    """A difference of accuracies in percentage points; without its sign unless `sign` is +."""
    number = 100 * (value.value if sign else abs(value.value))
    if isnan(value.error):
        return f"{number:{sign}.1f} points"
    decimals = 1 if 100 * value.error >= 0.1 else 2
    return f"{number:{sign}.{decimals}f} points, SE {100 * value.error:.{decimals}f}"


def _mean(value: Mean, sign: str = "") -> str:
    text = f"{value.value:{sign}.4f}"
    return text if isnan(value.error) else f"{text} ({value.error:.4f})"


def _needed(labels: int | None, comparison: Comparison) -> str:
    first, last = comparison.labeled[0], comparison.labeled[-1]
    if labels is None:
        return f"over {last}"
    return f"up to {first}" if labels == first else str(labels)


def _over(comparison: Comparison) -> str:
    if comparison.seeds == 1:
        return "one seed"
    return f"mean of {comparison.seeds} seeds (standard error)"


def _labels(count: int) -> str:
    return f"{count:,} labels"
