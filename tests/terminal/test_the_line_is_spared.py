"""What goes down the line: little at the start, less with each key, nothing in between."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.terminal.program import EXECUTED
from tests.terminal.terminal import REST, Terminal

COLOURS = re.compile(rb"\x1b\[([0-9;]*)m")
MOUSE = re.compile(rb"\x1b\[\?100[0-3]h")
CLEAR = b"\x1b[2J"


NEVER_TRAINING = """
from altui.tui import readiness
readiness.PATIENCE = 1000.0
from altui.cli.main import main
main()
"""
"""However long a label takes on this machine, nothing is said of it."""


def demo(
    program: Sequence[str] | None = None, code: str | None = None, **environment: str
) -> Terminal:
    words = ("demo", "--dwell", "0")
    terminal = Terminal(*words, program=program, code=code, environment=environment)
    terminal.wait_for("query 1 of 20")
    terminal.settle()
    return terminal


def test_the_start_is_one_paint_without_a_mouse() -> None:
    with demo(EXECUTED) as terminal:
        terminal.settle(0.5)
        assert len(terminal.raw) < 4_000
        assert terminal.raw.count(CLEAR) == 1 and terminal.raw.count(b"confidence ") == 1
        assert not MOUSE.search(terminal.raw)


def test_a_label_costs_a_few_hundred_bytes() -> None:
    with demo(code=NEVER_TRAINING) as terminal:
        sizes = sorted(terminal.answer(key) for key in "011010010110")
    assert sizes[len(sizes) // 2] <= 850 and sizes[-1] <= 3_000


@pytest.mark.slow
def test_nothing_is_sent_while_nothing_is_pressed() -> None:
    """After the start, a label, a remark, with the help and with a comment open."""
    shown = {"": "query 1", "1": "query 2", "7": "no class", "?": "any key", "c": "comment on"}
    with ExitStack() as stack:
        terminals = [stack.enter_context(demo()) for _ in shown]
        for terminal, (keys, text) in zip(terminals, shown.items(), strict=True):
            terminal.press(keys)
            terminal.wait_for(text)
        for terminal in terminals:
            terminal.settle(0.5 if terminal is terminals[0] else REST)
        before = [len(terminal.raw) for terminal in terminals]
        time.sleep(1.5)  # all at once: each could send meanwhile
        for terminal, so_far in zip(terminals, before, strict=True):
            assert terminal.watch(0) == 0, bytes(terminal.raw[so_far:])


@pytest.mark.slow
def test_nothing_is_sent_while_a_model_is_fitted(tmp_path: Path) -> None:
    (tmp_path / "slow.py").write_text(
        "import os, time\nfrom sklearn.naive_bayes import GaussianNB\n"
        "class Slow(GaussianNB):\n"
        "    def fit(self, X, y):\n"
        "        while len(y) > 90 and not os.path.exists('done'):\n"
        "            time.sleep(0.01)\n"
        "        return super().fit(X, y)\n"
        "def make():\n    return Slow()\n"
    )
    words = ("demo", "--dwell", "0", "--model", "slow:make")
    with Terminal(*words, folder=tmp_path) as terminal:
        terminal.wait_for("query 1 of 20")
        terminal.settle(0.5)
        assert terminal.watch(0.5) == 0
        terminal.press("1")
        terminal.wait_for("training")
        terminal.settle(0.3)
        sent = len(terminal.raw)
        (tmp_path / "done").touch()
        terminal.wait_for("query 2 of 20")
        assert len(terminal.raw) - sent <= 3_000


def test_a_colour_is_named_where_it_changes_and_nowhere_else() -> None:
    with demo() as terminal:
        for key in "0110":
            terminal.answer(key)
        pieces = COLOURS.split(bytes(terminal.raw))
    looks, texts = pieces[1::2], pieces[2::2]
    for before, look, text in zip(looks, looks[1:], texts, strict=False):
        assert look != before and text, (before, look, text)


def test_few_colours_are_the_terminals_own() -> None:
    with demo(TERM="xterm", COLORTERM="") as terminal:
        terminal.answer("1")
        looks = {part for look in COLOURS.findall(terminal.raw) for part in look.split(b";")}
    assert looks & {b"36", b"32", b"34"} and not looks & {b"38", b"48"}
