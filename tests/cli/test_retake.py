"""`altui label FILE --retake`: for a session that an earlier version began, once, and told."""

from __future__ import annotations

import json
from pathlib import Path

from altui.learning.generation import NEWEST
from tests.cli.doors import Door, apart
from tests.session.stored_sessions import restore_rings


def test_it_is_offered_taken_once_and_told(altui: Door, tmp_path: Path) -> None:
    file = restore_rings(tmp_path)
    old = ("learner", "an earlier one; altui label --retake takes today's")
    assert old in told_by_status(altui, file)

    offered = apart("label", file, "--plain", folder=tmp_path, text="q\n")
    assert "keeps the learner that it began with; --retake takes today's." in offered.err
    assert "query 19, row 292" in offered.out

    words = ("label", file, "--plain", "--retake")
    taken = apart(*words, folder=tmp_path, text="0\nu\nq\n")
    assert "From here on: today's learner, a curved boundary." in taken.err
    assert "query 19, row 133" in taken.out and "a score, not calibrated yet" in taken.out
    assert ("learner", "today's, taken after 18 labels") in told_by_status(altui, file)

    again = apart(*words, folder=tmp_path, text="q\n")
    assert "There is no newer learner to take" in again.err
    plain = apart("label", file, "--plain", folder=tmp_path, text="q\n")
    assert "learner" not in plain.err and "query 19, row 133" in plain.out

    record = json.loads(altui("status", file, "--json").out)
    assert record["learner"] == {"generation": NEWEST, "taken_after": 18}
    assert altui("report", file).status == 0
    assert "taken after 18 labels" in Path(f"{file}.altui.html").read_text()


def told_by_status(altui: Door, file: Path) -> list[tuple[str, str]]:
    lines = altui("status", file).out.splitlines()
    return [(line[:15].strip(), line[15:].strip()) for line in lines]


def test_a_session_begun_today_says_nothing_of_it(altui: Door, tmp_path: Path) -> None:
    file = tmp_path / "new.csv"
    file.write_text("x,label\n" + "".join(f"{row}.5,\n" for row in range(9)))
    words = ("label", file, "--plain", "--columns", "x=numeric", "--classes", "in,out")
    begun = apart(*words, folder=tmp_path, text="q\n")
    again = apart(*words, folder=tmp_path, text="q\n")
    assert begun.status == again.status == 0 and "retake" not in begun.err + again.err
    assert "learner" not in dict(told_by_status(altui, file))


def test_without_a_session_there_is_nothing_to_take(tmp_path: Path) -> None:
    file = tmp_path / "new.csv"
    file.write_text("x,label\n1,a\n2,b\n")
    answer = apart("label", file, "--plain", "--retake", folder=tmp_path)
    assert answer.status == 2 and "Leave --retake out: a new session has today's" in answer.err
    assert [*tmp_path.iterdir()] == [file]
