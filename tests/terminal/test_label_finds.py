"""All rows of a class are to be found: the likeliest is asked first, and status says how far."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.terminal.test_label import COMPLETE, altui, fruit, label

FIND = ("--goal", "find", "--class", "apple")


@pytest.mark.slow
def test_the_likeliest_is_asked_and_status_ends_with_3_when_enough_are_found(
    tmp_path: Path,
) -> None:
    file = fruit(tmp_path / "fruit.csv", 120)
    with label(file, *COMPLETE, *FIND, "--recheck", "0") as terminal:
        terminal.wait_for("query 1")
        assert "random check" not in terminal.text
        for _ in range(12):
            terminal.answer(str(int(terminal.row_id or 0) % 2), quiet=0)
        terminal.wait_for("to be apple")
        assert "the most likely of" in terminal.text
        while "stop? 95 % found" not in terminal.text:
            assert terminal.row_id is not None
            terminal.answer(str(int(terminal.row_id) % 2), quiet=0)
        terminal.settle()
        assert "at random, for the test" in terminal.text
        terminal.press("q")
        assert terminal.end() == 0
    done = altui("status", file.name, "--json", folder=tmp_path)
    record = json.loads(done.stdout)
    assert done.returncode == 3
    assert record["hint"]["kind"] == "found" and record["hint"]["value"] < 0.05
    assert record["per_class"]["apple"] >= 57
    assert record["find"]["class"] == "apple" and record["find"]["is_random"]
    said = altui("status", file.name, folder=tmp_path)
    assert said.returncode == 3 and "to find all that are apple" in said.stdout
    assert "stop: p = 0.0" in said.stdout


def test_a_goal_needs_its_class(tmp_path: Path) -> None:
    file = fruit(tmp_path / "fruit.csv")
    with label(file, *COMPLETE, "--goal", "find") as terminal:
        assert terminal.end() == 2
        assert "--goal find and --class NAME go together" in terminal.printed()
    with label(file, *COMPLETE, "--goal", "find", "--class", "pear") as terminal:
        assert terminal.end() == 2
        assert "there is no class 'pear' to find" in terminal.printed()
