"""Rows of the random check are asked, kept and exported, and never trained on."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from altui.learning.rounds import Knowledge
from altui.session.events import Decision, Kind
from altui.session.session import Session
from altui.wording.summary import summary_rows
from tests.session.making import CLASSES, Data

SIZE = 10


@pytest.fixture
def data() -> Data:
    return Data(100, extras=True)


@pytest.fixture
def session(data: Data, tmp_path: Path) -> Session:
    return data.begin(tmp_path / "s.altui", audit=SIZE)


def next_row(knowledge: Knowledge) -> int:
    if knowledge.check is not None and knowledge.check.due is not None:
        return knowledge.check.due
    return int(np.flatnonzero(knowledge.available)[0])


def is_turn(session: Session) -> bool:
    check = session.knowledge().check
    return check is not None and check.due is not None


def label_next(session: Session, times: int = 1) -> None:
    for _ in range(times):
        session.decide(Decision.label(next_row(session.knowledge()), CLASSES[1]))


def to_its_turn(session: Session) -> int:
    while not is_turn(session):
        label_next(session)
    return next_row(session.knowledge())


def test_ten_of_the_first_fifty_labels_are_checked(session: Session) -> None:
    label_next(session, 50)
    knowledge = session.knowledge()
    assert knowledge.check is not None and len(knowledge.check.rows) == SIZE
    assert set(knowledge.check.rows) == set(list(session.state.drawn)[:SIZE])
    assert not is_turn(session)


@given(st.lists(st.sampled_from(["label", "skip", "ignore", "unsure", "undo", "redo"])))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_none_is_trained_on_or_open_to_a_strategy(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    data = Data(30, extras=True)
    path = tmp_path_factory.mktemp("check") / "s.altui"
    with data.begin(path, audit=SIZE) as session:
        for step in steps:
            if step in ("undo", "redo"):
                if session.can_undo if step == "undo" else session.can_redo:
                    session.decide(getattr(Decision, step)())
                continue
            knowledge = session.knowledge()
            if not knowledge.remaining:
                break
            row = next_row(knowledge)
            more = (CLASSES[0],) if step == "label" else ()
            session.decide(getattr(Decision, step)(row, *more))
        after, drawn = session.knowledge(), set(session.state.drawn)
        assert after.check is not None
        assert not drawn & set(after.rows) and set(after.check.rows) <= drawn
        assert not after.available[list(drawn)].any()
        assert len(after.all_labels) == 2 + session.state.answered
    with data.resume(path) as again:
        check = again.knowledge().check
        assert check is not None and check.is_equivalent(after.check)


def test_a_skipped_row_returns_and_nothing_takes_its_place(session: Session) -> None:
    row = to_its_turn(session)
    session.decide(Decision.skip(row))
    assert next_row(session.knowledge()) == list(session.state.drawn)[1]
    label_next(session, 10)
    while row not in session.state.standings or not session.state.is_answered(row):
        label_next(session)
    label_next(session, 40)
    check = session.knowledge().check
    assert check is not None and set(check.rows) == set(list(session.state.drawn)[:SIZE])


@pytest.mark.parametrize("way", ["ignore", "unsure"])
def test_an_ignored_row_is_replaced_in_drawn_order_and_counted(session: Session, way: str) -> None:
    row = to_its_turn(session)
    session.decide(getattr(Decision, way)(row))
    label_next(session, 50)
    check = session.knowledge().check
    assert check is not None and set(check.rows) == set(list(session.state.drawn)[1 : SIZE + 1])
    summary = session.summary()
    assert (summary.audit, summary.checked, summary.replaced) == (SIZE, SIZE, 1)
    told = dict(summary_rows(summary))["random check"]
    assert told == "10 of 10 labels given, 1 set aside and replaced", "unsure is not ignored"
    session.decide(Decision.label(row, CLASSES[0]))
    told = dict(summary_rows(session.summary()))["random check"]
    assert told == "11 of 11 labels given", "the row counts, and so does the one in its place"


def test_enough_labels_without_a_round_are_not_said_to_be_too_few(session: Session) -> None:
    label_next(session, 60)
    summary = session.summary()
    assert summary.checked == SIZE >= 10 and summary.accuracy_after is None
    assert dict(summary_rows(summary))["accuracy"] == "not measured with these labels yet"


def test_undo_opens_its_place_again(session: Session) -> None:
    row = to_its_turn(session)
    label_next(session)
    assert not is_turn(session) or next_row(session.knowledge()) != row
    session.decide(Decision.undo())
    assert is_turn(session) and next_row(session.knowledge()) == row


def test_nothing_names_a_row_before_it_is_answered(session: Session) -> None:
    row = to_its_turn(session)
    assert not any(item.is_check for item in session.history() if item.row == row)
    session.decide(Decision.skip(row))
    assert not any(item.is_check for item in session.history() if item.row == row)
    session.decide(Decision.label(row, CLASSES[0]))
    assert session.history(1)[0].is_check
    session.decide(Decision.undo())
    assert not any(item.is_check for item in session.history() if item.row == row)


def test_all_rows_can_be_labeled_in_the_end(session: Session, data: Data) -> None:
    label_next(session, 100)
    knowledge = session.knowledge()
    assert knowledge.remaining == 0 and session.summary().remaining == 0
    assert knowledge.check is not None and len(knowledge.check.rows) == SIZE + SIZE // 2
    assert len(knowledge.rows) == data.n - 1 - len(knowledge.check.rows)


def test_the_check_is_drawn_before_anything_is_asked(session: Session) -> None:
    label_next(session, 3)
    kinds = [event.kind for event in session.log.events()]
    drawn = SIZE + SIZE // 2
    assert kinds == [Kind.BEGIN, *[Kind.DRAW] * drawn, *[Kind.LABEL] * 3]


def test_a_session_of_an_earlier_altui_goes_on_without_one(data: Data) -> None:
    stored = json.loads(data.settings().dumps())
    del stored["audit"], stored["blind"]
    assert data.settings().from_json(stored) == data.settings()
