"""Instructions before the first row, and keys under the hand one labels with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal
from tests.terminal.test_label import COMPLETE, fruit

RULES = "# What is a lemon?\n\n- a lemon is \x1b[31msour\n\n" + "\n\n".join(
    f"Rule {number}." for number in range(30)
)
CLASSES = """
[[class]]
name = "lemon"
key = "t"
description = "Sour and yellow"

[[class]]
name = "apple"
description = "Round"
"""
WITHOUT_CLASSES = ("--target", "label", "--columns", "weight,colour,label")


def label(path: Path, *arguments: str, columns: int = 100, rows: int = 30) -> Terminal:
    environment = {"XDG_CONFIG_HOME": str(path.parent / "conf")}
    words = ("label", path.name, *arguments)
    return Terminal(*words, folder=path.parent, columns=columns, rows=rows, environment=environment)


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_the_guidelines_are_read_first_and_again_on_a_key(
    tmp_path: Path, columns: int, rows: int
) -> None:
    path = fruit(tmp_path / "fruit.csv", labeled=8)
    (tmp_path / "rules.md").write_text(RULES)
    (tmp_path / "classes.toml").write_text(CLASSES)
    given = ("--guidelines", "rules.md", "--classes-file", "classes.toml", "--dwell", "0")
    with label(path, *WITHOUT_CLASSES, *given, columns=columns, rows=rows) as terminal:
        text = terminal.wait_for("What is a lemon?")
        assert "- a lemon is ␛[31msour" in text and "Rule 29." not in text
        terminal.press_for(" ", "Rule 18.")
        terminal.press("\r")
        text = terminal.wait_for("t lemon  0 apple")
        assert "query 1" in text
        assert ("Sour and yellow" in text) == (columns >= 100)
        terminal.answer("t")
        terminal.wait_for("lemon: 5, apple: 4")
        terminal.press_for("?", "lemon: Sour and yellow")
        terminal.press("?")
        terminal.wait_until_gone("any key goes back")
        terminal.press_for("i", "What is a lemon?")
        terminal.press(" " * 9)
        terminal.wait_for("0  apple: Round")
        terminal.press("q")
        terminal.wait_for("query 2")
        terminal.press("q")
        assert terminal.end() == 0
    (tmp_path / "rules.md").unlink()
    (tmp_path / "classes.toml").write_text("[[class")
    with label(path, columns=columns, rows=rows) as terminal:
        terminal.wait_for("query 2")
        terminal.wait_for("rules.md: cannot be read")
        terminal.wait_for("t lemon  0 apple")  # the hand knows these keys
        terminal.press("q")
        assert terminal.end() == 0


def test_a_key_of_ones_own_does_it_and_is_the_one_that_is_shown(tmp_path: Path) -> None:
    path = fruit(tmp_path / "fruit.csv", labeled=8)
    (tmp_path / "altui.toml").write_text('dwell = 0\n[keymap]\nskip = "t"\nflag = ["backspace"]\n')
    with label(path, *COMPLETE) as terminal:
        text = terminal.wait_for("? help")
        assert "t skip" in text and "s skip" not in text and "backspace flag" in text
        first = terminal.row_id
        terminal.press("s")
        terminal.press_for("\x7f", "flagged")
        assert terminal.row_id == first
        terminal.press("t")
        terminal.wait_for("skipped")
        assert terminal.row_id != first
        terminal.press_for("?", "backspace  flag the row")
        terminal.press("q")
        terminal.wait_until_gone("any key goes back")
        terminal.press("q")
        assert terminal.end() == 0


def test_everything_is_under_the_left_hand(tmp_path: Path) -> None:
    path = fruit(tmp_path / "fruit.csv", labeled=8)
    (tmp_path / "altui.toml").write_text('keys = "left"\ndwell = 0\ntheme = "colour-blind"\n')
    with label(path, *COMPLETE, columns=80, rows=24) as terminal:
        terminal.wait_for("1 lemon  2 apple │ s skip  d unsure")
        assert b"38;2;0;158;115" in terminal.raw, "a colour of Okabe and Ito"
        terminal.answer("1")
        terminal.wait_for("lemon: 5, apple: 4")
        terminal.press("z")
        terminal.wait_for("lemon: 4, apple: 4")
        terminal.press("q")
        terminal.answer("2")
        terminal.press("Q")
        assert terminal.end() == 0


def test_a_mistake_is_told_before_the_screen(tmp_path: Path) -> None:
    path = fruit(tmp_path / "fruit.csv")
    (tmp_path / "altui.toml").write_text("\n[keymap]\nskip = 'u'\n")
    with label(path) as terminal:
        assert terminal.end() == 2
        assert (
            "altui.toml, line 3: the key 'u' of 'skip' already belongs to 'undo'" in terminal.text
        )
