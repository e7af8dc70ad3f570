"""`altui status`: how far a session has come, without data and without a model."""

from __future__ import annotations

import json
from pathlib import Path

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


def test_the_data_file_is_as_good_as_the_session(altui: Door, clouds: Path) -> None:
    session = label(clouds, range(3))
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
