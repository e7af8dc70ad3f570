"""Every strategy with every model on the same splits and the same first labels, seed by seed.

The result does not depend on the number of cores: each run is a function of the scenario, the
strategy, the model and the seed, and linear algebra runs on one thread.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from typing import TYPE_CHECKING

from altui.simulation.bench import Bench, BenchPart, one_thread
from altui.simulation.plan import Plan, SeedResult
from altui.simulation.workers import run_in_workers

if TYPE_CHECKING:
    from altui.simulation.scenarios import Scenario


FEW_FITS = 300
"""Up to this many trainings one process is faster: each new process imports its libraries."""


def experiment(
    scenario: Scenario,
    plan: Plan,
    *,
    on_progress: Callable[[float], object] = lambda _done: None,
    processes: int | None = None,
) -> Generator[SeedResult]:
    """Yield the results seed by seed, in order. `on_progress` gets the share done, 0 to 1."""
    if processes is None:
        tasks = len(plan.seeds) * len(plan.variants)
        processes = min(os.cpu_count() or 1, tasks) if plan.fits > FEW_FITS else 1
    with one_thread(plan.models):
        if processes == 1:
            yield from _put_together(_here(scenario, plan, on_progress), plan)
        else:
            parts = run_in_workers(Bench(scenario, plan), processes)
            yield from _put_together(parts, plan, on_progress)


def _here(
    scenario: Scenario, plan: Plan, on_progress: Callable[[float], object]
) -> Iterator[BenchPart]:
    steps = 0

    def on_step() -> None:
        nonlocal steps
        steps += 1
        on_progress(steps / plan.fits)

    bench = Bench(scenario, plan)
    for seed, variant in bench.tasks:
        yield bench.part(seed, variant, on_step)


def _put_together(
    parts: Generator[BenchPart] | Iterator[BenchPart],
    plan: Plan,
    on_progress: Callable[[float], object] = lambda _done: None,
) -> Iterator[SeedResult]:
    """Parts come in the order of the tasks; as many as there are variants make a seed's result."""
    done, variants = 0, len(plan.variants)
    for seed in plan.seeds:
        found: list[BenchPart] = []
        while len(found) < variants:
            found.append(next(parts))
            done += 1
            on_progress(done / (variants * len(plan.seeds)))
        runs, fulls, commonest, sizes = zip(*found, strict=True)
        known = tuple(full for full in fulls if full is not None)
        yield SeedResult(seed, runs, known, commonest[0], sizes[0])
