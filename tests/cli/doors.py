"""The command line as a person meets it: words in; status, stdout and stderr out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from altui.cli.main import run
from tests.terminal.program import run as run_apart

ROOT = Path(__file__).parents[2]
PROGRAM = "from altui.cli.main import main; main()"


class Answer(NamedTuple):
    status: int
    out: str
    err: str


Door = Callable[..., Answer]


def door(capsys: pytest.CaptureFixture[str]) -> Door:
    """`altui(...)` in this process."""

    def altui(*words: object) -> Answer:
        capsys.readouterr()
        status = run([str(word) for word in words])
        return Answer(status, *capsys.readouterr())

    return altui


def apart(*words: object, folder: Path, text: str = "") -> Answer:
    """The whole program in a process of its own, which reads `text`."""
    done = run_apart(*map(str, words), folder=folder, text=text)
    return Answer(done.returncode, done.stdout, done.stderr)


def outside(
    code: str, words: Sequence[object] = (), patience: float = 60, **environment: str
) -> Answer:
    """Python code in a process of its own, where nothing is imported yet."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, words)],
        capture_output=True,
        text=True,
        timeout=patience,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )
    return Answer(done.returncode, done.stdout, done.stderr)
