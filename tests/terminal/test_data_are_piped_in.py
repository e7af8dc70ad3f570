"""`cat FILE | altui label -`: the data come through the pipe, the keys from the terminal."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.terminal.terminal import Terminal
from tests.terminal.test_label import COMPLETE, fruit


def test_the_keys_come_from_the_terminal(tmp_path: Path) -> None:
    fruit(tmp_path / "fruit.csv")
    command = f'cat fruit.csv | "{sys.executable}" -m altui label - --dwell 0 "$@"'
    program = ("sh", "-c", command, "sh")
    with Terminal(*COMPLETE, folder=tmp_path, program=program) as terminal:
        terminal.wait_for("query 1")
        terminal.answer("0")
        terminal.answer("1")
        terminal.press("q")
        assert terminal.end() == 0
    (kept,) = tmp_path.glob("stdin-*.csv")
    assert kept.read_bytes() == (tmp_path / "fruit.csv").read_bytes()
    assert (tmp_path / f"{kept.name}.altui").is_file()
    assert f"altui export {kept.name}.altui -o labels.csv" in terminal.raw.decode()
