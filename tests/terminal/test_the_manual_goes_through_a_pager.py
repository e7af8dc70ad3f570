"""On a terminal a topic goes through the person's pager, or is printed where there is none."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from altui.manual.topics import TOPICS, read_topic
from tests.terminal.terminal import Terminal

NO_PAGER_HERE = "/nonexistent"
"""A PATH without any program."""


def manual(topic: str, folder: Path, **environment: str) -> Terminal:
    return Terminal("manual", topic, columns=80, rows=24, folder=folder, environment=environment)


def test_the_pager_that_is_named_gets_the_whole_topic(tmp_path: Path) -> None:
    with manual("review", tmp_path, PAGER="tee 'a page'") as terminal:
        assert terminal.end() == 0
    page = (tmp_path / "a page").read_text()
    assert page.startswith("Look back") and page.rstrip().endswith("altui manual plain.")
    assert "\x1b" not in page, "only less is known to let bold text through"


@pytest.mark.parametrize("pager", ["", "no-such-pager -x", "'"])
def test_without_a_pager_it_is_printed(tmp_path: Path, pager: str) -> None:
    with manual("review", tmp_path, PAGER=pager, PATH=NO_PAGER_HERE) as terminal:
        assert terminal.end() == 0
        assert "Look back" in terminal.printed()


def test_a_simple_terminal_gets_markdown(tmp_path: Path) -> None:
    with manual("review", tmp_path, PAGER="false", TERM="dumb") as terminal:
        assert terminal.end() == 0
        assert read_topic("review").splitlines()[0] in terminal.printed()


@pytest.mark.skipif(shutil.which("less") is None, reason="less is not installed")
def test_in_less_one_reads_on_after_ctrl_c(tmp_path: Path) -> None:
    environment = {"PAGER": "less", "LESS": "RX"}
    with manual("keys", tmp_path, **environment) as terminal:
        terminal.wait_for("\n:")  # less waits for a command
        assert b"\x1b[1;4m" in terminal.raw
        so_far = len(terminal.raw)
        terminal.press("\x03")
        while len(terminal.raw) == so_far:  # less asks again
            terminal.read(0.1)
        terminal.settle()  # it drops what is typed while it still writes
        terminal.press_for("G", "Escape and the arrows")
        terminal.press("q")
        assert terminal.end() == 0


@pytest.mark.skipif(os.environ.get("LESS", "") != "", reason="tests less's own defaults")
@pytest.mark.skipif(shutil.which("less") is None, reason="less is not installed")
def test_what_fits_on_the_screen_needs_no_key(tmp_path: Path) -> None:
    rows = 2 * len(read_topic("review").splitlines())
    with Terminal("manual", "review", rows=rows, folder=tmp_path) as terminal:
        assert terminal.end() == 0
        assert "Look back" in terminal.printed()


EVERY_TOPIC = """
import os, sys
from altui.cli.main import run
for topic in sys.argv[1:]:
    os.environ["PAGER"] = f"tee {topic}"
    assert run(["manual", topic]) == 0
"""


def test_no_line_but_code_is_wider_than_the_terminal(tmp_path: Path) -> None:
    with Terminal(*TOPICS, columns=80, folder=tmp_path, code=EVERY_TOPIC) as terminal:
        assert terminal.end() == 0
    for topic in TOPICS:
        lines = (tmp_path / topic).read_text().splitlines()
        wide = [line for line in lines if len(line) > 80 and not line.startswith("    ")]
        assert not wide, topic


def test_a_narrow_terminal_cuts_no_word(tmp_path: Path) -> None:
    environment = {"PAGER": "tee page"}
    arguments = ("manual", "strategies")
    with Terminal(*arguments, columns=20, folder=tmp_path, environment=environment) as terminal:
        assert terminal.end() == 0
    page = (tmp_path / "page").read_text()
    assert "nagtegaa" in page and "…" not in page
