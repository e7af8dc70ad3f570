"""Passes in processes of this machine: the screen and the training go before them."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, cast

from altui.errors import AltuiError
from altui.labeling.processes import (
    END_LIMIT,
    how_it_ended,
    serve_quietly,
    start_process,
    use_one_thread,
)
from altui.labeling.scanning.block_scan import scan_pieces
from altui.labeling.scanning.found import Found, merge

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from altui.data.readers.partitions.partition_set import Block
    from altui.labeling.scanning.request import ScanRequest
    from altui.labeling.scanning.scan import OnDone, OnProgress

NICE = 10
"""The processes' niceness: more than that of those which train."""


class LocalScan:
    """A Scan in `workers` processes, which start with each pass and end with it. A pass holds a few
    batches and the best rows in memory, however many rows there are."""

    def __init__(self, workers: int = 1) -> None:
        self._workers = workers
        self._lock = threading.Lock()
        self._pass: _Pass | None = None

    @property
    def is_running(self) -> bool:
        return self._pass is not None

    @property
    def state(self) -> str:
        return ""

    def start(
        self, request: ScanRequest, on_done: OnDone, on_progress: OnProgress | None = None
    ) -> None:
        with self._lock:
            if self._pass is not None:
                raise RuntimeError("a pass is running")
            made = self._pass = _Pass(request, self._workers, on_progress)
        # To start processes takes longer than a frame.
        threading.Thread(
            target=self._run, args=(made, on_done), name="altui-scan", daemon=True
        ).start()

    def close(self) -> None:
        with self._lock:
            made, self._pass = self._pass, None
        if made is not None:
            made.end()

    def _run(self, made: _Pass, on_done: OnDone) -> None:
        outcome: Found | AltuiError
        try:
            outcome = made.run()
        except AltuiError as error:
            outcome = error
        except Exception as error:  # noqa: BLE001  whoever waits for the rows must hear of it
            outcome = _failed(error)
        finally:
            made.clear()
        with self._lock:
            if self._pass is not made:
                return
            self._pass = None
        on_done(outcome)


@dataclass(eq=False)
class _Pass:
    request: ScanRequest
    workers: int
    on_progress: OnProgress | None
    _processes: dict[Connection, SpawnProcess] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _has_ended: bool = False

    def run(self) -> Found:
        """Each process is given a block, and another when it has scanned that one."""
        parts = self.request.source.parts
        blocks = deque(parts.blocks())
        for _ in range(min(self.workers, len(blocks))):
            self._start_process(blocks.popleft())
        at_work = set(self._processes)
        found = [Found.nothing(len(self.request.selection.classes))]
        done, total = 0, len(parts)
        while at_work:
            for ready in wait([*at_work]):
                connection = cast("Connection", ready)
                said = self._receive(connection)
                if isinstance(said, Found):
                    found.append(said)
                    at_work.discard(connection)
                elif said is None:
                    with self._living(connection):
                        connection.send(blocks.popleft() if blocks else None)
                else:
                    done += said
                    if self.on_progress is not None:
                        self.on_progress(done, total)
        return merge(found, self.request.selection.count)

    def end(self) -> None:
        """End the processes, from any thread."""
        with self._lock:
            self._has_ended = True
            for process in self._processes.values():
                process.kill()

    def clear(self) -> None:
        """Leave nothing of it behind, when `run` has returned."""
        self.end()
        with self._lock:
            gone, self._processes = self._processes, {}
        for connection, process in gone.items():
            process.join()
            process.close()
            connection.close()

    def _start_process(self, first: Block) -> None:
        ours, theirs = get_context("spawn").Pipe()
        process = start_process(_serve, (theirs,), "altui-scan")
        theirs.close()
        with self._lock:
            self._processes[ours] = process
            if self._has_ended:
                process.kill()
        with self._living(ours):
            ours.send(self.request)
            ours.send(first)

    def _receive(self, connection: Connection) -> Any:
        with self._living(connection):
            said = connection.recv()
        if isinstance(said, AltuiError):
            raise said
        return said

    @contextmanager
    def _living(self, connection: Connection) -> Iterator[None]:
        """Raises AltuiError where the process at the other end has died."""
        try:
            yield
        except (EOFError, OSError) as error:
            process = self._processes[connection]
            process.join(END_LIMIT)
            ended = how_it_ended("the process that scans", process.exitcode)
            raise AltuiError(ended) from error


def _serve(connection: Connection) -> None:
    """The process: it is told the request and one block after another, None behind the last. It
    tells how many more rows it has scanned, None when it wants another block, and in the end what
    it has found."""
    serve_quietly(NICE)
    import pyarrow

    use_one_thread()
    pyarrow.set_cpu_count(1)
    try:
        connection.send(_scan(connection))
    except AltuiError as error:
        connection.send(error)
    except Exception as error:  # noqa: BLE001  a model may be a stranger's code
        connection.send(_failed(error))


def _scan(connection: Connection) -> Found:
    request: ScanRequest = connection.recv()
    selection, reader = request.selection, request.source.reader()
    found = Found.nothing(len(selection.classes))
    block = connection.recv()
    while block is not None:
        more = scan_pieces(selection, reader.pieces(block), connection.send)
        found = merge((found, more), selection.count)
        connection.send(None)
        block = connection.recv()
    return found


def _failed(error: Exception) -> AltuiError:
    return AltuiError(f"the scan failed: {type(error).__name__}: {error}")
