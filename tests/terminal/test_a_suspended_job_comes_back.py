"""ctrl+z gives the shell back from every screen; what is typed for the shell is no key."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from altui.session.events import Kind
from altui.session.session import Session
from tests.terminal.terminal import Terminal

SCREENS = {
    "": "query 2 of 20",
    "?": "any key goes back",
    "h": "history",
    "/": "text, or column=value",
    "c": "comment on",
    "z": "columns to read",
}
"""By the key that opens it: what it shows."""

PROMPT = "shell>"

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Terminal]:
    with Terminal(
        program=("bash", "--norc", "--noprofile", "-i"),
        folder=tmp_path,
        environment={"PS1": f"{PROMPT} "},
    ) as terminal:
        terminal.wait_for(PROMPT)
        yield terminal


def decisions(place: Path) -> list[Kind]:
    kinds = [event.kind for event in Session.read(place).events]
    return [kind for kind in kinds if kind not in (Kind.BEGIN, Kind.ROUND, Kind.DRAW)]


@pytest.mark.slow
@needs_bash
def test_it_does_so_from_every_screen(shell: Terminal, tmp_path: Path) -> None:
    shell.press(f"{sys.executable} -m altui demo --dwell 0 --session s.altui\r")
    shell.wait_for("query 1 of 20")
    shell.answer("1")
    for opener, shown in SCREENS.items():
        if opener:
            shell.press_for(opener, shown)
        shell.settle()
        before = len(shell.raw)
        shell.press("\x1a")
        # The prompt is the shell's word that the terminal is its own again.
        shell._read_until(
            lambda before=before: PROMPT.encode() in shell.raw[before:], "the prompt", 20
        )
        before = len(shell.raw)
        shell.screen.reset()  # what stands there from now on has been drawn anew
        shell.press("fg\r11q")
        shell.wait_for(shown)
        assert b"\x1b[?1049h" in shell.raw[before:]
        shell.settle()
        if opener:
            shell.press("\x1b" if opener in "/c" else "q")
            shell.wait_until_gone(shown)
            shell.settle(0.15)
    assert decisions(tmp_path / "s.altui") == [Kind.LABEL]
    shell.answer("0")
    shell.press("q")
    shell.wait_for("labels           2 of 20 given")
    assert decisions(tmp_path / "s.altui") == [Kind.LABEL] * 2
