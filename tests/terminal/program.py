"""altui started as a program of its own, on a terminal or through a pipe.

It is forked from a process that has imported it, since the imports are most of what a short test
would take. Where the start of the interpreter matters, or to be sure of the whole, a test names
EXECUTED: then that is executed. Nothing is forked elsewhere than on Linux.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO

from ptyprocess import PtyProcess

from tests.terminal.forking import ForkedTalk, WarmProgram, fork_on_files, fork_on_terminal
from tests.terminal.warm import Request

EXECUTED = (sys.executable, "-m", "altui")
PATIENCE = 60.0

ON_A_TERMINAL = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
DROPPED = {
    *("COLUMNS", "LC_ALL", "LC_CTYPE", "LINES", "NO_COLOR"),
    *("PYTHONDONTWRITEBYTECODE", "TEXTUAL_COLOR_SYSTEM"),
}


def environment_of(more: dict[str, str] | None = None) -> dict[str, str]:
    """What every program has around it, and more."""
    kept = {key: value for key, value in os.environ.items() if key not in DROPPED}
    return {**kept, **ON_A_TERMINAL, **(more or {})}


AROUND = environment_of()


@cache
def warm_program() -> WarmProgram | None:
    """What forks altui for this test process."""
    return WarmProgram(AROUND) if sys.platform == "linux" else None


def command_of(program: Sequence[str] | None, code: str | None) -> Sequence[str]:
    return program or ((sys.executable, "-c", code) if code else EXECUTED)


def start(
    words: list[str],
    dimensions: tuple[int, int],
    *,
    folder: Path | None = None,
    environment: dict[str, str] | None = None,
    program: Sequence[str] | None = None,
    code: str | None = None,
) -> PtyProcess:
    """A program on a new terminal of so many rows and columns; altui where none is named."""
    place, around = str(folder or Path.cwd()), environment_of(environment)
    warm = None if program else warm_program()
    if warm is not None:
        request = Request(words=words, code=code, folder=place, environment=around)
        return fork_on_terminal(warm, request, dimensions)
    command = [*command_of(program, code), *words]
    return PtyProcess.spawn(command, dimensions=dimensions, cwd=place, env=around)


@contextmanager
def talk(*words: str, folder: Path) -> Iterator[tuple[IO[str], IO[str]]]:
    """altui that is talked to line by line: what is typed, and all that it prints. At the end its
    input is closed, and it must end well."""
    warm = warm_program()
    process: ForkedTalk | subprocess.Popen[str]
    if warm is not None:
        around = environment_of()
        request = Request(words=[*words], code=None, folder=str(folder), environment=around)
        process = ForkedTalk(warm, request)
    else:
        process = subprocess.Popen(
            [*EXECUTED, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=folder,
            env=environment_of(),
        )
    assert process.stdin and process.stdout
    with process.stdin, process.stdout:
        yield process.stdin, process.stdout
        process.stdin.close()
        rest = process.stdout.read()
    assert process.wait(PATIENCE) == 0, rest


def run(
    *words: str | Path,
    folder: Path,
    text: str = "",
    output: int | None = None,
    environment: dict[str, str] | None = None,
    code: str | None = None,
    is_merged: bool = False,
) -> subprocess.CompletedProcess[str]:
    """What became of altui that reads `text`; `output` is a file that its output goes to. With
    `is_merged` its errors are in its output, where they came."""
    arguments, around = [str(each) for each in words], environment_of(environment)
    warm = warm_program()
    if warm is not None:
        request = Request(words=arguments, code=code, folder=str(folder), environment=around)
        done = fork_on_files(warm, request, text, output, PATIENCE, is_merged=is_merged)
        return subprocess.CompletedProcess(arguments, *done)
    return subprocess.run(
        [*command_of(None, code), *arguments],
        input=text,
        stdout=subprocess.PIPE if output is None else output,
        stderr=subprocess.STDOUT if is_merged else subprocess.PIPE,
        text=True,
        timeout=PATIENCE,
        check=False,
        cwd=folder,
        env=around,
    )
