"""Passes on a cluster, from a thread of its own. Labels go on whatever becomes of the cluster: what
is out of reach is tried again and again, and a pass that was under way begins anew."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from altui.errors import AltuiError
from altui.labeling.scanning.scan import ClusterLostError, OnProgress, ScanEndedError
from altui.labeling.scanning.scheduler import NoFileError

if TYPE_CHECKING:
    from altui.labeling.scanning.cluster import Cluster
    from altui.labeling.scanning.found import Found
    from altui.labeling.scanning.request import ScanRequest
    from altui.labeling.scanning.scan import OnDone
    from altui.labeling.scanning.scheduler import Scheduler

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 30.0
"""Seconds between attempts to reach the scheduler."""

LOOKING = 1.0
"""Seconds between looks at a scheduler of which nothing is asked."""


class ClusterScan:
    """A Scan on the workers of a cluster, which hold the rows from the first pass on. What is
    reported is called in the scan's thread; `on_change` when `state` has changed."""

    def __init__(self, scheduler: Scheduler, on_change: Callable[[], object] | None = None) -> None:
        self._scheduler, self._on_change = scheduler, on_change
        self._lock = threading.Condition()
        self._work: _Work | None = None
        self._lost_since: datetime | None = None
        self._refused = ""

    @property
    def is_running(self) -> bool:
        work = self._work
        return work is not None and work.job is not None

    @property
    def is_reachable(self) -> bool:
        """Whether the scheduler answered when it was last asked."""
        return self._lost_since is None and not self._refused

    @property
    def state(self) -> str:
        """A sentence about what is wrong; empty where nothing is."""
        since = self._lost_since
        return self._refused or (
            f"the cluster is out of reach since {since:%H:%M}" if since is not None else ""
        )

    def check(self) -> None:
        """Reach the scheduler now, and compare versions: for a command, before its work begins.
        Waits, so not for a thread with an event loop. Raises AltuiError."""
        from altui.labeling.scanning.cluster import Cluster

        address = self._scheduler.find()
        try:
            Cluster(address).close()
        except ClusterLostError as error:
            raise AltuiError(
                f"the scheduler at {address} does not answer",
                hint="Start it: dask scheduler. Or check the address, the network and, with "
                "tls://, the certificates.",
            ) from error

    def start(
        self, request: ScanRequest, on_done: OnDone, on_progress: OnProgress | None = None
    ) -> None:
        with self._lock:
            if self.is_running:
                raise RuntimeError("a pass is running")
            job = _Job(request, on_done, on_progress or (lambda *_: None))
            if self._work is None:
                self._work = work = _Work(threading.Event())
                threading.Thread(
                    target=self._run, args=(work,), name="altui-cluster", daemon=True
                ).start()
            self._work.job = job
            self._lock.notify_all()

    def close(self) -> None:
        with self._lock:
            work, self._work = self._work, None
            if work is not None:
                work.ended.set()
                self._lock.notify_all()

    def _run(self, work: _Work) -> None:
        """The thread. It ends when the work has ended."""
        pause = FIRST_PAUSE
        try:
            while not work.ended.is_set():
                if self._go_on(work):
                    pause = FIRST_PAUSE
                else:
                    work.ended.wait(pause)
                    pause = min(2 * pause, LONGEST_PAUSE)
        finally:
            work.leave()

    def _go_on(self, work: _Work) -> bool:
        """Make one pass, or look after the scheduler once; False where it is out of reach."""
        if self._refused and self._next_job(work) is None:
            return True
        try:
            if work.cluster is None:
                from altui.labeling.scanning.cluster import Cluster

                work.cluster = Cluster(self._address())
            self._tell(lost_since=None)
            job = self._next_job(work)
            if job is not None:
                found = work.cluster.scan(job.request, work.ended.wait, job.on_progress)
                self._finish(work, job, found)
            elif not work.cluster.is_there:
                raise ClusterLostError
        except ScanEndedError:
            pass
        except ClusterLostError:
            work.leave()
            if not work.ended.is_set():
                self._tell(lost_since=self._lost_since or datetime.now())
            return False
        except AltuiError as error:
            return self._fail(work, error)
        except Exception as error:  # noqa: BLE001  whoever waits for the rows must hear of it
            return self._fail(work, AltuiError(f"the scan failed: {type(error).__name__}: {error}"))
        return True

    def _address(self) -> str:
        try:
            return self._scheduler.find()
        except NoFileError as error:
            if self._lost_since is None:
                raise
            raise ClusterLostError from error  # the next scheduler has not written it yet

    def _next_job(self, work: _Work) -> _Job | None:
        with self._lock:
            if work.job is None and not work.ended.is_set():
                self._lock.wait(LOOKING)
            return None if work.ended.is_set() else work.job

    def _fail(self, work: _Work, error: AltuiError) -> bool:
        """A cluster that was refused is not asked again before somebody wants something of it."""
        if work.cluster is None:
            self._tell(lost_since=None, refused=error.message)
        job = work.job
        if job is not None:
            self._finish(work, job, error)
        return work.cluster is not None

    def _finish(self, work: _Work, job: _Job, outcome: Found | AltuiError) -> None:
        with self._lock:
            if work.ended.is_set():
                return
            work.job = None
        job.on_done(outcome)

    def _tell(self, *, lost_since: datetime | None, refused: str = "") -> None:
        before = self.state
        self._lost_since, self._refused = lost_since, refused
        if self.state != before and self._on_change is not None:
            self._on_change()


@dataclass(frozen=True, eq=False)
class _Job:
    request: ScanRequest
    on_done: OnDone
    on_progress: OnProgress


@dataclass(eq=False)
class _Work:
    """What one thread does, until it has `ended`."""

    ended: threading.Event
    job: _Job | None = None
    cluster: Cluster | None = None

    def leave(self) -> None:
        """Only from the thread itself."""
        cluster, self.cluster = self.cluster, None
        if cluster is not None:
            cluster.close()
