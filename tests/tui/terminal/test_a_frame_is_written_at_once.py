"""A frame goes to the terminal at once; on a line that is full, nothing waits or is lost."""

from __future__ import annotations

import io
import os
import threading
import tty
from collections.abc import Iterator

import pytest

from altui.tui.terminal.output import TerminalFile

LONG = "├── zwölf " * 20_000
"""More than any pseudo-terminal holds."""


class Line:
    """A terminal, and the far end of it."""

    def __init__(self) -> None:
        self.far, near = os.openpty()
        tty.setraw(near)
        self.file = io.TextIOWrapper(os.fdopen(near, "wb"), encoding="utf-8")
        self.terminal = TerminalFile(self.file)
        self.terminal.open_directly()

    def read(self, text: str) -> str:
        """As many bytes as the text has."""
        found = b""
        while len(found) < len(text.encode()):
            found += os.read(self.far, 1 << 16)
        return found.decode()


@pytest.fixture
def line() -> Iterator[Line]:
    made = Line()
    yield made
    made.terminal.close_directly()
    os.close(made.far)


def write_in_thread(terminal: TerminalFile, *texts: str) -> threading.Thread:
    """What Textual's writer thread does with texts that were not sent."""

    def write() -> None:
        for text in texts:
            terminal.write(text)
        terminal.flush()

    thread = threading.Thread(target=write, daemon=True)
    thread.start()
    return thread


def test_a_line_that_takes_it_has_it_at_once(line: Line) -> None:
    assert line.terminal.send("│ 字 │")
    assert line.read("│ 字 │") == "│ 字 │"


def test_what_a_full_line_does_not_take_follows_in_order(line: Line) -> None:
    assert not line.terminal.send(LONG)
    line.terminal.give()
    assert not line.terminal.send("the end"), "it would come before what waits"
    line.terminal.give()
    thread = write_in_thread(line.terminal, LONG, "the end")
    assert line.read(f"{LONG}the end") == f"{LONG}the end"
    thread.join()
    assert line.terminal.is_out.is_set()
    assert line.terminal.send("once more")
    assert line.read("once more") == "once more"


def test_nothing_goes_ahead_of_a_text_that_came_while_the_line_was_full(line: Line) -> None:
    terminal = line.terminal
    terminal.give()
    terminal.write("first, ")
    terminal.give()  # while the thread waits for the line to take the first
    terminal.flush()
    assert not terminal.send("third")
    terminal.give()
    terminal.write("second, ")
    terminal.write("third")
    terminal.flush()
    assert line.read("first, second, third") == "first, second, third"
    assert terminal.send("fourth")


def test_without_a_terminal_the_thread_writes() -> None:
    file = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    file.fileno = lambda: -1  # type: ignore[method-assign]
    terminal = TerminalFile(file)
    terminal.open_directly()
    assert not terminal.send("text")
    terminal.give()
    terminal.write("text")
    terminal.flush()
    assert file.buffer.getvalue() == b"text"  # type: ignore[attr-defined]
