"""Worker processes that share the runs of a plan. All of them end with this process."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import active_children, get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from altui.display.library_warnings import print_warnings
from altui.errors import ModelError
from altui.labeling.processes import without_main
from altui.simulation.sharing import map_scenario

if TYPE_CHECKING:
    from altui.simulation.bench import Bench, BenchPart
    from altui.simulation.plan import Plan
    from altui.simulation.scenarios import Scenario


def run_in_workers(bench: Bench, processes: int) -> Generator[BenchPart]:
    """All parts in the order of the tasks. This process works too, from the start, while the
    workers still import their modules."""
    others = {child.pid for child in active_children()}
    with TemporaryDirectory(prefix="altui-") as folder:
        pool = ProcessPoolExecutor(
            processes - 1,
            mp_context=get_context("spawn"),
            initializer=_prepare_worker,
            initargs=(map_scenario(bench.scenario, Path(folder)), bench.plan),
        )
        try:
            yield from _in_order(pool, bench, most=2 * (processes - 1))
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


def _in_order(pool: ProcessPoolExecutor, bench: Bench, most: int) -> Iterator[BenchPart]:
    """Keep a bounded number of tasks with the workers. While the next part is not done, this
    process does a task itself.

    (`pool.map` would cancel what is waiting when it is left early, and the executor's own thread
    then fails aloud on a pool whose workers were ended.)
    """
    tasks = bench.tasks
    waiting: deque[Future[BenchPart]] = deque()
    while True:
        under_way = sum(not part.done() for part in waiting)
        with without_main():
            waiting.extend(pool.submit(_work, *task) for task in islice(tasks, most - under_way))
        if not waiting:
            return
        if not waiting[0].done() and (task := next(tasks, None)) is not None:
            mine: Future[BenchPart] = Future()
            mine.set_result(bench.part(*task))
            waiting.append(mine)
            continue
        yield waiting.popleft().result()


def _end_workers(others: set[int | None]) -> None:
    """End the workers now: Ctrl-C, a closed pipe or an error must not wait for trainings."""
    for child in active_children():
        if child.pid not in others:
            child.terminate()


_bench: Bench


def _prepare_worker(scenario: Scenario, plan: Plan) -> None:
    global _bench
    # Ctrl-C reaches every process of the terminal. Only the parent handles it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    print_warnings()
    from altui.simulation.bench import Bench, one_thread

    one_thread(plan.models)
    _bench = Bench(scenario, plan)


def _work(seed: int, variant: int) -> BenchPart:
    return _bench.part(seed, variant)
