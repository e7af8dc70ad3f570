"""`--plain`: through a pipe, in a terminal that cannot place its cursor, and where one can."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from altui.session.events import Kind
from altui.session.session import Session
from tests.examples import CLASSES, write_messages
from tests.terminal.program import run
from tests.terminal.terminal import Terminal
from tests.terminal.test_label import COMPLETE, fruit

PROGRAM = f"{sys.executable} -m altui"


def shell(script: str, folder: Path, **environment: str) -> tuple[int, str, str]:
    done = subprocess.run(
        ["/bin/sh", "-c", script.replace("altui ", f"{PROGRAM} ", 1)],
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
        env={**os.environ, **environment},
    )
    return done.returncode, done.stdout, done.stderr


def answers(place: Path) -> list[tuple[Kind, str | None]]:
    events = Session.read(place).events
    return [(e.kind, e.value) for e in events if e.kind in (Kind.LABEL, Kind.REVEAL, Kind.SKIP)]


def asked(out: str) -> list[str]:
    return re.findall(r"^query \d+, row (\S+)$", out, flags=re.MULTILINE)


def test_one_line_is_one_answer_and_the_end_of_input_quits(tmp_path: Path) -> None:
    fruit(tmp_path / "fruit.csv", labeled=20)
    status, out, err = shell(
        r"printf '1\n0\nr\nmaybe\nskip' | altui label fruit.csv --plain", tmp_path, TERM="dumb"
    )
    assert status == 0 and "\x1b" not in out + err
    assert answers(tmp_path / "fruit.csv.altui") == [
        (Kind.LABEL, "lemon"),
        (Kind.LABEL, "apple"),
        (Kind.SKIP, None),
    ]
    assert "the file holds no label for this row" in err and "'maybe' is no answer here" in err
    assert len(asked(out)) == 4 and "labels        2 given, 22 in all" in out
    again = run("label", "fruit.csv", "--plain", folder=tmp_path, text="q\n").stdout
    assert asked(again) == asked(out)[-1:]  # it goes on where it was left


def test_a_pipe_looks_back_and_changes_and_takes_the_change_back(tmp_path: Path) -> None:
    fruit(tmp_path / "fruit.csv", labeled=20)
    text = "1\n0\nhistory class lemon\nchange 1 0\nhistory\nu\nsearch r2\nshow 1\ncurve\nd"
    done = run("label", "fruit.csv", "--plain", folder=tmp_path, text=text)
    out, err = done.stdout, done.stderr
    assert done.returncode == 0 and "\x1b" not in out + err
    first, second = asked(out)[:2]
    assert f"history, lemon: 1 decision\n1 {first}  lemon" in out
    assert f"changed: {first} was lemon, is apple\n" in out
    told = out.partition("history: 3 decisions\n")[2].splitlines()
    assert [line.split()[1:3] for line in told[:3]] == [
        [first, "apple"],
        [second, "apple"],
        [first, "lemon"],
    ]
    assert f"saved: {first}  apple (undone)" in out
    assert "22 labels: " in out and " asking the model" in f" {err}".replace("\n", " ")
    kinds = [e.kind for e in Session.read(tmp_path / "fruit.csv.altui").events]
    assert (kinds.count(Kind.LABEL), kinds.count(Kind.UNDO)) == (3, 1)


def test_each_answer_is_on_disk_before_the_next_row_is_printed(tmp_path: Path) -> None:
    fruit(tmp_path / "fruit.csv")
    with subprocess.Popen(
        [sys.executable, "-m", "altui", "label", "fruit.csv", "--plain", *COMPLETE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
    ) as process:
        assert process.stdin and process.stdout
        read_to(process.stdout, "your answer: 0 lemon, 1 apple")
        for number in range(1, 4):
            process.stdin.write("apple\n")
            process.stdin.flush()
            read_to(process.stdout, f"query {number + 1}, ")
            assert len(answers(tmp_path / "fruit.csv.altui")) == number
        process.send_signal(signal.SIGINT)
        assert "3 given, 3 in all" in process.stdout.read()
    assert process.returncode == 130


def read_to(stream: IO[str], text: str) -> None:
    for line in stream:
        if text in line:
            return
    raise EOFError(text)


def test_the_demo_reveals_by_itself_as_on_the_screen(tmp_path: Path) -> None:
    done = run("demo", "--plain", "--auto", folder=tmp_path)
    out, err = done.stdout, done.stderr
    assert done.returncode == 0 and "\x1b" not in out + err
    assert "accuracy after   0.9100 (91/100, 84 to 95 %, test)" in out
    assert out.count("revealed") == 20 and "the budget is spent: 20 labels given" in out
    assert list(tmp_path.iterdir()) == []


def test_the_columns_are_asked_line_by_line_with_presets(tmp_path: Path) -> None:
    write_messages(tmp_path / "messages.csv")
    with Terminal(
        "label", "messages.csv", "--plain", rows=60, folder=tmp_path, environment={"TERM": "dumb"}
    ) as terminal:
        terminal.wait_for("the classes, with commas between them")
        assert "2 text: text (" in terminal.text
        terminal.press_for("\n", "name at least two classes")
        terminal.press_for("billing,bug,praise\n", "an empty line starts")
        terminal.press_for("1 h\n", "1 id: hidden (chosen by you")
        terminal.press_for("9 t\n", "there is no column 9; the last is 2")
        terminal.press_for("\n", "your answer: 0 billing, 1 bug, 2 praise")
        terminal.press_for("bug\n", "query 2,")
        terminal.press("q\n")
        assert terminal.end() == 0
        assert b"\x1b" not in terminal.raw
        printed = terminal.raw.decode()
    settings = Session.read(tmp_path / "messages.csv.altui").settings
    assert settings.roles == {"id": "hidden", "text": "text"} and settings.classes == CLASSES
    command = printed.rpartition("no questions")[2].split("\n")[0].strip()
    assert command.startswith("altui label messages.csv --columns")


@pytest.mark.slow
def test_the_end_of_input_leaves_the_columns(tmp_path: Path) -> None:
    write_messages(tmp_path / "messages.csv")
    with Terminal("label", "messages.csv", "--plain", rows=60, folder=tmp_path) as terminal:
        terminal.wait_for("the classes, with commas between them")
        terminal.press("\x04")
        assert terminal.end() == 0
    assert not (tmp_path / "messages.csv.altui").exists()


def test_through_a_pipe_what_has_no_preset_must_be_said_beforehand(tmp_path: Path) -> None:
    write_messages(tmp_path / "messages.csv")
    done = run("label", "messages.csv", "--plain", folder=tmp_path, text="1\n" * 9)
    assert done.returncode == 2
    assert "name at least two classes" in done.stderr and "--classes" in done.stderr
    assert not (tmp_path / "messages.csv.altui").exists()


def test_in_a_terminal_with_colours_it_sends_none_and_moves_no_cursor(tmp_path: Path) -> None:
    fruit(tmp_path / "fruit.csv")
    arguments = ("label", "fruit.csv", "--plain", *COMPLETE, "--model", "forest")
    with Terminal(*arguments, folder=tmp_path) as terminal:
        terminal.wait_for("your answer")
        terminal.press_for("0\n1\nwhat\n", "'what' is no answer here")
        terminal.wait_for("query 3,")
        terminal.signal(signal.SIGTERM)
        assert terminal.end() == 143
        assert b"\x1b" not in terminal.raw
    assert len(answers(tmp_path / "fruit.csv.altui")) == 2


@pytest.mark.parametrize("script", ["altui demo </dev/null", "altui label fruit.csv </dev/null"])
def test_where_a_screen_cannot_be_plain_is_named(tmp_path: Path, script: str) -> None:
    fruit(tmp_path / "fruit.csv")
    status, _, err = shell(script, tmp_path)
    assert status == 2 and "--plain" in err


def test_a_reader_that_has_gone_ends_it_quietly(tmp_path: Path) -> None:
    fruit(tmp_path / "fruit.csv")
    words = " ".join(COMPLETE)
    script = f"yes 1 | {PROGRAM} label fruit.csv --plain {words} | head -2"
    done = subprocess.run(
        ["/bin/sh", "-c", script], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert "Traceback" not in done.stderr and "altui:" not in done.stderr
