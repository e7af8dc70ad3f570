"""Every door of the real program, its raw bytes read by a terminal that allows only altui's own.

Data that are asked for as data (`export -o` to a file or a pipe) are raw by design.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from altui.cli.main import COMMANDS
from altui.display.text import displayable, one_line
from altui.tui.screens.columns import join_classes
from tests.display.hostile import OWN
from tests.terminal.strict import StrictTerminal

EVIL = "\x1b]0;owned\x07\x9b2J\u202e[red]"
TYPED = "\u202e\x9b2J\u200b\u3164\ufe00x\U000e0041 [red][/] 東京 y"
NAMES = (f"price{EVIL}", f"colour{EVIL}\r\n\t", "\u2028shape\x1b[2J")
CLASSES = (f"good{EVIL}", f"bad{EVIL}\n!")


def write_rows(path: Path, texts: tuple[str, ...]) -> Path:
    """JSON Lines, which can spell any string: an id, a text, and columns of evil names."""
    with path.open("w") as file:
        for number, text in enumerate(texts):
            row = {"id": f"r{number}", "text": text} | dict.fromkeys(NAMES, EVIL + str(number))
            file.write(json.dumps(row) + "\n")
    return path


def label(path: Path, *words: str, columns: int = 120, rows: int = 40) -> StrictTerminal:
    arguments = ("label", path.name, "--text", "text", "--id", "id", "--dwell", "0", *words)
    return StrictTerminal(*arguments, folder=path.parent, columns=columns, rows=rows)


def shown_row(terminal: StrictTerminal) -> str:
    number = terminal.row_id
    assert number is not None, terminal.text
    return number


def test_every_screen_shows_hostile_text_and_sends_none_of_it(tmp_path: Path) -> None:
    path = write_rows(tmp_path / f"data{EVIL}.jsonl", OWN)
    session = f"work{EVIL}\n.altui"
    words = ("--classes", join_classes(CLASSES), "--session", session)
    with label(path, *words, "--budget", "4") as terminal:
        text = terminal.wait_for("columns of data")
        assert one_line(path.name) in text and one_line(NAMES[0], 28) in text
        terminal.press("jjj\r")
        terminal.wait_for("query 1")
        terminal.settle()
        terminal.press_for("?", "any key goes back")
        assert one_line(f"label: {CLASSES[0]}", 27) in terminal.text
        terminal.press("1")
        terminal.wait_until_gone("any key goes back")
        terminal.press_for("c", "comment on")
        terminal.press(f"\x1b[200~note {TYPED}\x1b[201~")
        terminal.wait_for(f"note {one_line(TYPED)}")
        terminal.press("\r")
        terminal.wait_until_gone("comment on")
        terminal.wait_for(f"comment  note {one_line(TYPED)}")
        terminal.press("f")
        terminal.answer("0")
        terminal.answer("1")
        terminal.settle()
        terminal.press_for("h", "history ─")
        terminal.wait_for("▸ ")
        terminal.press_for("\r", "1 of ")
        terminal.press_for("q", "history ─")
        terminal.press("q")
        terminal.wait_for("confidence ─")
        terminal.press_for("z", "columns to read")
        assert one_line(NAMES[0], 28) in terminal.text
        terminal.press("q")
        terminal.wait_for("confidence ─")
        terminal.press("d")
        terminal.wait_until_gone("confidence ─")
        terminal.settle()
        terminal.press("q")
        terminal.wait_for("confidence ─")
        terminal.settle()  # a frame of the size before must have come whole
        terminal.resize(60, 20)
        terminal.wait_for("query 3")
        terminal.settle()
        terminal.press_for("9", "no class has the key 9")
        terminal.press_for("v", "labeled rows")
        terminal.press("v")
        terminal.press_for("e", "exported to")
        terminal.answer("1")
        terminal.answer("0")
        terminal.wait_for("the budget is spent")
        terminal.settle()
        terminal.press("q")
        assert terminal.end() == 0
        assert one_line(session) in terminal.strict.console
        assert one_line(CLASSES[0]) in terminal.strict.console


def test_the_plain_dialogue_tells_hostile_rows_and_sends_none_of_it(tmp_path: Path) -> None:
    path = write_rows(tmp_path / f"data{EVIL}.jsonl", OWN)
    words = ("--classes", join_classes(CLASSES), "--columns", "text")
    with label(path, *words, "--plain", "--audit", "0") as terminal:
        terminal.wait_for("your answer:")
        terminal.press("0\n1\nhistory\nshow 2\nflag 2\nchange 2 1\nhistory all\nsearch a\nmore\n")
        terminal.press("search text=x\nshow 1\nfold x\ncurve\ndisagreements\nq\nq\n")
        assert terminal.end() == 0
        console = terminal.strict.console
    first, second = (one_line(name, 40) for name in CLASSES)
    assert "history: 2 decisions" in console and "found" in console
    assert f"was {first}, is {second}" in console


@pytest.mark.slow
def test_a_hostile_row_is_asked_again_and_sends_none_of_it(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl"
    with path.open("w") as file:
        for number in range(40):
            row = {
                "id": f"r{number}",
                "size": f"{9 * (number % 2) + number / 10:.1f}",
                NAMES[0]: EVIL,
            }
            file.write(json.dumps(row) + "\n")
    columns = ("--columns", f"size=numeric,{join_classes([NAMES[0]])}=shown", "--recheck", "0")
    arguments = ("label", path.name, "--id", "id", *columns, "--classes", join_classes(CLASSES))
    arguments = (*arguments, "--audit", "0", "--dwell", "0")
    with StrictTerminal(*arguments, folder=tmp_path, columns=120, rows=40) as terminal:
        terminal.wait_for("query 1")
        for turn in range(18):
            terminal.settle()
            odd = int(shown_row(terminal)[1:]) % 2
            terminal.answer(str(odd ^ (turn == 8)))
        terminal.press_for("d", "what would you say now?")
        assert displayable(EVIL) in terminal.text
        odd = int(re.findall(r"row r(\d+)", terminal.text)[0]) % 2
        terminal.settle()
        terminal.press_for(str(odd), "which holds?")
        assert one_line(CLASSES[0], 30) in terminal.text
        terminal.settle()
        terminal.press("q")
        terminal.wait_for("query 19")
        terminal.press("q")
        assert terminal.end() == 0
    with StrictTerminal(*arguments, "--plain", folder=tmp_path) as terminal:
        terminal.wait_for("your answer:")
        terminal.press("d\nq\nhistory disagrees\nshow 1\nhistory\nmore\ncurve\nq\n")
        assert terminal.end() == 0
        console = terminal.strict.console
    assert "which holds?" in console and "disagrees now" in console
    assert f"by the other labels {one_line(CLASSES[odd], 30)} at" in console


IN_TURN = """
import json, sys
from altui.cli.main import run
for words in json.loads(sys.argv[1]):
    print("status", run(words))
