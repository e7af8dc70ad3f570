"""`z` in a terminal narrow and wide: folded away, labeled, left, come back to, shown again."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from tests.terminal.terminal import Terminal


def houses(path: Path) -> Path:
    rng = random.Random(2)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["rooms", "year", "street", "kind"])
        for _ in range(60):
            street = rng.choice(["Long Lane 東京", "Hill Road 東京"])
            writer.writerow([rng.randint(1, 9), rng.randint(1900, 2020), street, ""])
    return path


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_it_holds_for_the_next_row_and_the_next_sitting(
    tmp_path: Path, columns: int, rows: int
) -> None:
    path = houses(tmp_path / "houses.csv")
    roles = ("--columns", "rooms,year,street", "--target", "kind", "--classes", "a,b")
    words = ("label", path.name, *roles, "--audit", "0", "--dwell", "0")
    with Terminal(*words, folder=tmp_path, columns=columns, rows=rows) as terminal:
        terminal.wait_for("query 1")
        assert "東京" in terminal.text
        terminal.press_for("z", "columns to read")
        terminal.press("jj")
        terminal.press_for(" ", "1 of 3 folded away")
        terminal.press_for("q", "folded (z): street")
        first = terminal.row_id
        assert "東京" not in terminal.text
        terminal.answer("0")
        assert "folded (z): street" in terminal.text and terminal.row_id != first
        terminal.press_for("h", "1 decision")
        terminal.press_for("\r", "folded: street")
        terminal.settle()
        terminal.press("qq")
        terminal.wait_for("query 2")
        terminal.settle()
        terminal.press("q")
        terminal.end()
    with Terminal(*words, folder=tmp_path, columns=columns, rows=rows) as terminal:
        terminal.wait_for("query 2")
        assert "folded (z): street" in terminal.text
        terminal.press_for("z", "1 of 3 folded away")
        terminal.press("jj")
        terminal.press_for(" ", "0 of 3 folded away")
        terminal.press("z")
        terminal.wait_until_gone("columns to read")
        terminal.wait_until_gone("folded (z)")
        assert "東京" in terminal.text
