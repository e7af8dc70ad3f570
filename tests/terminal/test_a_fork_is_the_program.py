"""What the other tests drive is what a person starts: a fork and an interpreter do the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.terminal.forking import WarmProgram, WarmProgramError
from tests.terminal.program import AROUND, EXECUTED, PATIENCE, run, start, warm_program
from tests.terminal.terminal import Terminal
from tests.terminal.warm import Request

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="nothing is forked elsewhere")

KEYS = "01rs"
SAME = ("Umask", "SigBlk", "SigIgn", "SigCgt", "Seccomp", "NoNewPrivs")


def sitting(folder: Path, program: Sequence[str] | None) -> dict[str, object]:
    """All that can be seen of a short demo from outside."""
    folder.mkdir(parents=True)
    with Terminal("demo", "--dwell", "0", folder=folder, program=program) as terminal:
        terminal.wait_for("query 1 of 20")
        terminal.settle(0.3)
        # What an opening says of itself may stand there too shortly to be painted.
        first, opened, _ = bytes(terminal.raw).partition(b"opening the demo")
        seen: dict[str, object] = {"start": first + opened, "row": terminal.text}
        seen["process"] = look_at(terminal.pid)
        seen["screens"] = [screen_after(key, terminal) for key in KEYS]
        terminal.press("q")
        seen["status"] = terminal.end()
        seen["printed"] = [line for line in terminal.printed().splitlines() if "time" not in line]
    return seen


def screen_after(key: str, terminal: Terminal) -> list[str]:
    """The screen without the line that tells of the pace."""
    terminal.answer(key)
    return [line for line in terminal.text.splitlines() if "labels given" not in line]


def status_of(process: int) -> dict[str, str]:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return {name: text.strip() for name, text in (line.split(":", 1) for line in lines)}


def look_at(process: int) -> dict[str, object]:
    place, status = Path(f"/proc/{process}"), status_of(process)
    _, group, session, _, foreground = (place / "stat").read_text().rpartition(")")[2].split()[1:6]
    files = {each.name: str(each.readlink()) for each in (place / "fd").iterdir()}
    return {
        "own": [int(each) - process for each in (group, session, foreground)],
        "status": {name: status[name] for name in SAME},
        "terminal": {files[number].rstrip("0123456789") for number in "012"},
        "files": len(files),
        "limits": (place / "limits").read_text(),
        "folder": (place / "cwd").resolve().name,
    }


@pytest.mark.slow
def test_on_a_terminal_the_two_send_the_same_and_have_the_same_around_them(tmp_path: Path) -> None:
    executed, forked = (
        sitting(tmp_path / str(number) / "folder", program)
        for number, program in enumerate((EXECUTED, None))
    )
    for what, seen in executed.items():
        assert forked[what] == seen, what


def test_what_is_forked_has_one_thread(tmp_path: Path) -> None:
    run("config", folder=tmp_path)  # by now all is imported
    warm = warm_program()
    assert warm is not None and status_of(warm.pid)["Threads"] == "1"


@pytest.mark.slow
def test_through_a_pipe_the_two_print_the_same(tmp_path: Path) -> None:
    for words in (("simulate", "tutorial", "--queries", "2"), ("nonsense",), ("demo",)):
        executed = subprocess.run(
            [*EXECUTED, *words], input="", capture_output=True, text=True, cwd=tmp_path, check=False
        )
        forked = run(*words, folder=tmp_path)
        assert (executed.returncode, executed.stdout) == (forked.returncode, forked.stdout)
        assert executed.stderr == forked.stderr


def test_a_signal_that_ends_it_is_its_status(tmp_path: Path) -> None:
    process = start(["demo", "--plain"], (24, 80), folder=tmp_path)
    os.kill(process.pid, signal.SIGKILL)
    assert process._forked.poll(PATIENCE) is not None and not process.isalive()
    assert process.signalstatus == signal.SIGKILL
    process.close()


def test_when_it_cannot_fork_the_test_fails_with_what_it_wrote(tmp_path: Path) -> None:
    (tmp_path / "altui.py").write_text("raise SystemExit('there is no altui here')")
    warm = WarmProgram({**AROUND, "PYTHONPATH": str(tmp_path)})
    with pytest.raises(WarmProgramError, match="there is no altui here"):
        start_with(warm)
    with pytest.raises(WarmProgramError, match=r"status 1"):
        start_with(warm)


def start_with(warm: WarmProgram) -> None:
    request = Request(words=[], code=None, folder="/", environment=warm.environment)
    warm.fork(request, [0, 1, 2])


def test_what_is_read_at_the_start_cannot_be_set_for_a_fork(tmp_path: Path) -> None:
    warm = warm_program()
    assert warm is not None
    with pytest.raises(AssertionError, match=r"name EXECUTED: LC_ALL$"):
        run("config", folder=tmp_path, environment={"LC_ALL": "C"})
    assert run("config", folder=tmp_path, environment={"NO_COLOR": "1"}).returncode == 0
