"""A cluster of Dask, as far as altui needs one. The only module that imports dask, and imported
only where a scheduler is named.

Blocks are tasks, so what a dead worker held Dask makes anew on another. A selection is no task:
that would cost 5 ms a block. It is one call to each worker.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from altui.errors import AltuiError, InputError
from altui.labeling.scanning.found import Found, merge
from altui.labeling.scanning.on_workers import Share, as_it_is, read_block, scan_held, work_on
from altui.labeling.scanning.scan import ClusterLostError
from altui.labeling.scanning.versions import PACKAGES, check_versions

try:
    import distributed
except ImportError:
    raise InputError(
        "a cluster needs an extra package", hint="Install it: pip install 'altui[cluster]'"
    ) from None

if TYPE_CHECKING:
    from altui.labeling.scanning.request import ScanRequest, Selection
    from altui.labeling.scanning.source import ScanSource

PORT = 8786
"""Of a scheduler, where none is named."""

CONNECTING = 10.0
"""Seconds in which a scheduler has to answer."""

CLOSING = 1.0
"""Seconds for saying goodbye."""

LOOKING = 0.2
"""Seconds between looks at what has changed on the cluster."""

# What these write would stand across the screen. That versions differ altui itself says.
# The logger of Dask's client, below the first, has a handler of its own.
for _name in ("distributed", "tornado", "distributed.client"):
    logging.getLogger(_name).handlers = [logging.NullHandler()]
    logging.getLogger(_name).propagate = False
warnings.filterwarnings("ignore", module="distributed")

Progress = Callable[[int, int], object]


class Cluster:
    """A connection to a scheduler, in one event loop. Whatever it is asked, it raises
    ClusterLostError where the scheduler does not answer, and InputError for other versions."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._checked: frozenset[str] = frozenset()
        self._source = ""
        self._blocks: dict[str, _Block] = {}

    @classmethod
    async def reach(cls, address: str) -> Self:
        await _check_listens(address)
        connect: Any = distributed.Client
        client = connect(
            address, timeout=CONNECTING, asynchronous=True, set_as_default=False, name="altui"
        )
        made = cls(client)
        try:
            await client
            await made._check_versions()
        except BaseException as error:
            await made.close()
            if isinstance(error, OSError):
                raise ClusterLostError(str(error)) from error
            if isinstance(error, TypeError) and "ssl_context" in str(error):
                raise _no_certificates(address) from error
            raise
        return made

    @property
    def is_there(self) -> bool:
        return bool(self._client.status == "running")

    async def scan(self, request: ScanRequest, on_progress: Progress) -> Found:
        """Wherever a worker dies, the blocks that it held are waited for and asked for again.
        Raises AltuiError where the files or the model fail."""
        try:
            await self._hold(request.source)
            return await self._select(request.selection, on_progress)
        except (AltuiError, ClusterLostError):
            raise
        except Exception as error:
            if self.is_there and not isinstance(error, OSError):
                raise AltuiError(f"the scan failed: {type(error).__name__}: {error}") from error
            raise ClusterLostError(str(error)) from error

    async def work(
        self,
        function: Callable[[Any], Any],
        arguments: Iterable[Any],
        on_done: Callable[[Any], object],
    ) -> None:
        """Have workers call a function of a module for each argument. Where one dies another does
        it; `on_done` is told each result as it comes. Raises AltuiError where the function fails.
        """
        try:
            await self._find_workers()
            sent = [pickle.dumps((function, each)) for each in arguments]
            tasks = [self._client.submit(work_on, each, pure=False) for each in sent]
            in_turn: Any = distributed.as_completed
            async for task in in_turn(tasks, loop=self._client.loop):
                if task.status == "cancelled":
                    raise ClusterLostError("the scheduler has forgotten what was asked of it")
                if task.status == "error":
                    raise _why(await task.exception())
                on_done(await task)
        except (AltuiError, ClusterLostError):
            raise
        except Exception as error:
            raise ClusterLostError(str(error)) from error

    async def close(self) -> None:
        """The workers forget what they hold for this."""
        self._blocks = {}
        with suppress(OSError, asyncio.TimeoutError):
            await self._client.close(timeout=CLOSING)

    async def _hold(self, source: ScanSource) -> None:
        """Have the blocks read, each by one worker, unless they are held already."""
        if self._source == source.key:
            return
        self._source, self._blocks = "", {}  # what is not needed any more makes room
        submit, begin = self._client.submit, f"altui-{source.key}"
        workers = await self._find_workers()
        read = submit(as_it_is, pickle.dumps(source), key=begin)
        for place, (block, worker) in enumerate(zip(source.parts.blocks(), cycle(workers))):
            key, sent = f"{begin}-{place}", pickle.dumps(block)
            # For a worker that is gone the task must not wait.
            where = {"workers": [worker], "allow_other_workers": True}
            self._blocks[key] = _Block(block.rows, submit(read_block, read, sent, key=key, **where))
        self._source = source.key

    async def _select(self, selection: Selection, on_progress: Progress) -> Found:
        founds, left = [Found.nothing(len(selection.classes))], set(self._blocks)
        sent = pickle.dumps(selection)
        while left:
            await self._find_owners(left, on_progress)
            shares: dict[str, list[str]] = {}
            for key in left:
                shares.setdefault(self._blocks[key].owner, []).append(key)
            for worker, answer in (await self._ask(sent, shares)).items():
                if isinstance(answer, Share):
                    founds.append(answer.found)
                    left.difference_update(set(shares[worker]) - set(answer.missing))
                elif not isinstance(answer, OSError):  # that is a worker that has died
                    raise answer
            for key in left:
                self._blocks[key].owner = ""
            if left:
                await asyncio.sleep(LOOKING)
        on_progress(self._rows, self._rows)
        return merge(founds, selection.count)

    async def _ask(self, selection: bytes, shares: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        """The answer of each worker, an error among them, at the same time. A call to one that is
        gone would take until it times out."""
        client = self._client
        calls = {
            worker: asyncio.ensure_future(
                client.run(scan_held, selection, keys, workers=[worker], on_error="return")
            )
            for worker, keys in shares.items()
        }
        try:
            while (await asyncio.wait(calls.values(), timeout=LOOKING))[1]:
                there = await client.nthreads()
                for worker, call in calls.items():
                    if worker not in there:
                        call.cancel()
        finally:
            for call in calls.values():
                call.cancel()
        lost = OSError("the worker is gone")
        return {
            worker: lost if call.cancelled() else call.result().get(worker, lost)
            for worker, call in calls.items()
        }

    async def _find_owners(self, keys: Iterable[str], on_progress: Progress) -> None:
        """Which worker is asked for each block: one that holds it, and is asked for few others."""
        while lost := [key for key in keys if not self._blocks[key].owner]:
            await self._wait_for(lost, on_progress)
            await self._check_versions()
            held = await self._client.who_has([self._blocks[key].future for key in lost])
            asked = Counter(block.owner for block in self._blocks.values())
            for key in lost:
                owner = min(sorted(held.get(key, ())), key=asked.__getitem__, default="")
                self._blocks[key].owner = owner
                asked[owner] += 1
            if not all(self._blocks[key].owner for key in lost):
                await asyncio.sleep(LOOKING)

    async def _wait_for(self, keys: Sequence[str], on_progress: Progress) -> None:
        """Until workers hold all of these blocks."""
        blocks = [self._blocks[key] for key in keys]
        while waiting := [block for block in blocks if block.future.status != "finished"]:
            for block in waiting:
                if block.future.status == "error":
                    error = await block.future.exception()
                    self._source, self._blocks = "", {}  # the next scan tries again
                    raise _why(error)
                if block.future.status == "cancelled":
                    raise ClusterLostError("the scheduler has forgotten what was asked of it")
            on_progress(self._rows - sum(block.rows for block in waiting), self._rows)
            if not self.is_there:
                raise ClusterLostError("the scheduler does not answer")
            await asyncio.sleep(LOOKING)

    async def _find_workers(self) -> list[str]:
        """Their addresses, each as often as it has threads; waited for while there is none."""
        while not (threads := await self._client.nthreads()):
            await asyncio.sleep(LOOKING)
        await self._check_versions()
        return [worker for worker, count in sorted(threads.items()) for _ in range(count)]

    async def _check_versions(self) -> None:
        """Of all machines, when one has come that was not there before."""
        there = frozenset(await self._client.nthreads())
        if not self._checked or there - self._checked:
            check_versions(await self._client.get_versions(packages=list(PACKAGES)))
            self._checked = there

    @property
    def _rows(self) -> int:
        return sum(block.rows for block in self._blocks.values())


async def _check_listens(address: str) -> None:
    """Where nobody listens Dask tries on until its time is over. It may be known at once."""
    place = urlsplit(address)
    opening = asyncio.open_connection(place.hostname, place.port or PORT)
    try:
        _, writer = await asyncio.wait_for(opening, CONNECTING)
    except (OSError, UnicodeError) as error:  # a timeout among them, and a host that is no name
        raise ClusterLostError(str(error)) from error
    writer.close()


@dataclass(eq=False)
class _Block:
    rows: int
    future: Any
    owner: str = ""
    """The address of the worker that is asked for it; empty until one is known to hold it."""


def _why(error: BaseException) -> AltuiError:
    if isinstance(error, AltuiError):
        return error
    if isinstance(error, distributed.KilledWorker):
        return AltuiError(
            "each worker that had one of the parts to do died over it",
            hint="It may have run out of memory: give the workers more, or start more of them.",
        )
    return AltuiError(f"it failed on a worker: {type(error).__name__}: {error}")


def _no_certificates(address: str) -> InputError:
    return InputError(
        f"{address} wants certificates, and Dask knows none of yours",
        hint="Name them in ~/.config/dask/distributed.yaml, under distributed.comm.tls: ca-file, "
        "and for client: cert and key.",
    )
