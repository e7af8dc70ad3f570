"""`altui simulate`: run the learner with an oracle that reveals known labels, and report."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from altui.cli.completion import AFile
from altui.cli.options import (
    MODEL_NAMES,
    SIMULATION,
    STRATEGY_NAMES,
    Number,
    a_file,
    add_options,
    allow_own_modules,
    complete_model,
    complete_strategy,
    require_at_least,
    session_or_data,
)
from altui.cli.simulation.request import TUTORIAL, SimulateRequest

if TYPE_CHECKING:
    from altui.cli.simulation.source import SimulationSource
    from altui.simulation.plan import Plan, SeedResult


@click.command()
@click.argument(
    "source", metavar="FILE", required=False, type=AFile(names=[TUTORIAL], path_type=str)
)
@click.option(
    "--from",
    "session",
    metavar="SESSION",
    type=session_or_data,
    help="Replay a session instead of a FILE, using its rows with known labels, next to the order "
    "in which the person was asked.",
)
@add_options(*SIMULATION)
@click.option(
    "--strategy",
    "strategies",
    metavar="NAME",
    shell_complete=complete_strategy,
    multiple=True,
    callback=allow_own_modules,
    help=f"The query strategy: {STRATEGY_NAMES}. May be given several times.  "
    "[default: margin and random; tutorial: least-confidence, with --seeds also random]",
)
@click.option(
    "--model",
    "models",
    metavar="NAME",
    shell_complete=complete_model,
    multiple=True,
    callback=allow_own_modules,
    help=f"The classifier: {MODEL_NAMES}, or your own as package.module:factory. May be given "
    "several times.  [default: newton; tutorial: logistic; a session: its own]",
)
@click.option(
    "--seeds",
    metavar="N",
    type=int,
    callback=require_at_least(1),
    help="Repeat on N different splits, with the seeds 0 to N-1.  "
    "[default: 20; tutorial: one run, seed 42]",
)
@click.option(
    "--queries",
    metavar="N",
    type=int,
    callback=require_at_least(1),
    help="Labels to ask for in each run.  [default: 100; tutorial: 20; a session: its own]",
)
@click.option(
    "--initial",
    metavar="N",
    type=int,
    callback=require_at_least(0),
    help="Random rows whose labels are known at the start.  [default: 10]",
)
@click.option(
    "--noise",
    metavar="SHARE",
    type=Number(0, 1, max_open=True),
    default=0.0,
    help="The share of wrong answers, such as 0.05.  [default: 0]",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per line, no tables.")
@click.option("--csv", "csv_file", metavar="OUT", type=a_file, help="Write every query to OUT.")
@click.option("--plot/--no-plot", default=True, show_default=True, help="Draw the accuracy curves.")
@click.option(
    "--plot-file",
    metavar="OUT",
    type=a_file,
    help="Draw the mean curves to OUT, an .svg or .png file; needs altui[plot].",
)
def command(
    as_json: bool, csv_file: Path | None, plot: bool, plot_file: Path | None, **given: Any
) -> None:
    """Measure on labeled data what active learning gains.

    FILE is a data file with known labels; - is what is piped in. Each seed splits its rows: 60 %
    are the pool, 40 % test the model. The strategy asks for labels of the pool one by one, altui
    reveals them, and measures the accuracy on the test rows.

    If FILE is the word "tutorial", altui runs the scenario of altui demo without a screen. (Write
    ./tutorial for a file of that name.)
    """
    from dataclasses import replace

    from altui.cli.simulation.plan import plan_for
    from altui.cli.simulation.report import report
    from altui.cli.simulation.source import source_of
    from altui.cli.standard_input import is_standard_input, keep_standard_input
    from altui.simulation.comparison import compare
    from altui.simulation.pictures import check_picture, save_plot
    from altui.simulation.plan import check_names
    from altui.simulation.records import check_target, write_csv

    if is_standard_input(given["source"]):
        given["source"] = str(keep_standard_input())
    request = SimulateRequest.of(given)
    if request.source is None and request.session is None:
        raise click.UsageError("Missing argument 'FILE' (or --from SESSION).")
    if request.source is not None and request.session is not None:
        raise click.UsageError("Name a FILE or --from SESSION, not both.")
    if csv_file is not None:
        check_target(csv_file)
    if plot_file is not None:
        check_picture(plot_file)
    check_names(request.strategies, request.models)
    source = source_of(request)
    # Only tables and pictures compare with training on every label.
    is_compared = not as_json or plot_file is not None
    plan = replace(plan_for(request, source), trains_on_all=is_compared)
    results = _watch(source, plan, as_json)
    _say_what_was_cut(results, plan)
    if csv_file is not None:
        write_csv(results, source.labels, csv_file)
    if plot_file is not None:
        save_plot(compare(results), plot_file)
    if not as_json:
        report(results, plot=plot)


def _watch(source: SimulationSource, plan: Plan, as_json: bool) -> list[SeedResult]:
    """Run the plan. With --json the records of a seed are printed when it is done."""
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
                for record in records(run, source.labels, with_model=len(plan.models) > 1):
                    put_json(record)
    return results


def _say_what_was_cut(results: list[SeedResult], plan: Plan) -> None:
    from altui.display.console import say

    asked = len(results[0].runs[0].steps) - 1
    if asked < plan.queries:
        say(f"The pool has only {asked} rows to ask for; the runs end there.")
    stopped = sum(run.stopped_early for result in results for run in result.runs)
    if stopped:
        say(f"In {stopped} trainings the solver stopped before it converged.")
