"""`altui simulate`: the learner with a revealing oracle, and what its paths say."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from altui.cli.options import (
    STRATEGY_NAMES,
    a_file,
    at_least,
    classes_option,
    columns_option,
    id_option,
    model_option,
    sheet_option,
    target_option,
    text_option,
)

if TYPE_CHECKING:
    from altui.cli.sources import Source
    from altui.simulation.laboratory import Plan, SeedResult

TUTORIAL = "tutorial"


@dataclass(frozen=True)
class Request:
    """What to simulate, as it was given on the command line."""

    source: str
    target: str | None
    id_column: str | None
    text_columns: tuple[str, ...]
    columns: tuple[str, ...]
    sheet: str | None
    classes: tuple[str, ...]
    strategies: tuple[str, ...]
    model: str
    seeds: int | None
    queries: int | None
    initial: int | None

    @property
    def is_tutorial(self) -> bool:
        return self.source == TUTORIAL


@click.command()
@click.argument("source", metavar="FILE")
@target_option
@id_option
@text_option
@columns_option
@classes_option
@sheet_option
@click.option(
    "--strategy",
    "strategies",
    metavar="NAME",
    multiple=True,
    help=f"How to choose the row to ask for: {STRATEGY_NAMES}. May be given several times.  "
    "[default: margin and random; tutorial: least-confidence, with --seeds also random]",
)
@model_option("newton; tutorial: logistic")
@click.option(
    "--seeds",
    metavar="N",
    type=int,
    callback=at_least(1),
    help="Repeat on N different splits, with the seeds 0 to N-1.  "
    "[default: 20; tutorial: one path, seed 42]",
)
@click.option(
    "--queries",
    metavar="N",
    type=int,
    callback=at_least(1),
    help="Labels to ask for on each path.  [default: 100; tutorial: 20]",
)
@click.option(
    "--initial",
    metavar="N",
    type=int,
    callback=at_least(2),
    help="Rows, drawn at random, whose labels are known at the start.  [default: 10]",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line, no tables.")
@click.option("--csv", "csv_file", metavar="OUT", type=a_file, help="Write every query to OUT.")
@click.option("--plot/--no-plot", default=True, show_default=True, help="Draw the accuracy curves.")
def command(as_json: bool, csv_file: Path | None, plot: bool, **given: Any) -> None:
    """See on labeled data what asking for the right rows is worth.

    FILE is a data file whose labels are known. On each of several splits 60 % of its rows are
    the pool and 40 % test the model. The labels of the pool are revealed one by one, as the
    strategy asks for them, and the accuracy on the test rows is followed.

    With the word "tutorial" for FILE it is the reference scenario of altui demo, without a
    screen. (A file of that name is ./tutorial.)
    """
    from altui.cli.simulate_report import report
    from altui.cli.sources import labeled_file, tutorial
    from altui.simulation.records import check_target, write_csv

    if given["model"] is None:
        # The reference scenario hangs on where scikit-learn's own solver stops.
        given["model"] = "logistic" if given["source"] == TUTORIAL else "newton"
    request = Request(**given)
    plan = _plan(request)
    if csv_file is not None:
        check_target(csv_file)
    source = tutorial(request) if request.is_tutorial else labeled_file(request)
    results = _watch(source, plan, as_json)
    _say_what_was_cut(results, plan)
    if csv_file is not None:
        write_csv(results, source.labels, csv_file)
    if not as_json:
        report(results, plot=plot)


def _plan(request: Request) -> Plan:
    """What to run. Raises InputError for names that are not known, before any file is read."""
    from altui.learning.models import model_factory
    from altui.simulation.laboratory import Plan, strategies_in_order

    model_factory(request.model, seed=0, sparse=False)
    if request.is_tutorial:
        one_path = request.seeds is None
        usual = ["least-confidence"] if one_path else ["least-confidence", "random"]
        seeds = range(42, 43) if request.seeds is None else range(request.seeds)
    else:
        usual, seeds = ["margin", "random"], range(request.seeds or 20)
    return Plan(
        strategies=strategies_in_order(request.strategies or usual),
        seeds=tuple(seeds),
        queries=request.queries or (20 if request.is_tutorial else 100),
        model=request.model,
    )


def _watch(source: Source, plan: Plan, as_json: bool) -> list[SeedResult]:
    """Run it all; records are printed as soon as their seed is done."""
    from altui.display.console import progress, put_json
    from altui.simulation.laboratory import experiment
    from altui.simulation.records import records

    results = []
    with (
        progress("simulating", 1.0) as advance_to,
        closing(experiment(source.scenario, plan, on_progress=advance_to)) as arriving,
    ):
        for result in arriving:
            results.append(result)
            for run in result.runs if as_json else ():
                for record in records(run, source.labels):
                    put_json(record)
    return results


def _say_what_was_cut(results: list[SeedResult], plan: Plan) -> None:
    from altui.display.console import say

    asked = len(results[0].runs[0].steps) - 1
    if asked < plan.queries:
        say(f"The pool has only {asked} rows to ask for; the paths end there.")
    stopped = sum(run.stopped_early for result in results for run in result.runs)
    if stopped:
        say(f"In {stopped} fits the solver stopped before it had converged.")
