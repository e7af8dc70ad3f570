"""The n-th call that writes the session fails, for every n: it is told, and nothing is lost.

strace makes the calls fail, in the real app in a real terminal, for the files of the session
only. What a failed call would have written is not on disk, exactly as with a failing disk.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from altui.session.events import Kind
from altui.session.session import Session
from tests.conftest import Tell
from tests.terminal.terminal import Terminal

CALLS = "write,pwrite64,fsync,fdatasync,ftruncate,unlink,rename"
LABELS = 2
CAUSES = ("input/output", "the session file or its journal")
TOLD = ("NOT SAVED", "logged: ", "No copy", "no session can be started")
"""Words that stand in one line where the sentence is wrapped below the row."""


@dataclass(frozen=True)
class Run:
    """What came of a run whose n-th call failed: `failed` calls, and what the person was told."""

    number: int
    failed: list[str]
    told: list[str]
    acknowledged: list[tuple[str, str]]
    stored: list[tuple[str | None, str | None]]
    goes_on: bool


def find_strace() -> list[str]:
    """Where it can, it looks at no other calls, which then are as fast as ever."""
    if shutil.which("strace"):
        for strace in (["strace", "-f", "-qq", *more] for more in (["--seccomp-bpf"], [])):
            if not subprocess.run([*strace, "-o", "/dev/null", "true"], check=False).returncode:
                return strace
    return []


STRACE = find_strace()

needs_strace = pytest.mark.skipif(
    not STRACE, reason="strace is not installed, or may not trace here"
)


def failing(
    files: Sequence[Path], number: int, log: Path, *, calls: str = CALLS, error: str = "EIO"
) -> list[str]:
    """The program, with the `number`-th of the calls on these files failing in each thread."""
    paths = [word for file in files for word in ("-P", str(file))]
    inject = ["-e", f"trace={calls}", "-e", f"inject={calls}:error={error}:when={number}"]
    return [*STRACE, "-o", str(log), *paths, *inject, sys.executable, "-m", "altui"]


def files_of(place: Path) -> list[Path]:
    folder = Path(f"{place}.d")
    return [place, Path(f"{place}-journal"), place.parent, folder / "new", folder / "new-journal"]


def run(folder: Path, number: int) -> Run:
    folder.mkdir()
    place, log = folder / "s.altui", folder.with_suffix(".calls")
    told: list[str] = []
    acknowledged: list[tuple[str, str]] = []
    arguments = ("demo", "--dwell", "0", "--session", place)
    program = failing(files_of(place), number, log)
    with Terminal(*arguments, columns=100, rows=30, program=program) as terminal:
        with suppress(EOFError):
            terminal.wait_for("query 1")
            while len(acknowledged) < LABELS:
                acknowledged.append((answer(terminal, told), "1"))
        said = " ".join(f"{terminal.text} {terminal.printed()}".split())  # a long path breaks it
        told += [word for word in TOLD if word in said]
    failed = [line for line in log.read_text().splitlines() if "INJECTED" in line]
    stored = labels(place)
    return Run(number, failed, told, acknowledged, stored, goes_on(place, len(stored)))


def answer(terminal: Terminal, told: list[str]) -> str:
    """Give the label 1 to the row on the screen, again if it was not saved; the row's id."""
    terminal.settle(0.1)
    told += [word for word in TOLD if word in terminal.text]
    query, row_id = terminal.query, terminal.row_id
    assert query is not None and row_id is not None, terminal.text
    terminal.press("1")
    while terminal.query in (None, query):
        terminal._read_until(
            lambda: "NOT SAVED" in terminal.text or terminal.query not in (None, query),
            "an answer to the key",
            20,
        )
        if "NOT SAVED" in terminal.text:
            terminal.settle()
            assert any(cause in terminal.text for cause in CAUSES), terminal.text
            told.append("NOT SAVED")
            terminal.press("r")
            terminal.wait_until_gone("NOT SAVED")
    return row_id


def labels(place: Path) -> list[tuple[str | None, str | None]]:
    if not place.exists():
        return []
    return [(e.row_id, e.value) for e in Session.read(place).events if e.kind is Kind.LABEL]


def goes_on(place: Path, stored: int) -> bool:
    with Terminal("demo", "--dwell", "0", "--session", place, columns=80, rows=24) as terminal:
        terminal.wait_for(f"query {stored + 1} of")
        terminal.settle()
        terminal.answer("0")
    return len(labels(place)) == stored + 1


def until_one_succeeds(folder: Path) -> Iterator[Run]:
    """Two runs at a time, up to the first in which no call failed."""
    with ThreadPoolExecutor(2) as pool:
        for first in count(1, 2):
            for each in pool.map(lambda n: run(folder / str(n), n), (first, first + 1)):
                yield each
                if not each.failed:
                    return


def check(each: Run) -> None:
    words = f"call {each.number} failed: {each.failed}, told {each.told}"
    assert each.stored[: len(each.acknowledged)] == each.acknowledged, words
    assert len(each.stored) == len(each.acknowledged), f"saved what was called unsaved; {words}"
    assert each.told, f"nothing was told; {words}"
    assert each.goes_on, words


@pytest.mark.slow
@needs_strace
def test_a_write_that_fails_in_the_middle_is_told(tmp_path: Path) -> None:
    check(run(tmp_path / "run", 30))


@needs_strace
@pytest.mark.slow
@pytest.mark.timeout(900)
def test_whichever_call_fails_it_is_told_and_nothing_is_lost(tmp_path: Path, tell: Tell) -> None:
    runs = [*until_one_succeeds(tmp_path)]
    *failed, last = runs
    for each in failed:
        check(each)
    assert not last.failed and len(last.stored) == LABELS and last.goes_on
    calls = [re.sub(r"\d+ +(\w+).*", r"\1", line) for each in failed for line in each.failed]
    kinds = ", ".join(f"{calls.count(name)} {name}" for name in sorted({*calls}))
    tell(f"{len(failed)} runs with a failing call ({kinds}), 0 acknowledged labels lost")
