"""A Learner in its own process, for slow models and for models from outside altui.

Such a training may hang, use all memory or print to the terminal. A process can be ended, and two
processes use two cores. The matrix is mapped from files. A Knowledge goes to the process, a Round
or another answer of the Learner comes back.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from altui.errors import AltuiError, ModelError

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess
    from pathlib import Path

    from altui.labeling.matrices import MappedMatrix
    from altui.learning.honesty.label_review import Contradiction
    from altui.learning.honesty.model_lead import Lead
    from altui.learning.learner import Learner
    from altui.learning.rounds import Knowledge, Round

NICE = 5
"""The processes' niceness: the screen comes first when all processors are busy."""

END_LIMIT = 10.0
"""Seconds that a process with a closed pipe has until it has ended: then it can be told how."""

_STARTING = threading.Lock()
"""Held while a process starts: `sys.stderr` is replaced meanwhile, for the whole program."""


@contextmanager
def without_main() -> Iterator[None]:
    """A process that is started within does not run the program's own file, as spawned ones do.

    That file may be somebody's script, which labels: it would do so twice. No process of altui
    needs anything of it.
    """
    main = sys.modules["__main__"]
    own = main.__spec__
    main.__spec__ = ModuleSpec("altui.__main__", None)  # of that name nothing is run again
    try:
        yield
    finally:
        main.__spec__ = own


@dataclass(frozen=True)
class Recipe:
    """How to make a Learner in another process. `options` are its other arguments. `arrays` is a
    file with the other long arrays: `pool`, the labels of `test`, and what is suggested."""

    matrix: MappedMatrix
    arrays: Path
    model: str
    options: Mapping[str, Any]
    test: MappedMatrix | None = None

    def learner(self) -> Learner:
        from altui.learning.arrays import is_sparse
        from altui.learning.classifiers.models import model_factory
        from altui.learning.learner import Learner

        matrix = self.matrix.load()
        factory = model_factory(
            self.model,
            seed=self.options["seed"],
            sparse=is_sparse(matrix),
            curves=self.options.get("curves"),
        )
        with np.load(self.arrays) as arrays:
            pool = arrays["pool"]
            test = None if self.test is None else (self.test.load(), arrays["test_labels"])
            suggested = arrays["suggested"] if "suggested" in arrays.files else None
        options = {**self.options, "suggested": suggested}
        return Learner(matrix, pool, model=factory, test=test, **options)


class AnyRecipe(Protocol):
    """How to make what answers in another process; it can be pickled."""

    def learner(self) -> Any: ...


class RemoteLearner:
    """A Learner in another process, which starts when it is first needed, and again after it has
    died. Any thread may call it or stop it; calls are answered one at a time."""

    def __init__(self, recipe: AnyRecipe) -> None:
        self._recipe = recipe
        self._lock = threading.Lock()
        self._asking = threading.Lock()
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._start_process()

    @property
    def pid(self) -> int | None:
        """The process that trains; None before the first question, and after `stop`."""
        process = self._process
        return None if process is None else process.pid

    def round(self, knowledge: Knowledge) -> Round:
        """Raises ModelError where the process died over it."""
        made: Round = self._ask("round", knowledge)
        return made

    def find_contradictions(self, knowledge: Knowledge) -> tuple[Contradiction, ...]:
        """Raises ModelError where the process died over it."""
        found: tuple[Contradiction, ...] = self._ask("find_contradictions", knowledge)
        return found

    def find_lead(self, knowledge: Knowledge) -> Lead | None:
        """Raises ModelError where the process died over it."""
        found: Lead | None = self._ask("find_lead", knowledge)
        return found

    def _ask(self, what: str, knowledge: Knowledge) -> Any:
        # One at a time: two threads on one connection could get each other's answers.
        with self._asking:
            process, connection = self._start_process()
            try:
                connection.send((what, knowledge))
                outcome = connection.recv()
            except (EOFError, OSError) as error:
                process.join(END_LIMIT)
                raise ModelError(how_it_ended("the model's process", process.exitcode)) from error
        if isinstance(outcome, AltuiError):
            raise outcome
        return outcome

    def stop(self) -> None:
        """End the process at once. The next call starts another."""
        with self._lock:
            if self._process is not None:
                self._process.kill()
            self._process = None

    def _start_process(self) -> tuple[SpawnProcess, Connection]:
        with self._lock:
            if self._process is None or self._connection is None or not self._process.is_alive():
                self._connection, theirs = get_context("spawn").Pipe()
                self._process = start_process(serve, (theirs, self._recipe), "altui-learner")
                theirs.close()
            return self._process, self._connection


def serve(connection: Connection, recipe: AnyRecipe) -> None:
    """The process: answer each (method, Knowledge) with the Learner, until the pipe is closed."""
    serve_quietly(NICE)
    import sklearn.linear_model  # noqa: F401  its libraries must be loaded to be limited

    use_one_thread()
    learner = None
    while True:
        try:
            what, knowledge = connection.recv()
        except (EOFError, OSError):
            return
        answer: object
        try:
            learner = learner or recipe.learner()
            answer = getattr(learner, what)(knowledge)
        except AltuiError as error:
            answer = error
        except BaseException as error:  # noqa: BLE001  the code is a stranger's
            answer = ModelError(f"training failed: {type(error).__name__}: {error}")
        connection.send(answer)


def start_process(
    target: Callable[..., object], arguments: tuple[object, ...], name: str
) -> SpawnProcess:
    """A process that runs this function; it ends with the program."""
    process = get_context("spawn").Process(target=target, args=arguments, name=name, daemon=True)
    # While the screen runs, sys.stderr has no file descriptor to inherit.
    with _STARTING, redirect_stderr(sys.__stderr__), without_main():
        process.start()
    return process


def serve_quietly(niceness: int) -> None:
    """As a process that was started so: keep what a model prints off the screen, leave ctrl+c to
    the parent, and end when it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.nice(niceness)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def use_one_thread() -> None:
    """Have the libraries that are loaded by now use one thread each."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    threadpool_limits(1)


def _end_with_the_parent() -> None:
    """End this process when its parent is killed, even in the middle of a training."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
    os._exit(1)


def how_it_ended(process: str, status: int | None) -> str:
    """In words, from the status that it exited with."""
    if status == -signal.SIGKILL:
        return f"{process} was killed: it may have run out of memory"
    if status is not None and status < 0:
        return f"{process} was ended by signal {-status}"
    return f"{process} ended by itself, with status {status}"


def run_in_processes(model: str) -> bool:
    """Whether a model runs in processes: code from outside altui, and slow models."""
    return ":" in model or model == "forest"


def process_count() -> int:
    """How many processes: one per answer to prepare, as far as there are processors."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return min(2, cores)
