"""A cluster on this machine: a scheduler and its workers, each a process of its own.

Dask's own cluster on one machine waits at its end for each worker to say goodbye, which one that
was killed and is just starting anew now and then never does. These are killed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import IO

import pytest

pytest.importorskip("distributed")

WORKERS = 2


class Cluster:
    """The scheduler writes into the `file` where it is; workers find it there."""

    def __init__(self, file: Path, folder: Path, stack: ExitStack) -> None:
        self._file, self._folder, self._stack = file, folder, stack
        self._workers: list[subprocess.Popen[bytes]] = []
        # Without a port it would be 8786, which another cluster may have.
        said = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        _read_until(said, b"Scheduler at:")

    @property
    def address(self) -> str:
        return str(json.loads(self._file.read_bytes())["address"])

    def start_workers(self, count: int) -> None:
        """Start them, and wait until the scheduler knows them."""
        for said in [self._start_worker() for _ in range(count)]:
            _read_until(said, b"Registered to")

    def kill_a_worker(self) -> None:
        """The oldest, which has most to lose. Another starts in its place; it is not waited for."""
        self._workers.pop(0).kill()
        _drain(self._start_worker())

    def _start_worker(self) -> IO[bytes]:
        folder = ("--local-directory", str(self._folder))
        return self._start("worker", "--no-nanny", "--nthreads", "1", "--no-dashboard", *folder)

    def _start(self, program: str, *options: str) -> IO[bytes]:
        process = self._stack.enter_context(
            subprocess.Popen(
                [
                    *(sys.executable, "-m", f"distributed.cli.dask_{program}"),
                    *("--scheduler-file", str(self._file), *options),
                ],
                stderr=subprocess.PIPE,
                # What the tests have of their own, such as models, is found there too.
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        )
        self._stack.callback(process.kill)
        if program == "worker":
            self._workers.append(process)
        assert process.stderr is not None
        return process.stderr


@contextmanager
def cluster_of(workers: int = WORKERS, file: Path | None = None) -> Iterator[Cluster]:
    with TemporaryDirectory() as folder, ExitStack() as stack:
        cluster = Cluster(file or Path(folder, "scheduler.json"), Path(folder), stack)
        cluster.start_workers(workers)
        yield cluster


def _read_until(stream: IO[bytes], words: bytes) -> None:
    said = []
    for line in stream:
        said.append(line)
        if words in line:
            _drain(stream)
            return
    raise EOFError(b"".join(said).decode())


def _drain(stream: IO[bytes]) -> None:
    """Nobody reads on: who writes must not wait for it."""

    def read() -> None:
        with suppress(ValueError):  # it is closed at the end
            for _ in stream:
                pass

    Thread(target=read, daemon=True).start()
