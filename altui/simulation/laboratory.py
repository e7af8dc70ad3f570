"""Strategies x seeds: every strategy on the same splits and the same first labels.

The result does not depend on how many cores there are: each run is a function of the
scenario, the strategy, the model and the seed, and linear algebra runs on one thread.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import active_children, get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from altui.display.library_warnings import hear_warnings
from altui.errors import ModelError
from altui.learning.arrays import is_sparse
from altui.learning.models import model_factory
from altui.learning.names import check_strategy
from altui.simulation.run import Run, full_supervision, simulate
from altui.simulation.scenarios import Scenario
from altui.simulation.sharing import mapped

if TYPE_CHECKING:
    from altui.learning.evaluation import Evaluation

FEW_FITS = 300
"""Up to this many fits more processes cost more than they bring: each imports scikit-learn."""


@dataclass(frozen=True)
class Plan:
    """What to run. `model` is a name, so that each process makes its own."""

    strategies: tuple[str, ...]
    seeds: tuple[int, ...]
    queries: int
    model: str = "logistic"

    @property
    def fits(self) -> int:
        return len(self.strategies) * len(self.seeds) * self.queries


@dataclass(frozen=True)
class SeedResult:
    """All runs of one seed, in the plan's order; training on every label of the pool; and
    always answering the class that is commonest in the test set."""

    seed: int
    runs: tuple[Run, ...]
    full: Evaluation
    commonest: float
    pool_rows: int


def experiment(
    scenario: Scenario,
    plan: Plan,
    *,
    on_progress: Callable[[float], object] = lambda _done: None,
    processes: int | None = None,
) -> Generator[SeedResult]:
    """Yield the results seed by seed, in order; `on_progress` gets the share done, 0 to 1."""
    if processes is None:
        processes = min(os.cpu_count() or 1, len(plan.seeds)) if plan.fits > FEW_FITS else 1
    if processes == 1:
        yield from _here(scenario, plan, on_progress)
        return
    for done, result in enumerate(_elsewhere(scenario, plan, processes), start=1):
        on_progress(done / len(plan.seeds))
        yield result


def _here(
    scenario: Scenario, plan: Plan, on_progress: Callable[[float], object]
) -> Iterator[SeedResult]:
    steps = 0

    def on_step() -> None:
        nonlocal steps
        steps += 1
        on_progress(steps / plan.fits)

    with _one_thread():
        for seed in plan.seeds:
            yield _of_seed(scenario, plan, seed, on_step)


def _of_seed(
    scenario: Scenario, plan: Plan, seed: int, on_step: Callable[[], object] = lambda: None
) -> SeedResult:
    problem = scenario.problem(seed)
    model = model_factory(plan.model, seed=seed, sparse=is_sparse(problem.matrix))
    runs = [
        simulate(
            problem,
            strategy=strategy,
            model=model,
            seed=seed,
            queries=plan.queries,
            on_step=on_step,
        )
        for strategy in plan.strategies
    ]
    full = full_supervision(problem, model=model, seed=seed)
    tested = np.bincount(problem.test[1])
    commonest = float(tested.max() / tested.sum())
    return SeedResult(seed, tuple(runs), full, commonest, len(problem.labels))


def _elsewhere(scenario: Scenario, plan: Plan, processes: int) -> Iterator[SeedResult]:
    others = {child.pid for child in active_children()}
    with TemporaryDirectory(prefix="altui-") as folder:
        pool = ProcessPoolExecutor(
            processes,
            mp_context=get_context("spawn"),
            initializer=_prepare_worker,
            initargs=(mapped(scenario, Path(folder)), plan),
        )
        try:
            yield from _in_order(pool, plan.seeds, ahead=2 * processes)
        except BrokenProcessPool as error:
            raise ModelError(
                "a worker process ended unexpectedly",
                hint="It may have run out of memory; try fewer rows or a smaller model.",
            ) from error
        except BaseException:
            _end_workers(others)
            raise
        finally:
            pool.shutdown()


def _in_order(pool: ProcessPoolExecutor, seeds: Iterable[int], ahead: int) -> Iterator[SeedResult]:
    # `pool.map` would cancel what is waiting when it is left early, and the executor's own
    # thread then fails aloud on a pool whose workers were ended.
    coming = iter(seeds)
    waiting = deque(pool.submit(_work, seed) for seed in islice(coming, ahead))
    while waiting:
        result = waiting.popleft().result()
        waiting.extend(pool.submit(_work, seed) for seed in islice(coming, 1))
        yield result


def _end_workers(others: set[int | None]) -> None:
    """Whoever ends early (Ctrl-C, a closed pipe, a failed fit) does not wait for the fits."""
    for child in active_children():
        if child.pid not in others:
            child.terminate()


_worker: tuple[Scenario, Plan]


def _prepare_worker(scenario: Scenario, plan: Plan) -> None:
    global _worker
    # Ctrl-C reaches every process of the terminal; the parent alone answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    hear_warnings()
    import sklearn.linear_model  # noqa: F401  its libraries must be loaded to be limited
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    threadpool_limits(1)
    _worker = (scenario, plan)


def _work(seed: int) -> SeedResult:
    scenario, plan = _worker
    return _of_seed(scenario, plan, seed)


@contextmanager
def _one_thread() -> Iterator[None]:
    import sklearn.linear_model  # noqa: F401
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        yield


def strategies_in_order(names: Sequence[str]) -> tuple[str, ...]:
    """The strategies, each once, in the order given. Raises InputError for an unknown one."""
    return tuple(dict.fromkeys(check_strategy(name) for name in names))
