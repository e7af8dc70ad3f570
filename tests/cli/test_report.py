"""`altui report`: a page beside the session, and never over another file."""

from __future__ import annotations

from pathlib import Path

from tests.cli.doors import Door
from tests.cli.sessions import label


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
