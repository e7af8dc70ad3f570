"""`altui status`: how far a session has come, without data and without a model."""

from __future__ import annotations

import json
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from altui.cli.commands import status
from tests.cli.doors import Door, outside
from tests.cli.sessions import label


def test_status_tells_counts_classes_and_budget(altui: Door, clouds: Path) -> None:
    session = label(clouds, range(7))
    answer = altui("status", session)
    assert answer.status == 0 and answer.err == ""
    said = {line[:15].strip(): line[15:].strip() for line in answer.out.splitlines()}
    assert said["labels"] == "7 of 30 given, 7 in all"
    assert said["per class"] == "ant: 4, cat: 3"
    assert said["still to ask"] == "53 rows"
    assert said["accuracy"].startswith("not measured")
    assert said["last activity"].endswith("s ago")


def test_the_data_file_is_as_good_as_the_session(
    altui: Door, clouds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = label(clouds, range(3))
    now = time.time()  # of both: they say how many seconds ago the last label was
    monkeypatch.setattr(status, "time", SimpleNamespace(time=lambda: now))
    assert altui("status", clouds).out == altui("status", session).out


def test_json_is_one_object(altui: Door, clouds: Path) -> None:
    session = label(clouds, range(3))
    record = json.loads(altui("status", session, "--json").out)
    assert (record["labels_given"], record["budget"], record["model"]) == (3, 30, "newton")
    assert record["session"] == str(session)


def test_it_needs_no_data_file(altui: Door, clouds: Path) -> None:
    session = label(clouds, range(3))
    clouds.unlink()
    assert altui("status", session).status == 0
    assert altui("status", clouds).status == 0


def test_what_is_no_session_is_refused(altui: Door, clouds: Path) -> None:
    answer = altui("status", clouds)
    assert answer.status == 2 and "no session yet" in answer.err
    assert altui("status", clouds.with_name("gone.csv")).status == 2


def test_status_and_export_import_neither_the_learner_nor_the_screen(clouds: Path) -> None:
    session = label(clouds, range(3))
    code = (
        "import sys\nfrom altui.cli.main import run\n"
        "assert run(['status', sys.argv[1]]) == 0\n"
        "assert run(['export', sys.argv[1], '-o', sys.argv[2]]) == 0\n"
        "assert not {'sklearn', 'scipy', 'textual'} & set(sys.modules)\n"
    )
    answer = outside(code, [session, clouds.with_name("out.csv")])
    assert answer.status == 0, answer.err


def test_the_seconds_of_labels_and_a_narrowed_pool_are_told(altui: Door, clouds: Path) -> None:
    label(clouds, range(2), narrow="must:r00 not:r009", shown_at=time.time() - 1000)
    lines = altui("status", clouds).out.splitlines()
    said = {line[:15].strip(): line[15:].strip() for line in lines}
    assert said["per label"] == "ant 300.0 s (1), cat 300.0 s (1); 2 pauses count as 5 min 0 s"
    assert said["asked from"] == "rows with must:r00 not:r009 (2 labels)"
    record = json.loads(altui("status", clouds, "--json").out)
    assert record["label_seconds"]["per_class"]["ant"] == {"median": 300.0, "labels": 1}
    assert record["narrowed"]["now"] == "must:r00 not:r009"
    answer = altui("export", clouds, "-o", clouds.with_name("out.csv"))
    assert "altui_seconds: 2 pauses count as 5 min 0 s." in answer.err
    assert "altui_seconds" in clouds.with_name("out.csv").read_text()
    altui("report", clouds)
    page = clouds.with_name("clouds.csv.altui.html").read_text()
    assert "per label" in page and "Labels that were revealed or imported have no time" in page
    assert "rows with must:r00 not:r009" in page
