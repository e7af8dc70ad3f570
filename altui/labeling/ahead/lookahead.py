"""Prepares Rounds before they are needed: the Round after each possible answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from altui.labeling.workers import Worker
from altui.learning.rounds import are_equal

if TYPE_CHECKING:
    from altui.labeling.workers import Maker
    from altui.learning.rounds import Knowledge, Round


class Job(NamedTuple):
    worker: Worker
    knowledge: Knowledge
    since: float


class Lookahead:
    """Has workers make Rounds for possible Knowledge, and returns the one that is needed.

    A Round is a function of its Knowledge. A prepared Round therefore equals the one made later,
    except for its event number. `news` is called, in any thread, when a worker is done. Any
    thread may call these methods.
    """

    def __init__(self, makers: Sequence[Maker], news: Callable[[], object]) -> None:
        self._news = news
        self._lock = threading.Lock()
        self._free = [Worker(maker, self._finish) for maker in makers]
        self._jobs: list[Job] = []
        self._ready: list[tuple[Knowledge, Round | Exception]] = []

    def take(self, knowledge: Knowledge) -> Round | None:
        """The Round of this Knowledge, if it is made. An error in making it is raised once."""
        with self._lock:
            for place, (foreseen, outcome) in enumerate(self._ready):
                if is_equivalent(foreseen, knowledge):
                    if isinstance(outcome, Exception):
                        del self._ready[place]
                        raise outcome
                    return replace(outcome, event=knowledge.event)
        return None

    def peek(self, knowledge: Knowledge) -> Round | None:
        """The Round of this Knowledge, if it is made. Errors are left for `take`."""
        with self._lock:
            for foreseen, outcome in self._ready:
                if is_equivalent(foreseen, knowledge) and not isinstance(outcome, Exception):
                    return replace(outcome, event=knowledge.event)
        return None

    def begin(self, knowledge: Knowledge) -> bool:
        """Start making the Round, unless it is made or in progress. False: no worker is free."""
        with self._lock:
            if self._is_known(knowledge):
                return True
            if not self._free:
                return False
            worker = self._free.pop()
            self._jobs.append(Job(worker, knowledge, time.monotonic()))
        worker.begin(knowledge)
        return True

    def seconds(self, knowledge: Knowledge) -> float | None:
        """For how many seconds the Round has been in progress; None if it is not."""
        with self._lock:
            now = time.monotonic()
            return next((now - j.since for j in self._jobs if _is_for(j, knowledge)), None)

    @property
    def is_idle(self) -> bool:
        """Whether no Round is in progress."""
        with self._lock:
            return not self._jobs

    def drop(self, knowledge: Knowledge) -> None:
        """Stop making the Round."""
        with self._lock:
            dropped = [job for job in self._jobs if _is_for(job, knowledge)]
        self._drop(dropped)

    def drop_longest(self, limit: float, sparing: Collection[Knowledge] = ()) -> None:
        """Stop the Round longest in progress, if that is more than `limit` seconds."""
        with self._lock:
            jobs = [job for job in self._jobs if not any(_is_for(job, each) for each in sparing)]
        longest = min(jobs, key=lambda job: job.since, default=None)
        if longest is not None and time.monotonic() - longest.since > limit:
            self._drop([longest])

    def replace(self, makers: Sequence[Maker]) -> None:
        """Have all Rounds made by others from here on: another model learns."""
        self.close()
        with self._lock:
            self._ready.clear()
            self._free = [Worker(maker, self._finish) for maker in makers]

    def forget(self) -> None:
        """Forget all prepared Rounds: another row is on the screen."""
        with self._lock:
            self._ready.clear()

    def close(self) -> None:
        with self._lock:
            workers = [*self._free, *(job.worker for job in self._jobs)]
            self._free, self._jobs = [], []
        for worker in workers:
            worker.close()

    def _is_known(self, knowledge: Knowledge) -> bool:
        return any(is_equivalent(foreseen, knowledge) for foreseen, _ in self._ready) or any(
            _is_for(job, knowledge) for job in self._jobs
        )

    def _drop(self, jobs: list[Job]) -> None:
        for job in jobs:
            with self._lock:
                if job not in self._jobs:
                    continue
                self._jobs.remove(job)
            job.worker.drop()
            with self._lock:
                self._free.append(job.worker)

    def _finish(self, worker: Worker, knowledge: Knowledge, outcome: Round | Exception) -> None:
        with self._lock:
            # Compare the Knowledge too: a stopped job may end when the worker has its next one.
            finished = [
                job for job in self._jobs if job.worker is worker and job.knowledge is knowledge
            ]
            if not finished:
                return  # given up just now, or closed
            self._jobs.remove(finished[0])
            self._free.append(worker)
            self._ready.append((knowledge, outcome))
        self._news()


def _is_for(job: Job, knowledge: Knowledge) -> bool:
    return is_equivalent(job.knowledge, knowledge)


def is_equivalent(one: Knowledge, other: Knowledge) -> bool:
    """Whether two Knowledges lead to the same Round; their events may differ."""
    return (
        one.answered == other.answered
        and one.strategy == other.strategy
        and one.model == other.model
        and np.array_equal(one.rows, other.rows)
        and np.array_equal(one.labels, other.labels)
        and np.array_equal(one.available, other.available)
        and are_equal(one.waiting, other.waiting)
        and are_equal(one.counts, other.counts)
        and (other.check is None if one.check is None else one.check.is_equivalent(other.check))
        and (other.again is None if one.again is None else one.again.is_equivalent(other.again))
        and (other.common is None if one.common is None else one.common.is_equivalent(other.common))
    )
