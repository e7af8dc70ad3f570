"""The file has changed since the last time: the person is told what that means, and asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal
from tests.terminal.test_label import COMPLETE, altui, fruit, label, read_csv


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """Three labels given, then the file turned upside down, without one of their rows."""
    path = fruit(tmp_path / "fruit.csv")
    with label(path, *COMPLETE) as terminal:
        terminal.wait_for("query 1")
        for _ in range(3):
            terminal.settle()
            last = terminal.row_id
            terminal.answer("1")
        terminal.press("q")
        assert terminal.end() == 0
    head, *rows = path.read_text().splitlines()
    kept = [row for row in reversed(rows) if not row.startswith(f"{last},")]
    path.write_text("\n".join([head, *kept]) + "\n")
    return path


def open_again(path: Path, *arguments: str) -> Terminal:
    return label(path, *COMPLETE, *arguments)


def test_nothing_is_changed_without_a_yes(changed: Path) -> None:
    before = changed.with_name("fruit.csv.altui").read_bytes()
    with open_again(changed) as terminal:
        text = terminal.wait_for("Continue with the file as it is now?")
        assert "it has 59 rows, 1 fewer than before" in text
        assert "2 have moved; their labels move with them" in text
        assert "1 cannot be used, because each is no longer in the file" in text
        terminal.press("n\r")
        assert terminal.end() == 2
        assert "nothing was changed" in terminal.text
    assert changed.with_name("fruit.csv.altui").read_bytes() == before


def test_a_yes_is_asked_for_once_and_labels_go_with_their_rows(changed: Path) -> None:
    refused = altui("export", "fruit.csv", "-o", "out.csv", folder=changed.parent)
    assert refused.returncode == 2 and "has changed since" in refused.stderr
    with open_again(changed) as terminal:
        terminal.wait_for("Continue with the file as it is now?")
        terminal.press("y\r")
        terminal.wait_for("query 3")
        terminal.answer("0")
        terminal.press("q")
        assert terminal.end() == 0
    with open_again(changed) as terminal:
        terminal.wait_for("query 4")
    out = altui("export", "fruit.csv", "-o", "out.csv", folder=changed.parent)
    assert "--labels-only includes them" in out.stderr
    labeled = [row for row in read_csv(changed.with_name("out.csv")) if row["altui_label"]]
    assert sorted(row["altui_label"] for row in labeled) == ["apple", "apple", "lemon"]
    altui("export", "fruit.csv", "--labels-only", "-o", "all.csv", folder=changed.parent)
    rows = read_csv(changed.with_name("all.csv"))
    assert [row["altui_row"] == "" for row in rows] == [False, False, False, True]


def test_it_can_be_agreed_to_beforehand(changed: Path) -> None:
    with open_again(changed, "--accept-changes") as terminal:
        terminal.wait_for("query 3")
