"""The history and the disagreements, in a terminal narrow and wide: found, changed, taken back."""

from __future__ import annotations

import csv
import random
import re
from pathlib import Path

import pytest

from altui.session.events import Kind
from altui.session.session import Session
from tests.terminal.terminal import Terminal

SIZES = pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
ARGUMENTS = ("--target", "kind", "--classes", "low,high", "--columns", "size,kind", "--id", "id")


def sizes_file(path: Path) -> Path:
    """Two clouds far from each other: whoever reads the size knows the class."""
    rng = random.Random(4)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "size", "kind"])
        for row in range(60):
            kind = row % 2
            writer.writerow([f"r{row}", f"{rng.gauss(8 * kind, 1):.3f}", ""])
    return path


def label(path: Path, columns: int, rows: int) -> Terminal:
    words = ("label", path.name, *ARGUMENTS, "--audit", "0", "--recheck", "0", "--dwell", "0")
    return Terminal(*words, folder=path.parent, columns=columns, rows=rows)


def true_key(row_id: str | None) -> str:
    assert row_id is not None
    return str(int(row_id[1:]) % 2)


def answer_rightly(terminal: Terminal, times: int) -> None:
    for _ in range(times):
        terminal.answer(true_key(terminal.row_id), quiet=0)
    terminal.settle()


def answer_with_one_wrong(terminal: Terminal, before: int, after: int) -> str:
    """So many right answers, a wrong one, and right ones again; the id of the row got wrong."""
    answer_rightly(terminal, before)
    wrong = terminal.row_id
    assert wrong is not None
    terminal.answer("10"[int(true_key(wrong))])
    answer_rightly(terminal, after)
    return wrong


def labels(path: Path) -> dict[str, str]:
    view = Session.read(path.with_name(path.name + ".altui"))
    decided = [item for item in reversed(view.history()) if item.kind is Kind.LABEL]
    return {item.row_id: item.value or "" for item in decided if not item.undone}


@SIZES
def test_a_label_is_found_in_the_history_and_changed(
    tmp_path: Path, columns: int, rows: int
) -> None:
    path = sizes_file(tmp_path / "sizes.csv")
    with label(path, columns, rows) as terminal:
        terminal.wait_for("query 1")
        wrong = answer_with_one_wrong(terminal, before=6, after=3)
        text = terminal.press_for("h", "10 decisions")
        high = len(re.findall(r"^. r\d+ +high", text, re.MULTILINE))
        terminal.press_for("1", f"high: {high} decisions")  # the class that key 1 gives
        terminal.press_for("a", " 10 decisions")
        terminal.press("jjj\r")
        terminal.wait_for("4 of 10")
        terminal.press(true_key(wrong))
        terminal.wait_for("11 decisions")
        terminal.press("q")
        terminal.wait_for("query 11")
        terminal.press("q")
        assert terminal.end() == 0
    assert labels(path)[wrong] == ("low", "high")[int(true_key(wrong))]


@SIZES
def test_a_wrong_label_is_put_to_the_person_first(tmp_path: Path, columns: int, rows: int) -> None:
    path = sizes_file(tmp_path / "sizes.csv")
    with label(path, columns, rows) as terminal:
        terminal.wait_for("query 1")
        wrong = answer_with_one_wrong(terminal, before=8, after=9)
        right = true_key(wrong)
        terminal.press("d")
        terminal.wait_until_gone("uncertainty")
        text = terminal.wait_for(wrong)
        assert "log-odds" not in text and "model" not in text
        terminal.settle()
        terminal.press(right)
        terminal.wait_for("which")
        terminal.settle()
        terminal.press(right)
        terminal.wait_for("no more")
        terminal.press("q")
        terminal.wait_for("query 19")
        terminal.press("q")
        assert terminal.end() == 0
    view = Session.read(path.with_name(path.name + ".altui"))
    newest = view.history()[0]
    assert (newest.kind, newest.row_id) == (Kind.SETTLE, wrong)
    assert newest.value == ("low", "high")[int(right)]
