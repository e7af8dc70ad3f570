"""The parts of a plan: one variant of one seed at a time, in any process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from altui.learning.arrays import is_sparse
from altui.learning.classifiers.models import model_factory
from altui.simulation.plan import Plan
from altui.simulation.run import Run, add_noise, full_supervision, simulate

if TYPE_CHECKING:
    from altui.learning.evaluation import Evaluation
    from altui.simulation.run import Problem
    from altui.simulation.scenarios import Scenario

NEWTON = "newton"

BenchPart = tuple[Run, "Evaluation | None", float, int]
"""A run; training on everything where it is the first of its model and the plan asks for it; then
the commonest class in the test set and the size of the pool."""


class Bench:
    """Runs the parts of a plan, one variant of one seed at a time, in any process."""

    def __init__(self, scenario: Scenario, plan: Plan) -> None:
        self.scenario, self.plan = scenario, plan
        self._prepared: tuple[int, Problem] | None = None

    @property
    def tasks(self) -> Iterator[tuple[int, int]]:
        """(seed, number of the variant), seed by seed."""
        return (
            (seed, variant)
            for seed in self.plan.seeds
            for variant in range(len(self.plan.variants))
        )

    def part(
        self, seed: int, number: int, on_step: Callable[[], object] = lambda: None
    ) -> BenchPart:
        problem, variant = self._problem(seed), self.plan.variants[number]
        model = model_factory(
            variant.model, seed=seed, sparse=is_sparse(problem.matrix), curves=problem.curves
        )
        run = simulate(
            problem,
            strategy=variant.strategy,
            model=model,
            seed=seed,
            queries=self.plan.queries,
            on_step=on_step,
        )
        is_first = self.plan.trains_on_all and number % len(self.plan.strategies) == 0
        full = full_supervision(problem, model=model, seed=seed) if is_first else None
        tested = np.bincount(problem.test[1])
        commonest = float(tested.max() / tested.sum())
        return replace(run, model=variant.model), full, commonest, len(problem.labels)

    def _problem(self, seed: int) -> Problem:
        """The problem of a seed. The last one is kept for the other variants."""
        if self._prepared is None or self._prepared[0] != seed:
            problem = add_noise(self.scenario.problem(seed), self.plan.noise, seed)
            self._prepared = (seed, problem)
        return self._prepared[1]


def one_thread(models: Sequence[str]) -> AbstractContextManager[object]:
    """Run linear algebra of these models on one thread, from here on or within the context."""
    # Libraries must be loaded to be limited. Newton uses only those of NumPy and SciPy, which are
    # here in a tenth of the time.
    import scipy.linalg.lapack  # noqa: F401

    if set(models) != {NEWTON}:
        import sklearn.linear_model  # noqa: F401
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    limits: AbstractContextManager[object] = threadpool_limits(1)
    return limits
