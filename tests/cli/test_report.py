"""`altui report`: a page beside the session, and never over another file."""

from __future__ import annotations

from pathlib import Path

from tests.cli.doors import Door
from tests.cli.sessions import label
from tests.cli.teams import labeled_by, merged
from tests.wording.pages import HOSTILE, Strict


def test_the_page_stands_beside_the_session(altui: Door, clouds: Path, tmp_path: Path) -> None:
    session = label(clouds, range(12))
    answer = altui("report", clouds)
    page = session.with_name(session.name + ".html")
    assert answer.status == 0 and answer.out == "" and str(page) in answer.err
    assert page.read_text().startswith("<!DOCTYPE html>") and "of 30 planned" in page.read_text()
    assert altui("report", session, "-o", tmp_path / "other.html").status == 0


def test_a_file_is_replaced_only_when_asked_to(altui: Door, clouds: Path, tmp_path: Path) -> None:
    label(clouds, range(12))
    out = tmp_path / "mine.html"
    out.write_text("mine")
    answer = altui("report", clouds, "-o", out)
    assert answer.status == 2 and "already exists" in answer.err and out.read_text() == "mine"
    assert altui("report", clouds, "-o", out, "--overwrite").status == 0
    assert out.read_text() != "mine"


def test_of_many_people_those_with_most_labels_stand_beside_the_classes(
    altui: Door, clouds: Path
) -> None:
    names = [HOSTILE, *(f"person {k}" for k in range(1, 8))]
    sessions = [
        labeled_by(name, clouds, dict.fromkeys(range(k + 1), "ant"), place=_place(clouds, k))
        for k, name in enumerate(names)
    ]
    team = merged(altui, *sessions)
    assert altui("report", team).status == 0
    written = team.with_name("team.altui.html").read_text()
    assert not Strict(written).open and "<script" not in written
    assert "<h1>clouds.csv</h1>" in written and str(clouds.parent) not in written
    assert [f"by person {k}<" in written for k in range(1, 8)] == [False, *[True] * 6]
    assert "the 6 people with most labels" in written


def _place(clouds: Path, k: int) -> Path:
    return clouds.with_name(f"{k}.altui")