"""


def printed(folder: Path, *commands: list[str], **environment: str) -> str:
    """What several command lines in turn put on a terminal, stdout and stderr together."""
    program = (sys.executable, "-c", IN_TURN)
    with StrictTerminal(
        json.dumps(commands), program=program, folder=folder, environment=environment
    ) as terminal:
        assert terminal.end() == 0, terminal.text
        return terminal.strict.console


@pytest.mark.slow
def test_help_status_export_predict_and_errors_send_none_of_it(tmp_path: Path) -> None:
    path = write_rows(tmp_path / f"data{EVIL}.jsonl", OWN[:9])
    with label(path, "--classes", join_classes(CLASSES), "--columns", "text") as terminal:
        terminal.wait_for("query 1")
        for key in "0101":
            terminal.settle()
            terminal.answer(key)
        terminal.press("q")
        assert terminal.end() == 0
    name, missing = path.name, f"no{EVIL}.csv"
    console = printed(
        tmp_path,
        *([command, "--help"] for command in COMMANDS),
        ["status", name],
        ["status", name, "--json"],
        ["predict", name, name, "-o", f"predicted{EVIL}\n.csv"],
        ["export", name, "-o", f"out{EVIL}.csv"],
        ["export", name, "-o", "-"],
        ["simulate", name, "--target", EVIL],
        ["status", missing],
        ["predict", name, missing, "-o", "x.csv"],
        ["export", name, "-o", f"out.{EVIL}"],
        ["label", missing, "--model", f"os:{EVIL}"],
        ["label", missing, "--strategy", EVIL],
        ["simulate", missing, f"--{EVIL}"],
        [EVIL],
    )
    statuses = re.findall(r"^status (\d)$", console, re.MULTILINE)
    assert statuses == ["0"] * (len(COMMANDS) + 5) + ["2"] * 8, console
    assert one_line(CLASSES[1]) in console
    assert displayable(OWN[2]) in console, "the cells of the export, fit to be shown"


@pytest.mark.slow
def test_a_table_a_bar_and_a_traceback_send_none_of_it(tmp_path: Path) -> None:
    path = tmp_path / f"data{EVIL}.csv"
    rows = (f"{n * n % 7 + n / 100},{CLASSES[n % 2]!r},x{EVIL}" for n in range(40))
    path.write_text(f"n,label,z{EVIL}\n" + "\n".join(rows) + "\n")
    words = ["simulate", path.name, "--target", "label", "--queries", "3", "--initial", "4"]
    program = (sys.executable, "-c", BROKEN)
    console = printed(tmp_path, [*words, "--seeds", "1"], [*words, "--seeds", "2", "--plot"])
    assert console.count("status 0") == 2, console
    with StrictTerminal(EVIL, program=program, environment={"ALTUI_DEBUG": "1"}) as terminal:
        assert terminal.end() == 1
        console = terminal.strict.console
    assert "reading ␛]0;owned" in console and "50 %" in console
    assert "Traceback" in console and f"RuntimeError: {displayable(EVIL)}" in console
    assert f"UserWarning: {displayable(EVIL)}" in console


BROKEN = """
import sys, warnings
from altui.cli import main
from altui.cli.commands import status
from altui.display.console import progress, put_table, say
evil = sys.argv.pop()
def broken(**_):
    with progress(f"reading {evil}", 2, patience=0) as advance_to:
        advance_to(1)
        say(evil)
        warnings.warn(evil)
    put_table(evil, [evil, "b"], [[evil, evil * 30]])
    raise RuntimeError(evil)
