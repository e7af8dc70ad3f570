"""altui forked from a process that has imported it: the real program, without the imports.

Each test process has one such process (warm.py), from the first test that needs it on. When it
dies, the tests fail with what it wrote.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
import termios
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock
from typing import IO

from ptyprocess import PtyProcess

from tests.terminal.warm import Request

READ_WHEN_USED = {
    *("ALTUI_DEBUG", "COLORTERM", "LESS", "NO_COLOR", "PAGER", "PATH", "TERM"),
    *("XDG_CONFIG_HOME", "XDG_DATA_HOME", "PYTEST_CURRENT_TEST"),
    # What scikit-learn and altui set in the tests' own process.
    *("KMP_DUPLICATE_LIB_OK", "KMP_INIT_AT_FORK", "TOKENIZERS_PARALLELISM"),
}
"""Variables that a fork may have set otherwise: no import and no start of Python reads them."""


ENDING = 20.0
"""Seconds in which a process ends that has hung up."""


class WarmProgramError(AssertionError):
    """The process that forks has ended, or did not fork."""


class WarmProgram:
    """The process that forks, seen from the tests; several threads may ask it."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self._lock = Lock()
        self._log = TemporaryFile()  # noqa: SIM115  open as long as the process
        self._requests, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, str(Path(__file__).with_name("warm.py")), str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=self._log,
                start_new_session=True,
                env=environment,
            )
        self.pid = self._process.pid
        atexit.register(self.end)

    def end(self) -> None:
        self._requests.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(5)

    def fork(self, request: Request, streams: Sequence[int]) -> Forked:
        """The program, with these as its standard input, output and error."""
        self._check(request["environment"])
        ours, theirs = socket.socketpair()
        message = json.dumps(request).encode()
        with theirs, self._lock:
            try:
                socket.send_fds(self._requests, [message], [theirs.fileno(), *streams])
            except OSError as error:
                raise WarmProgramError(self.told()) from error
        return Forked(ours, self)

    def _check(self, environment: dict[str, str]) -> None:
        """Raises where a fork with this environment would not be what an interpreter would be."""
        names = self.environment.keys() | environment.keys()
        changed = {name for name in names if self.environment.get(name) != environment.get(name)}
        early = sorted(changed - READ_WHEN_USED)
        assert not early, f"may be read at the start, so name EXECUTED: {', '.join(early)}"

    def told(self) -> str:
        """What it wrote, for whoever wants to know why it ended."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(ENDING)
        self._log.seek(0)
        status = self._process.returncode
        return f"altui was not forked (status {status}):\n{self._log.read().decode()}"


class Forked:
    """A fork of the program, which is somebody else's child."""

    def __init__(self, told: socket.socket, source: WarmProgram) -> None:
        self._told, self._source = told, source
        self.pid = int(self._read_line())
        self.status: int | None = None

    def poll(self, patience: float = 0) -> int | None:
        """Its exit status, negative after a signal; None while it runs."""
        if self.status is None and select.select([self._told], [], [], patience)[0]:
            code, status = map(int, self._read_line().split())
            self.status = status if code == os.CLD_EXITED else -status
            self._told.close()
        return self.status

    def _read_line(self) -> bytes:
        line = b""
        while not line.endswith(b"\n"):
            part = self._told.recv(1)
            if not part:
                raise WarmProgramError(self._source.told())
            line += part
        return line


class ForkedPty(PtyProcess):  # type: ignore[misc]
    """A fork of the program on a pseudo-terminal of its own."""

    def __init__(self, forked: Forked, terminal: int) -> None:
        self._forked = forked
        super().__init__(forked.pid, terminal)

    def isalive(self) -> bool:
        status = self._forked.poll()
        if status is not None:
            self.terminated = True
            self.exitstatus: int | None = status if status >= 0 else None
            self.signalstatus: int | None = -status if status < 0 else None
        return status is None


def fork_on_terminal(warm: WarmProgram, request: Request, dimensions: tuple[int, int]) -> ForkedPty:
    terminal, end = os.openpty()
    termios.tcsetwinsize(terminal, dimensions)
    try:
        return ForkedPty(warm.fork(request, [end] * 3), terminal)
    finally:
        os.close(end)


def fork_on_files(
    warm: WarmProgram,
    request: Request,
    text: str,
    output: int | None,
    patience: float,
    *,
    is_merged: bool = False,
) -> tuple[int, str, str]:
    """(status, standard output, standard error) of a fork that reads `text` from a pipe; `output`
    is a file that standard output goes to instead; with `is_merged` errors go there too."""
    reading, writing = os.pipe()
    with TemporaryFile() as out, TemporaryFile() as err:
        with os.fdopen(reading), os.fdopen(writing, "wb") as typed:
            typed.write(text.encode())  # not more than the pipe holds
            written = out.fileno() if output is None else output
            streams = [reading, written, written if is_merged else err.fileno()]
            forked = warm.fork(request, streams)
        status = forked.poll(patience)
        if status is None:
            os.kill(forked.pid, signal.SIGKILL)
            raise TimeoutError(f"{request['words']} still runs after {patience} s")
        return status, read_again(out), read_again(err)


class ForkedTalk:
    """A fork of the program that reads lines from a pipe, and answers each on another one."""

    def __init__(self, warm: WarmProgram, request: Request) -> None:
        reading, typed = os.pipe()
        heard, printing = os.pipe()
        self.stdin = os.fdopen(typed, "w", encoding="utf-8")
        self.stdout = os.fdopen(heard, encoding="utf-8")
        with os.fdopen(reading), os.fdopen(printing):
            self._forked = warm.fork(request, [reading, printing, printing])

    def wait(self, timeout: float) -> int:
        status = self._forked.poll(timeout)
        if status is None:
            os.kill(self._forked.pid, signal.SIGKILL)
            raise TimeoutError(f"it still runs after {timeout} s")
        return status


def read_again(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()
