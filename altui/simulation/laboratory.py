"""Every strategy with every model on the same splits and the same first labels, seed by seed.

The result does not depend on how many cores there are: each run is a function of the
scenario, the strategy, the model and the seed, and linear algebra runs on one thread.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from altui.learning.arrays import is_sparse
from altui.learning.models import model_factory
from altui.simulation.plan import Plan, SeedResult
from altui.simulation.run import Run, full_supervision, noisy, simulate
from altui.simulation.workers import in_processes

if TYPE_CHECKING:
    from altui.learning.evaluation import Evaluation
    from altui.simulation.run import Problem
    from altui.simulation.scenarios import Scenario

FEW_FITS = 300
"""Up to this many fits more processes cost more than they bring: each imports scikit-learn."""


def experiment(
    scenario: Scenario,
    plan: Plan,
    *,
    on_progress: Callable[[float], object] = lambda _done: None,
    processes: int | None = None,
) -> Generator[SeedResult]:
    """Yield the results seed by seed, in order; `on_progress` gets the share done, 0 to 1."""
    if processes is None:
        tasks = len(plan.seeds) * len(plan.arms)
        processes = min(os.cpu_count() or 1, tasks) if plan.fits > FEW_FITS else 1
    with one_thread():
        if processes == 1:
            yield from _put_together(_here(scenario, plan, on_progress), plan)
        else:
            parts = in_processes(Bench(scenario, plan), processes)
            yield from _put_together(parts, plan, on_progress)


Part = tuple[Run, "Evaluation | None", float, int]
"""A run; training on everything where it is the first of its model; then the commonest class
in the test set and the size of the pool."""


class Bench:
    """Runs the parts of a plan, one arm of one seed at a time, in whichever process."""

    def __init__(self, scenario: Scenario, plan: Plan) -> None:
        self.scenario, self.plan = scenario, plan
        self._prepared: tuple[int, Problem] | None = None

    @property
    def tasks(self) -> Iterator[tuple[int, int]]:
        """(seed, number of the arm), seed by seed."""
        return ((seed, arm) for seed in self.plan.seeds for arm in range(len(self.plan.arms)))

    def part(self, seed: int, number: int, on_step: Callable[[], object] = lambda: None) -> Part:
        problem, arm = self._problem(seed), self.plan.arms[number]
        model = model_factory(arm.model, seed=seed, sparse=is_sparse(problem.matrix))
        run = simulate(
            problem,
            strategy=arm.strategy,
            model=model,
            seed=seed,
            queries=self.plan.queries,
            on_step=on_step,
        )
        is_first = number % len(self.plan.strategies) == 0
        full = full_supervision(problem, model=model, seed=seed) if is_first else None
        tested = np.bincount(problem.test[1])
        commonest = float(tested.max() / tested.sum())
        return replace(run, model=arm.model), full, commonest, len(problem.labels)

    def _problem(self, seed: int) -> Problem:
        """The problem of a seed; the last one is kept, for the other arms."""
        if self._prepared is None or self._prepared[0] != seed:
            problem = noisy(self.scenario.problem(seed), self.plan.noise, seed)
            self._prepared = (seed, problem)
        return self._prepared[1]


def _here(scenario: Scenario, plan: Plan, on_progress: Callable[[float], object]) -> Iterator[Part]:
    steps = 0

    def on_step() -> None:
        nonlocal steps
        steps += 1
        on_progress(steps / plan.fits)

    bench = Bench(scenario, plan)
    for seed, arm in bench.tasks:
        yield bench.part(seed, arm, on_step)


def _put_together(
    parts: Generator[Part] | Iterator[Part],
    plan: Plan,
    on_progress: Callable[[float], object] = lambda _done: None,
) -> Iterator[SeedResult]:
    """Parts come in the order of the tasks; as many as there are arms make a seed's result."""
    done, arms = 0, len(plan.arms)
    for seed in plan.seeds:
        found: list[Part] = []
        while len(found) < arms:
            found.append(next(parts))
            done += 1
            on_progress(done / (arms * len(plan.seeds)))
        runs, fulls, commonest, sizes = zip(*found, strict=True)
        known = tuple(full for full in fulls if full is not None)
        yield SeedResult(seed, runs, known, commonest[0], sizes[0])


def one_thread() -> AbstractContextManager[object]:
    """Linear algebra on one thread, from here on or within the context."""
    import sklearn.linear_model  # noqa: F401  its libraries must be loaded to be limited
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    limits: AbstractContextManager[object] = threadpool_limits(1)
    return limits
