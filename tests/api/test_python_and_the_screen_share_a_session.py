"""One session, whoever opens it: what began in Python goes on on the screen, and the other way
round."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import altui
from tests.cli.doors import ROOT
from tests.examples import CLASSES, true_class, write_requests
from tests.terminal import program

COMMAND = ("label", "messages.csv", "--plain", "--classes", ",".join(CLASSES))


def label_some(count: int, **options: Any) -> list[str]:
    """Label so many rows of messages.csv from Python; returns their ids in order."""
    asked = []
    with altui.open("messages.csv", **options) as session:
        for query in session.queries(count):
            session.label(query, true_class(query.id))
            asked.append(query.id)
    return asked


def status(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        program.run("status", "messages.csv", "--json", folder=folder).stdout
    )
    return found


def test_what_began_in_python_goes_on_line_by_line(messages: Path) -> None:
    label_some(5, classes=CLASSES)
    told = program.run(*COMMAND, folder=messages, text="1\n2\nq\n")
    assert told.returncode == 0 and "query 6" in told.stdout
    assert status(messages)["labels_given"] == 7
    with altui.open("messages.csv") as session:
        assert session.summary.labels_given == 7
        session.undo()
        assert session.summary.labels_given == 6


def test_the_same_rows_are_asked_in_the_same_order(messages: Path) -> None:
    asked = label_some(12, classes=CLASSES, session="python.altui")
    keys = "\n".join(str(CLASSES.index(true_class(each))) for each in asked)
    command = (*COMMAND, "--session", "lines.altui")
    program.run(*command, folder=messages, text=f"{keys}\nq\n")
    found = []
    for name in ("python", "lines"):
        words = ("export", f"{name}.altui", "--labels-only", "-o", "-")
        lines = program.run(*words, folder=messages).stdout.splitlines()
        cells = [line.split(",") for line in lines]
        places = [cells[0].index(each) for each in ("row_id", "altui_label", "altui_round")]
        found.append([[each[place] for place in places] for each in cells])
    assert len(found[0]) > 11 and found[0] == found[1]


def test_only_one_may_write_at_a_time(messages: Path) -> None:
    with altui.open("messages.csv", classes=CLASSES):
        told = program.run(*COMMAND, folder=messages, text="1\nq\n")
        assert told.returncode == 2 and "the session is open elsewhere" in told.stderr
        with pytest.raises(altui.AltuiError, match="already open in this process"):
            altui.open("messages.csv")
    assert program.run(*COMMAND, folder=messages, text="1\nq\n").returncode == 0


def test_a_label_is_on_disk_when_the_call_returns(messages: Path) -> None:
    script = [sys.executable, "-m", "tests.api.labels_messages"]
    around = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(script, stdout=subprocess.PIPE, text=True, env=around) as running:
        assert running.stdout is not None
        told = [running.stdout.readline().strip() for _ in range(7)]
        running.kill()
        told += running.stdout.read().split()
    labeled = program.run("export", "messages.csv", "--labels-only", "-o", "-", folder=messages)
    found = {row["row_id"]: row["altui_label"] for row in csv.DictReader(StringIO(labeled.stdout))}
    assert len(told) >= 7 and {each: true_class(each) for each in told}.items() <= found.items()


def test_a_changed_file_is_taken_only_if_that_is_said(messages: Path) -> None:
    label_some(5, classes=CLASSES)
    with (messages / "messages.csv").open("a") as file:
        file.write("m100,one more message\n")
    with pytest.raises(altui.AltuiError, match="nothing was changed") as caught:
        altui.open("messages.csv")
    assert any("49 rows, 1 more than before" in each for each in caught.value.__notes__)
    with altui.open("messages.csv", accept_changes=True) as session:
        assert session.summary.labels_given == 5


def test_a_script_is_run_once_and_needs_no_guard(tmp_path: Path) -> None:
    """A forest trains in processes of its own, and a simulation may have some."""
    write_requests(tmp_path / "requests.csv", 120)
    script = tmp_path / "script.py"
    script.write_text(
        "import altui\n"
        "print('once')\n"
        "options = dict(classes=['a', 'b'], model='forest', audit=0)\n"
        "with altui.open('requests.csv', **options) as session:\n"
        "    for n, query in enumerate(session.queries(11)):\n"
        "        session.label(query, 'ab'[n % 2])\n"
        "    print(sum(session.query().probabilities.values()) > 0.99)\n"
        "rows, known = [[n % 7, n % 2] for n in range(60)], [n % 2 for n in range(60)]\n"
        "found = altui.simulate(rows, known, queries=2, seeds=3, processes=2)\n"
        "print(len(list(found.records())))\n"
    )
    told = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert (told.stdout, told.stderr) == ("once\nTrue\n18\n", "")
