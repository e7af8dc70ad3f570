"""A thread that makes Rounds one after another and reports each."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from altui.learning.rounds import Knowledge, Round

Done = Callable[["Worker", "Knowledge", "Round | Exception"], object]
"""Called in the worker's thread."""


class Maker(Protocol):
    """Makes Rounds: the Learner itself, or a Learner in another process. If it has a `stop()`,
    another thread may call that to end its work."""

    def round(self, knowledge: Knowledge) -> Round: ...


class Worker:
    """A Maker with its thread."""

    def __init__(self, maker: Maker, done: Done) -> None:
        self._maker = maker
        self._done = done
        self._jobs = self._begin_thread()

    def begin(self, knowledge: Knowledge) -> None:
        """Make the Round of this Knowledge, then call `done`."""
        self._jobs.put(knowledge)

    def drop(self) -> None:
        """Be free at once: the result of the current work is dropped.

        A thread cannot be ended: without a process the training runs to its end, unused.
        """
        left, self._jobs = self._jobs, self._begin_thread()
        left.put(None)
        self._stop()

    def close(self) -> None:
        self._jobs.put(None)
        self._stop()

    def _stop(self) -> None:
        stop = getattr(self._maker, "stop", None)
        if stop is not None:
            stop()

    def _begin_thread(self) -> SimpleQueue[Knowledge | None]:
        jobs: SimpleQueue[Knowledge | None] = SimpleQueue()
        threading.Thread(target=self._work, args=(jobs,), name="worker", daemon=True).start()
        return jobs

    def _work(self, jobs: SimpleQueue[Knowledge | None]) -> None:
        while (knowledge := jobs.get()) is not None and jobs is self._jobs:
            outcome: Round | Exception
            try:
                outcome = self._maker.round(knowledge)
            except Exception as error:  # noqa: BLE001  whoever asked must hear of it
                outcome = error
            if jobs is self._jobs:
                self._done(self, knowledge, outcome)
