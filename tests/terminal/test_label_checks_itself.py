"""Without a test set a random check measures the accuracy, and says its price beforehand."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.terminal.test_label import COMPLETE, altui, fruit, label


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return fruit(tmp_path / "fruit.csv", 120)


def test_the_price_stands_where_the_person_starts(file: Path) -> None:
    with label(file) as terminal:
        text = terminal.wait_for("columns of")
        assert "12 of your first 60 labels go into a random check" in text
    with label(file, *COMPLETE) as terminal:
        terminal.wait_for("query 1")
        assert b"12 of your first 60 labels" in bytes(terminal.raw).partition(b"\x1b[?1049h")[0]


def test_after_ten_of_its_labels_the_accuracy_is_told_here_and_by_status(file: Path) -> None:
    kinds = ["lemon", "apple"]
    with label(file, *COMPLETE, "--seed", "3", columns=110) as terminal:
        terminal.wait_for("query 1")
        assert "not measured yet (0 of 10)" in terminal.text
        while (terminal.query or 0) <= 60:
            assert "random check: " not in terminal.text
            assert terminal.row_id is not None
            terminal.answer(str(int(terminal.row_id) % 2), quiet=0)
        terminal.settle()
        assert "12/12 = 100 % (76 to 100 %, random check)" in terminal.text
        shown = terminal.press_for("p", "any key goes back")
        assert "recall" in shown and "precision" in shown
        terminal.press("x")
        terminal.wait_until_gone("any key goes back")
        terminal.press("q")
        assert terminal.end() == 0
    record = json.loads(altui("status", file.name, "--json", folder=file.parent).stdout)
    assert record["audit"] == {"rows": 12, "labeled": 12, "replaced": 0}
    assert record["accuracy_after"]["kind"] == "audit" and record["accuracy_after"]["total"] == 12
    altui("export", file.name, "-o", "out.csv", folder=file.parent)
    with (file.parent / "out.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert sum(row["altui_part"] == "audit" for row in rows) == 12
    assert sum(row["altui_part"] == "labeled" for row in rows) == 48
    assert all(row["altui_label"] in ["", kinds[int(row["id"]) % 2]] for row in rows)


def test_the_same_command_resumes_and_another_check_is_refused(file: Path) -> None:
    with label(file, *COMPLETE, "--audit", "50", "--blind") as terminal:
        terminal.wait_for("query 1")
        terminal.wait_for("hidden until you answer")
        terminal.press("q")
        terminal.end()
    with label(file, *COMPLETE, "--audit", "50") as terminal:
        terminal.wait_for("query 1")
        terminal.wait_for("hidden until you answer")
        terminal.press("q")
        terminal.end()
    with label(file, *COMPLETE, "--audit", "0") as terminal:
        assert terminal.end() == 2
        assert "was started with a random check of 12 rows" in terminal.printed()


def test_with_a_test_set_no_check_is_drawn_and_none_can_be_asked_for(tmp_path: Path) -> None:
    file = fruit(tmp_path / "fruit.csv", 150, labeled=30)
    with label(file, *COMPLETE, "--test", "0.5", "--audit", "20") as terminal:
        assert terminal.end() == 2
        assert "there is a test set to measure the accuracy on" in terminal.printed()
    with label(file, *COMPLETE, "--test", "0.5") as terminal:
        assert "random check" not in terminal.wait_for("query 1")
