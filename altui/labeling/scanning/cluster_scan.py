"""Passes on a cluster, from a thread of its own. Labels go on whatever becomes of the cluster: what
is out of reach is tried again and again, and a pass that was under way begins anew."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from altui.errors import AltuiError
from altui.labeling.scanning.scan import ClusterLostError, OnProgress
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
        self._lock = threading.Lock()
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

        async def reach() -> None:
            await (await Cluster.reach(address)).close()

        address = self._scheduler.find()
        try:
            asyncio.run(reach())
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
            work = self._work
            if work is not None:
                work.job = job
                work.tell()
                return
            self._work = work = _Work(job)
        # Of its own, since Dask wants an event loop, and none that anybody waits for.
        threading.Thread(target=self._run, args=(work,), name="altui-cluster", daemon=True).start()

    def close(self) -> None:
        with self._lock:
            work, self._work = self._work, None
            if work is not None:
                work.has_ended = True
                work.tell()

    def _run(self, work: _Work) -> None:
        """The thread."""
        with suppress(asyncio.CancelledError):
            asyncio.run(self._serve(work))

    async def _serve(self, work: _Work) -> None:
        with self._lock:
            work.begin()
        pause = FIRST_PAUSE
        try:
            # Looked at too, since what was awaited may have kept the cancellation to itself.
            while not work.has_ended:
                if await self._go_on(work):
                    pause = FIRST_PAUSE
                else:
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, LONGEST_PAUSE)
        finally:
            await work.leave()

    async def _go_on(self, work: _Work) -> bool:
        """Make one pass, or look after the scheduler once; False where it is out of reach."""
        try:
            # One that was refused is not asked again before somebody wants something of it.
            if self._refused and work.job is None:
                await work.wait()
                return True
            if work.cluster is None:
                from altui.labeling.scanning.cluster import Cluster

                work.cluster = await Cluster.reach(self._address())
            self._tell(lost_since=None)
            job = work.job
            if job is not None:
                self._finish(work, job, await work.cluster.scan(job.request, job.on_progress))
            else:
                await work.wait()
                if not work.cluster.is_there:
                    raise ClusterLostError
        except ClusterLostError:
            self._tell(lost_since=self._lost_since or datetime.now())
            await work.leave()
            return False
        except AltuiError as error:
            self._fail(work, error)
        except Exception as error:  # noqa: BLE001  whoever waits for the rows must hear of it
            self._fail(work, AltuiError(f"the scan failed: {type(error).__name__}: {error}"))
        return True

    def _address(self) -> str:
        try:
            return self._scheduler.find()
        except NoFileError as error:
            if self._lost_since is None:
                raise
            raise ClusterLostError from error  # the next scheduler has not written it yet

    def _fail(self, work: _Work, error: AltuiError) -> None:
        if work.cluster is None:
            self._tell(lost_since=None, refused=error.message)
        job = work.job
        if job is not None:
            self._finish(work, job, error)

    def _finish(self, work: _Work, job: _Job, outcome: Found | AltuiError) -> None:
        with self._lock:
            if work.has_ended:
                return
            work.job = None
        # Whatever is done with the rows, the scheduler is not kept waiting meanwhile.
        threading.Thread(target=job.on_done, args=(outcome,), daemon=True).start()

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
    """What one thread does, until it `has_ended`."""

    job: _Job | None
    has_ended: bool = False
    cluster: Cluster | None = None
    _loop: asyncio.AbstractEventLoop | None = None
    _task: asyncio.Task[None] | None = None
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def begin(self) -> None:
        """From the thread itself, as what follows but for `tell`."""
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        self.tell()

    async def wait(self) -> None:
        """Until there is a job, or for a while."""
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._news.wait(), LOOKING)
        self._news.clear()

    async def leave(self) -> None:
        cluster, self.cluster = self.cluster, None
        if cluster is not None:
            await cluster.close()

    def tell(self) -> None:
        """From any thread: there is a job, or it has ended."""
        if self._loop is None or self._task is None:
            return
        self._loop.call_soon_threadsafe(self._task.cancel if self.has_ended else self._news.set)
