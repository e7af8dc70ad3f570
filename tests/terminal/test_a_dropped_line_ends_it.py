"""The line drops, the terminal closes, the job is stopped: altui ends or waits, as it should."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from altui.session.events import Kind
from altui.session.session import Session
from tests.terminal.processes import ENDED, states_of
from tests.terminal.terminal import Terminal, looks


def working(place: Path) -> Terminal:
    """The demo with one label given."""
    terminal = Terminal("demo", "--dwell", "0", "--session", place)
    terminal.wait_for("query 1")
    terminal.answer("1")
    return terminal


def labels(place: Path) -> int:
    return sum(event.kind is Kind.LABEL for event in Session.read(place).events)


def is_gone_within(seconds: float, terminal: Terminal) -> bool:
    """Whether nothing runs there so soon, in looks: pauses of the machine do not count."""
    return any(ENDED.issuperset(states_of(terminal.pid)) for _ in looks(seconds))


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="there is no /proc")


@needs_proc
@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_ends_it_within_a_second_and_leaves_nothing(tmp_path: Path, number: int) -> None:
    place = tmp_path / "s.altui"
    with working(place) as terminal:
        terminal.signal(number)
        assert is_gone_within(1.0, terminal)
        assert terminal.end() == 128 + number
        for restored in (b"\x1b[?1049l", b"\x1b[?25h"):
            assert restored in terminal.raw
    assert labels(place) == 1


@needs_proc
def test_a_terminal_that_is_closed_ends_it_within_a_second_and_leaves_nothing(
    tmp_path: Path,
) -> None:
    place = tmp_path / "s.altui"
    with working(place) as terminal:
        terminal._process.fileobj.close()
        terminal._process.closed = True
        assert is_gone_within(1.0, terminal)
    assert labels(place) == 1


@needs_proc
def test_a_stopped_job_goes_on_where_it_was(tmp_path: Path) -> None:
    with working(tmp_path / "s.altui") as terminal:
        terminal.settle()
        before = len(terminal.raw)
        terminal.signal(signal.SIGSTOP)
        stat = Path(f"/proc/{terminal.pid}/stat")
        while stat.read_text().rpartition(")")[2].split()[0] != "T":
            terminal.read(0.02)
        terminal.screen.reset()  # what stands there from now on has been drawn anew
        terminal.signal(signal.SIGCONT)
        terminal.wait_for("query 2 of 20")
        assert b"\x1b[?1049h" in terminal.raw[before:]
        terminal.answer("0")
        terminal.resize(80, 24)
        terminal.wait_for("query 3 of 20")
        terminal.answer("1")
    assert labels(tmp_path / "s.altui") == 3


def test_where_no_shell_could_bring_it_back_it_is_not_suspended(tmp_path: Path) -> None:
    with working(tmp_path / "s.altui") as terminal:
        terminal.settle()
        terminal.press_for("\x1a", "there is no shell here to go back to")
        terminal.wait_for("query 2")
        terminal.settle()
        terminal.answer("0")
        terminal.press("q")
        assert terminal.end() == 0
    assert labels(tmp_path / "s.altui") == 2
