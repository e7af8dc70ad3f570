"""`python warm.py FD`: altui with all its imports done, forked once for each request.

It starts no thread and opens no file. So a fork differs from `python -m altui` in three things:
what the program would import is there already, all forks have the hash seed of this process, and
modules are not taken apart at the end. test_a_fork_is_the_program.py compares the two.
"""

from __future__ import annotations

import atexit
import fcntl
import gc
import io
import json
import os
import pkgutil
import runpy
import socket
import sys
import termios
import threading
from contextlib import suppress
from importlib import import_module
from multiprocessing import process
from types import ModuleType
from typing import TypedDict

LARGEST = 1 << 18
"""Bytes of a request at most: mostly its environment."""

IMPORTED_LATE = (
    *("charset_normalizer", "PIL.PngImagePlugin", "plotext", "sklearn.datasets"),
    *("sklearn.decomposition", "sklearn.feature_extraction.text", "sklearn.linear_model"),
    *("sklearn.preprocessing", "textual.pilot", "textual.scrollbar"),
)
"""What altui imports inside functions and most of its work needs."""


class Request(TypedDict):
    """A command line of altui."""

    words: list[str]
    code: str | None  # runs in place of `-m altui`, as with `python -c`
    folder: str
    environment: dict[str, str]


def import_everything() -> None:
    from altui.cli.screen import prepare_textual

    prepare_textual("terminal")  # Textual reads settings on import
    import altui

    for each in pkgutil.walk_packages(altui.__path__, "altui."):
        if each.name != "altui.__main__":
            import_module(each.name)
    for name in IMPORTED_LATE:
        import_module(name)
    gc.collect()
    gc.freeze()
    gc.enable()


def serve(requests: socket.socket) -> None:
    """Fork for each request until nobody can send one any more."""
    while True:
        message, files, _, _ = socket.recv_fds(requests, LARGEST, 4)
        if message and os.fork() == 0:
            requests.close()
            keep(json.loads(message), *files)
            return
        for each in files:
            os.close(each)
        forget_keepers(os.WNOHANG if message else 0)
        if not message:
            return


def forget_keepers(how: int) -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, how) != (0, 0):
            pass


def keep(request: Request, watcher: int, *streams: int) -> None:
    """Fork the program; tell the watcher its id, later how it ended: (id, code, status).

    A program that has ended keeps its id until the watcher has hung up, so that no signal that
    is meant for it reaches another one.
    """
    program = os.fork()
    if program == 0:
        os.close(watcher)
        become_program(request, streams)
        end(run_program(request["code"]))
        return
    for each in streams:
        os.close(each)
    with socket.socket(fileno=watcher) as told:
        told.sendall(b"%d\n" % program)
        ended = os.waitid(os.P_PID, program, os.WEXITED | os.WNOWAIT)
        assert ended is not None
        told.sendall(b"%d %d\n" % (ended.si_code, ended.si_status))
        told.recv(1)
    os.waitpid(program, 0)
    os._exit(0)


def become_program(request: Request, streams: tuple[int, ...]) -> None:
    """What the system and the interpreter do before `python -m altui` runs a line of altui."""
    if os.isatty(streams[0]):
        os.setsid()
        fcntl.ioctl(streams[0], termios.TIOCSCTTY, 0)
    for number, each in enumerate(streams):
        os.dup2(each, number)
    for each in streams:
        os.close(each)
    folder = request["folder"]
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(request["environment"])
    sys.argv = ["", *request["words"]]
    sys.path.insert(0, folder)
    process.ORIGINAL_DIR = folder  # type: ignore[attr-defined]
    open_streams()


def run_program(code: str | None) -> int:
    """The status that it ends with. Whatever else ends it is left to the interpreter."""
    try:
        if code is None:
            runpy.run_module("altui", run_name="__main__", alter_sys=True)
        else:
            sys.argv[0] = "-c"
            # It has no file, for spawned processes.
            sys.modules["__main__"] = ModuleType("__main__")
            exec(compile(code, "<string>", "exec"), vars(sys.modules["__main__"]))
    except SystemExit as ended:
        if not isinstance(ended.code, int):
            raise
        return ended.code
    return 0


def end(status: int) -> None:
    """What the interpreter does at the end, but for taking modules apart: it would first copy all
    that was imported here, which takes longer than the rest of a short test."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    with suppress(OSError, ValueError):  # the interpreter has its own words for it
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


def open_streams() -> None:
    """Standard input, output and error as they are at the start of an interpreter."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        stream = open_stream(number, getattr(sys, name))
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def open_stream(number: int, before: io.TextIOWrapper) -> io.TextIOWrapper:
    raw = io.FileIO(number, "w" if number else "r", closefd=False)
    return io.TextIOWrapper(
        io.BufferedWriter(raw) if number else io.BufferedReader(raw),
        before.encoding,
        before.errors,
        newline="\n",
        line_buffering=number == 2 or raw.isatty(),
        write_through=before.write_through,
    )


if __name__ == "__main__":
    del sys.path[0]  # the folder of this file, which the program does not look in
    with socket.socket(fileno=int(sys.argv[1])) as requests:
        import_everything()
        serve(requests)
