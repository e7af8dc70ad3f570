"""A model from outside may hang, die, run out of memory or talk: labeling goes on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.terminal.program import EXECUTED
from tests.terminal.terminal import Terminal

HEAD = """
import os, signal, time
from sklearn.linear_model import LogisticRegression

class Model(LogisticRegression):
    def fit(self, X, y):
        if len(y) == 91:
            WHAT
        return super().fit(X, y)
"""

ENDS = {
    "hangs": "time.sleep(1000)",
    "dies": "os._exit(7)",
    "is killed": "os.kill(os.getpid(), signal.SIGKILL)",
    "has no memory": "raise MemoryError('no room for 8 GB')",
    "talks": "os.write(1, b'\\x1b]0;title\\x07NOISE')",
}


GIVES_UP_SOON = """
from altui.labeling.ahead import requested
requested.OVERTAKEN_LIMIT = 0.5
from altui.cli.main import main
main()
"""


def demo(folder: Path, what: str, *more: str, **other: Any) -> Terminal:
    (folder / "mine.py").write_text(HEAD.replace("WHAT", ENDS[what]))
    words = ("demo", "--dwell", "0", "--model", "mine:Model", *more)
    return Terminal(*words, columns=150, folder=folder, **other)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("dies", "process ended by itself, with status 7"),
        pytest.param("is killed", "may have run out of memory", marks=pytest.mark.slow),
        pytest.param("has no memory", "MemoryError: no room for 8 GB", marks=pytest.mark.slow),
    ],
)
def test_a_fit_that_fails_has_its_badge_and_the_next_label_has_a_model(
    tmp_path: Path, what: str, told: str
) -> None:
    with demo(tmp_path, what, program=EXECUTED) as terminal:
        terminal.wait_for("query 1 of 20")
        terminal.press_for("1", told[:30])
        terminal.wait_for("query 2 of 20")
        assert "from a ranking that is 1 label old" in terminal.text
        terminal.answer("0")
        terminal.wait_for("the least sure of")
        assert told[:20] not in terminal.text
        terminal.press("q")
        assert terminal.end() == 0
        assert "2 of 20 given" in terminal.printed()


@pytest.mark.slow
def test_a_fit_that_never_ends_is_worked_around_and_given_up(tmp_path: Path) -> None:
    with demo(tmp_path, "hangs", "--session", "mine.altui", code=GIVES_UP_SOON) as terminal:
        terminal.wait_for("query 1 of 20")
        terminal.press("1")
        terminal.wait_for("training")
        terminal.press("w")
        terminal.wait_for("query 2 of 20")
        terminal.wait_for("ranking 1 label old")
        terminal.press("0")
        terminal.wait_for("query 3 of 20")
        # 92 labels can be fitted again: the hanging process is given up for it in time.
        terminal.answer("1")
        terminal.wait_for("the least sure of")
        terminal.press("q")
        assert terminal.end() == 0
    assert [
        path.name for path in (tmp_path / "mine.altui.d").iterdir() if "shared" in path.name
    ] == []


def test_what_it_prints_never_reaches_the_terminal(tmp_path: Path) -> None:
    with demo(tmp_path, "talks") as terminal:
        terminal.wait_for("query 1 of 20")
        terminal.answer("1")
        terminal.settle()
        assert b"NOISE" not in terminal.raw and b"\x1b]0;" not in terminal.raw
