"""The results of a simulation on stdout: tables, the plot and sentences."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from altui.cli.named_options import replace_arguments
from altui.display.console import PIPED_WIDTH, put, put_drawn, put_table
from altui.display.text import wrap
from altui.simulation import plots
from altui.simulation import report as tables
from altui.simulation.comparison import compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from altui.display.lines import Line
    from altui.simulation.plan import SeedResult

PLOT_HEIGHT = 20
WIDEST_PLOT = 100


def report(results: Sequence[SeedResult], *, plot: bool) -> None:
    first = results[0]
    if len(results) == 1 and len(first.runs) == 1:
        _report_path(first, plot)
    else:
        _report_comparison(results, plot)


def _report_path(result: SeedResult, plot: bool) -> None:
    (run,) = result.runs
    _put(tables.path_table(run))
    if plot:
        _put_plot(plots.path_plot(run, width=_width(), height=PLOT_HEIGHT))
    _put_sentences(tables.path_sentences(run, result.full[0], result.pool_rows))


def _report_comparison(results: Sequence[SeedResult], plot: bool) -> None:
    comparison = compare(results)
    _put(tables.accuracy_table(comparison))
    _put(tables.labels_table(comparison))
    if comparison.differences():
        _put(tables.difference_table(comparison))
    if plot:
        _put_plot(plots.mean_plot(comparison, width=_width(), height=PLOT_HEIGHT))
    _put_sentences(tables.verdicts(comparison))


def _put(table: tables.Report) -> None:
    put_table(table.title, table.columns, table.rows, right=table.right)


def _put_sentences(sentences: Sequence[str]) -> None:
    """Print whole lines in a pipe, wrapped lines on a terminal."""
    for sentence in map(replace_arguments, sentences):
        for line in wrap(sentence, _width()) if sys.stdout.isatty() else [sentence]:
            put(line)


def _put_plot(lines: Sequence[Line]) -> None:
    put_drawn(lines)
    put("")


def _width() -> int:
    if not sys.stdout.isatty():
        return PIPED_WIDTH
    return min(shutil.get_terminal_size().columns, WIDEST_PLOT)
