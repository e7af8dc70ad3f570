"""A certificate from before there was a betting test keeps its sequence, its seed and its rows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from altui.labeling.certifying.certification import open_certification
from altui.learning.certifying.confidence_sequence import right_rows
from altui.session.events import STANDINGS, Decision
from altui.session.session import Session
from altui.wording.certificate import statement
from tests.cli.sessions import write_clouds

OLDER = Path(__file__).with_name("older")
ASKED = [115, 85, 91, 110, 79, 98, 104, 48, 34, 56, 54, 108]
NEXT = 112


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write_clouds(tmp_path / "clouds.csv", 120)
    for name, script in (("clouds.csv", "session"), ("clouds.csv.certify", "certificate")):
        with closing(sqlite3.connect(tmp_path / f"{name}.altui")) as connection:
            connection.executescript((OLDER / f"{script}.sql").read_text())
    return tmp_path / "clouds.csv.certify.altui"


def test_it_is_read_with_the_verdict_that_it_had(place: Path) -> None:
    view = Session.read(place)
    verdict = view.summary().verdict
    assert verdict is not None and (verdict.right, verdict.drawn, verdict.open_) == (9, 12, 1)
    assert (verdict.low, verdict.high) == (33, 88) and not verdict.is_decided
    assert view.summary().shares == {}
    assert "confidence sequence" in " ".join(statement(view.settings, verdict))


def test_it_goes_on_by_its_own_draw_and_its_own_test(place: Path) -> None:
    session, before = place.with_name("clouds.csv.altui"), Session.read(place).summary().verdict
    with closing(open_certification(session, place, 0.8, None, None)) as opened:
        asked = [each.row for each in opened.session.events() if each.kind in STANDINGS]
        assert asked == ASKED
        made = opened.learner.round(opened.session.knowledge())
        assert made.query is not None and made.query.row == NEXT
        assert made.verdict == before
        opened.session.decide(Decision.label(NEXT, opened.dataset.known_label(NEXT)))
        verdict = opened.learner.round(opened.session.knowledge()).verdict
    assert verdict is not None and verdict.drawn == 13
    assert verdict.low == right_rows(verdict.right, 13, 90)[0]
    assert verdict.high == right_rows(verdict.right + 1, 13, 90)[1]