status.command.callback = broken
main.main(["status", "x"])
"""


EVIL_MODEL = """
import warnings
from sklearn.linear_model import LogisticRegression
EVIL = {evil!r}
class Evil(LogisticRegression):
    def fit(self, X, y):
        warnings.warn(EVIL)
        raise ValueError(EVIL)
globals()["made" + EVIL] = Evil
"""


@pytest.mark.slow
def test_a_model_of_ones_own_fails_in_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "evil.py").write_text(EVIL_MODEL.format(evil=EVIL))
    path = write_rows(tmp_path / "data.jsonl", OWN[:9])
    with label(path, "--classes", "a,b", "--model", f"evil:made{EVIL}") as terminal:
        terminal.wait_for("columns of")
        terminal.press("\r")
        terminal.wait_for("query 1")
        for key in "01":
            terminal.settle()
            terminal.answer(key)
        terminal.wait_for("training failed: ValueError:")
        assert terminal.text.count(displayable(EVIL)) > 2
        terminal.resize(80, 24)
        terminal.wait_for("training failed: ValueError: ␛]0;")
        terminal.settle()
        terminal.press("q")
        assert terminal.end() == 0
    console = printed(tmp_path, ["status", path.name], ["predict", path.name, path.name, "-o", "x"])
    assert one_line(f"made{EVIL}") in console
    assert not (tmp_path / "x").exists()


UNSAVED = """
import sys
from altui.cli.main import main
from altui.errors import StorageError
from altui.session.session import Session
from altui.tui.app import AltuiApp
evil = sys.argv.pop()
def fails(*_):
    raise StorageError(evil, where=evil, hint=evil)
def crashes(*_):
    raise RuntimeError(evil)
Session.decide = fails
AltuiApp.action_help = crashes
main(sys.argv[1:])
"""


@pytest.mark.slow
def test_what_was_not_saved_and_a_crash_are_told_without_it(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "data.jsonl", OWN[:9])
    words = (
        "label",
        path.name,
        "--classes",
        join_classes(CLASSES),
        "--text",
        "text",
        "--dwell",
        "0",
    )
    with StrictTerminal(
        *words,
        EVIL,
        program=(sys.executable, "-c", UNSAVED),
        folder=tmp_path,
        environment={"ALTUI_DEBUG": "1"},
    ) as terminal:
        terminal.wait_for("columns of")
        terminal.press("\r")
        terminal.wait_for("query 1")
        terminal.settle()
        terminal.press_for("0", f"NOT SAVED: label {displayable(CLASSES[0])}")
        assert terminal.text.count(displayable(EVIL)) >= 3
        terminal.press("d")
        terminal.wait_for("the last decision was dropped")
        terminal.settle()
        terminal.press("?")
        assert terminal.end() == 1
        assert f"unexpected RuntimeError: {displayable(EVIL)}" in terminal.strict.console
        assert "Traceback" in terminal.strict.console
