"""What `knowledge` tells the learner: labels in order, and which rows may be asked for."""

import time
from pathlib import Path

import numpy as np
import pytest

from altui.errors import SessionError
from altui.session.events import Decision, Kind
from altui.session.session import Session
from tests.session.making import Data


def available(session: Session) -> list[int]:
    return session.knowledge().available.nonzero()[0].tolist()


def test_known_rows_come_first_and_answers_in_their_order(session: Session) -> None:
    session.decide(Decision.label(9, "yes"))
    knowledge = session.decide(Decision.label(4, "no"))
    assert knowledge.rows.tolist() == [0, 1, 9, 4]
    assert knowledge.labels.tolist() == [0, 1, 1, 0]
    assert knowledge.answered == 2


def test_known_and_test_rows_are_never_asked(session: Session) -> None:
    assert available(session) == list(range(3, 33))
    for row in (0, 2):
        with pytest.raises(SessionError, match="cannot be labeled"):
            session.decide(Decision.label(row, "no"))


def test_a_skipped_row_comes_back_after_ten_answers(session: Session) -> None:
    session.decide(Decision.skip(3))
    for row in range(4, 13):
        session.decide(Decision.label(row, "no"))
    assert 3 not in available(session)
    session.decide(Decision.label(13, "no"))
    assert 3 in available(session)
    session.decide(Decision.undo())
    assert 3 not in available(session)


def test_when_only_skipped_rows_are_left_the_oldest_is_asked(tmp_path: Path) -> None:
    with Data(3).begin(tmp_path / "s.altui") as session:
        for row in (1, 0, 2):
            session.decide(Decision.skip(row))
        assert available(session) == [1]
        session.decide(Decision.skip(1))
        assert available(session) == [0]
        session.decide(Decision.label(0, "no"))
        assert available(session) == [2]
        session.decide(Decision.ignore(2))
        session.decide(Decision.unsure(1))
        assert available(session) == []


def test_ignored_and_unsure_rows_are_not_asked_again(session: Session) -> None:
    session.decide(Decision.ignore(3))
    session.decide(Decision.unsure(4))
    assert available(session) == list(range(5, 33))


def test_a_flag_or_a_note_asks_for_no_new_round(session: Session) -> None:
    event = session.decide(Decision.label(3, "no")).event
    session.decide(Decision.flag(3))
    session.decide(Decision.note(3, "odd"))
    assert session.decide(Decision.undo()).event == event
    assert session.is_flagged(3)
    assert session.decide(Decision.setting(strategy="margin")).event > event


def test_what_was_handed_out_stays_as_it_was(session: Session) -> None:
    knowledge = session.knowledge()
    session.decide(Decision.label(3, "no"))
    assert knowledge.available[3]
    with pytest.raises(ValueError, match="read-only"):
        knowledge.available[4] = False


def test_reveal_takes_the_label_of_the_file(session: Session, tmp_path: Path) -> None:
    session.decide(Decision.reveal(3))
    assert session.history()[0].value == "yes"
    unknown = Data(3)
    unknown.known[:] = -1
    with (
        unknown.begin(tmp_path / "s.altui") as other,
        pytest.raises(SessionError, match="no label in the file"),
    ):
        other.decide(Decision.reveal(1))


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (Decision.label(99, "no"), "there is no row 99"),
        (Decision.label(-1, "no"), "there is no row -1"),
        (Decision.label(3, "maybe"), "there is no class 'maybe'"),
        (Decision(Kind.SKIP), "there is no row None"),
        (Decision(Kind.BEGIN), "begin is not a decision"),
        (Decision(Kind.ROUND, value="{}"), "round is not a decision"),
        (Decision.setting(classes="a"), "'classes' cannot be changed"),
        (Decision.setting(budget="20"), "'budget' cannot be changed to '20'"),
        (Decision(Kind.SETTING, value="["), "not JSON"),
        (Decision(Kind.SETTING, value="{}"), "an object of changed keys"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused_and_not_written(
    session: Session, decision: Decision, words: str
) -> None:
    with pytest.raises(SessionError, match=words):
        session.decide(decision)
    assert len(session.view().events) == 1


def test_settings_change_and_stay_changed(session: Session, data: Data) -> None:
    session.decide(Decision.setting(strategy="margin", budget=50))
    session.decide(Decision.setting(model="forest"))
    session.close()
    with data.resume(session.path) as again:
        settings = again.settings
    assert (settings.strategy, settings.budget, settings.model) == ("margin", 50, "forest")
    assert settings.pool == 30


def test_a_million_rows_cost_a_millisecond(tmp_path: Path) -> None:
    data = Data(1)
    data.n = 1_000_000
    data.part = np.zeros(data.n, np.int8)
    data.known = np.full(data.n, -1, np.int16)
    with data.begin(tmp_path / "s.altui") as session:
        session.decide(Decision.skip(0))
        took = []
        for _ in range(100):
            started = time.perf_counter()
            session.knowledge()
            took.append(time.perf_counter() - started)
        assert min(took) < 0.005  # the quickest: in the others the machine may have paused


def test_a_search_lists_rows_without_an_answer_and_none_of_the_random_check(
    path: Path, data: Data
) -> None:
    with data.begin(path, audit=3) as session:
        drawn = set(session.state.drawn)
        asked = [row for row in range(data.first, data.n) if row not in drawn][:3]
        session.decide(Decision.label(asked[0], "yes"))
        session.decide(Decision.skip(asked[1]))
        session.decide(Decision.ignore(asked[2]))
        checked = next(iter(drawn))
        session.decide(Decision.skip(checked))
        listed = set(np.flatnonzero(session.listable()).tolist())
        assert drawn and not listed & drawn
        assert listed == set(range(data.first, data.n)) - drawn - {asked[0], asked[2]}
