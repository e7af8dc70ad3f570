"""Another model from a moment on: undo takes it back, and whoever has seen the accuracy is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from altui.errors import InputError, SessionError
from altui.learning.evaluation import Evaluation
from altui.learning.rounds import Round
from altui.session.events import Decision, Kind
from altui.session.reading import read_settings
from altui.session.session import Session
from altui.wording.report.page import page
from altui.wording.summary import summary_rows
from tests.session.making import Data


def measured(session: Session, total: int) -> Round:
    known = session.knowledge()
    return Round(
        number=known.answered + 1,
        event=known.event,
        labeled=len(known.rows),
        remaining=known.remaining,
        per_class=(1, 1),
        query=None,
        evaluation=Evaluation(total - 1, total),
    )


def test_undo_takes_it_back_with_all_labels_kept(session: Session, data: Data) -> None:
    session.decide(Decision.label(3, "no"))
    known = session.decide(Decision.model("forest"))
    assert known.model == "forest" and known.rows.tolist() == [0, 1, 3]
    assert session.decide(Decision.undo()).model == "logistic"
    assert session.decide(Decision.redo()).model == "forest"
    session.close()
    assert read_settings(session.path).model == "forest"
    with data.resume(session.path) as again:
        assert again.settings.model == "forest"
        again.decide(Decision.undo())
        assert again.knowledge().model == "logistic"
        assert again.decide(Decision.undo()).rows.tolist() == [0, 1]


def test_a_model_named_when_resuming_is_not_taken_back(session: Session) -> None:
    session.decide(Decision.label(3, "no"))
    session.decide(Decision.setting(model="newton"))
    known = session.decide(Decision.undo())
    assert known.model == "newton" and known.rows.tolist() == [0, 1]


def test_only_models_of_altui_can_be_chosen(session: Session) -> None:
    for name in ("nothing", "mine:make", ""):
        with pytest.raises(InputError, match="no model"):
            session.decide(Decision.model(name))
    with pytest.raises(SessionError, match="already"):
        session.decide(Decision.model("logistic"))
    assert len(session.view().events) == 1


def test_undo_leads_to_code_from_outside_only_where_it_was_named(tmp_path: Path) -> None:
    data = Data(8, extras=True)
    with data.begin(tmp_path / "a.altui", model="mine:make") as session:
        session.decide(Decision.model("newton"))
        session.decide(Decision.undo())
        assert session.decide(Decision.redo()).model == "newton"
    with data.resume(session.path) as again:
        with pytest.raises(SessionError, match="outside altui"):
            again.decide(Decision.undo())
        assert again.settings.model == "newton"


def test_a_change_is_told_once_the_accuracy_has_been_seen(session: Session, data: Data) -> None:
    session.record(measured(session, 5))
    session.decide(Decision.model("forest"))
    session.decide(Decision.label(3, "no"))
    assert session.summary().model_changes == ()
    session.record(measured(session, 20))
    session.decide(Decision.model("bayes"))
    session.decide(Decision.undo())
    session.close()
    with data.resume(session.path) as again:
        again.decide(Decision.setting(model="newton"))
        assert again.summary().model_changes == (
            ("forest", "bayes", 1),
            ("bayes", "forest", 1),
            ("forest", "newton", 1),
        )
        told = dict(summary_rows(again.summary()))["model changed"]
        assert told.startswith("forest to bayes after 1 label, bayes to forest after 1 label,")
        assert "forest to newton after 1 label" in page(again.view())
        assert len(again.summary().to_json()["model_changes_after_accuracy"]) == 3  # type: ignore[arg-type]


def test_the_event_says_which_model_was_there_before(session: Session) -> None:
    session.decide(Decision.model("forest"))
    event = session.view().events[-1]
    assert event.kind is Kind.MODEL and event.row is None
    assert json.loads(event.value or "") == {"model": "forest", "before": "logistic"}
