"""Whoever adds a key action registers it and writes what it does: screen, `--plain`, help and
settings have it then."""

from __future__ import annotations

import re
import sys

from tests.cli.doors import ROOT, outside
from tests.terminal.terminal import Terminal

PROGRAM = """
from altui.config.key_action import KeyAction
from altui.config.key_registry import register

register(KeyAction("seen", ("V",), "note that I saw it", "decide('seen')"))
register(KeyAction("cheer", ("B",), "say hurrah", "cheer", no_word="nobody is there to hear"))
register(KeyAction("motto", ("N",), "read the motto", "open_page('motto')"))

from altui.labeling.key_decisions import KEY_DECISIONS, Counts, KeyDecision
from altui.session.events import Decision

def note(view, shown_at):
    return Decision.note(view.shown_row.row, "I saw it")

KEY_DECISIONS["seen"] = KeyDecision(note, Counts.ALWAYS)

from altui.wording.pages.key_pages import KEY_PAGES

KEY_PAGES["motto"] = lambda view, width: ["every label counts"]

from altui.tui.app import AltuiApp

AltuiApp.action_cheer = lambda app: app.remark("hurrah, hurrah")

from altui.cli.main import main

main()
"""


def altui(*words: str) -> Terminal:
    environment = {"PYTHONPATH": str(ROOT)}
    program = (sys.executable, "-c", PROGRAM)
    return Terminal(*words, columns=120, rows=45, environment=environment, program=program)


def test_all_keys_work_on_the_screen_and_stand_in_its_help() -> None:
    with altui("demo", "--dwell", "0") as terminal:
        terminal.wait_for("query 1 of 20")
        terminal.press_for("V", "comment  I saw it")
        terminal.press_for("B", "hurrah, hurrah")
        terminal.press_for("N", "every label counts")
        terminal.press(" ")
        terminal.wait_until_gone("every label counts")
        told = terminal.press_for("?", "any key goes back")
        assert re.search(r"V +note that I saw it", told) and re.search(r"B +say hurrah", told)
        terminal.press(" ")
        terminal.wait_until_gone("any key goes back")
        terminal.press("q")
        assert terminal.end() == 0


def test_the_decision_and_the_page_are_words_too_and_the_third_says_why_it_is_none() -> None:
    with altui("demo", "--plain") as terminal:
        terminal.wait_for("your answer")
        terminal.press_for("seen\n", "comment: I saw it")
        terminal.press_for("motto\n", "every label counts")
        terminal.press_for("cheer\n", "'cheer' is for the screen: nobody is there to hear")
        assert "say hurrah" not in terminal.press_for("help\n", "V: note that I saw it")
        terminal.press("q\n")
        assert terminal.end() == 0


def test_settings_name_them() -> None:
    rows = [line.split() for line in outside(PROGRAM, ["config"]).out.splitlines()]
    assert ["keymap.seen", "V", "default"] in rows
    assert ["keymap.cheer", "B", "default"] in rows
