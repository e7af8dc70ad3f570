"""One label in ten is given twice; the person settles which holds, and the log keeps it all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from altui.errors import SessionError
from altui.learning.rounds import AGAIN, SETTLE
from altui.session.events import Decision, Kind, suppose_event
from altui.session.session import Session
from altui.session.state.label_state import State
from tests.session.making import Data


@pytest.fixture
def session(data: Data, path: Path) -> Session:
    return data.begin(path, recheck=10)


def label(session: Session, count: int, name: str = "yes") -> None:
    for _ in range(count):
        row = int(np.flatnonzero(session.knowledge().available)[0])
        session.decide(Decision.label(row, name))


def asked_again(session: Session) -> list[int]:
    again = session.knowledge().again
    return [] if again is None else again.rows.tolist()


def test_after_ten_labels_one_of_them_and_not_of_the_newest(session: Session) -> None:
    label(session, 9)
    assert not asked_again(session)
    label(session, 1)
    assert asked_again(session) == [3, 4, 5, 6, 7]
    session.decide(Decision.recheck(5, "yes"))
    assert session.knowledge().again is None
    label(session, 10)
    assert 5 not in asked_again(session) and 8 in asked_again(session)


@pytest.mark.parametrize(("learner", "times"), [(0, 15), (1, 10)])
def test_asking_again_ends_where_second_answers_change_nothing(
    path: Path, learner: int, times: int
) -> None:
    with Data(100).begin(path, recheck=4, learner=learner) as session:
        assert ask_again(session, 15, changes=0) == times


def test_asking_again_goes_on_where_one_in_ten_changes_a_label(path: Path) -> None:
    with Data(100).begin(path, recheck=4, learner=1) as session:
        assert ask_again(session, 15, changes=2) == 15


def ask_again(session: Session, most: int, *, changes: int) -> int:
    """How many times one is asked again in so many turns, where the first second answers differ."""
    for turn in range(most):
        label(session, 4 if turn else 12)
        for row in asked_again(session)[:1]:
            session.decide(Decision.recheck(row, "no" if turn < changes else "yes"))
            if turn < changes:
                session.decide(Decision.settle(row, "no"))
    return session.summary().rechecked


def test_the_same_answer_changes_nothing(session: Session) -> None:
    label(session, 10)
    before = session.knowledge()
    session.decide(Decision.recheck(4, "yes"))
    after = session.knowledge()
    assert np.array_equal(before.rows, after.rows) and np.array_equal(before.labels, after.labels)
    assert (session.summary().rechecked, session.summary().changed) == (1, 0)


def test_another_answer_is_settled_by_the_person(session: Session) -> None:
    label(session, 10)
    before = session.knowledge()
    session.decide(Decision.recheck(4, "no"))
    again = session.knowledge().again
    assert again is not None and again.disputed == 4
    assert again.asks(4) == SETTLE and again.asks(5) == ""
    assert session.state.label_of(4) == 1
    session.decide(Decision.settle(4, "no"))
    after = session.knowledge()
    assert after.again is None and np.array_equal(before.rows, after.rows)
    place = before.rows.tolist().index(4)
    assert after.labels[place] == 0 and session.summary().per_class == {"no": 2, "yes": 10}
    assert session.summary().changed == 1
    session.decide(Decision.undo())
    assert session.state.label_of(4) == 1 and session.state.disputed == 4
    session.decide(Decision.undo())
    assert 4 in asked_again(session) and session.summary().per_class == {"no": 1, "yes": 11}


@pytest.mark.parametrize("second", ["yes", None])
def test_the_first_label_may_hold(session: Session, second: str | None) -> None:
    label(session, 10)
    session.decide(Decision.recheck(4, "no"))
    session.decide(Decision.settle(4, second))
    assert session.state.label_of(4) == 1 and session.state.disputed is None
    assert session.summary().changed == 0


def test_what_is_not_asked_for_again_is_refused(session: Session) -> None:
    label(session, 10)
    session.decide(Decision.recheck(4, None))
    for wrong in (
        Decision.recheck(4, "no"),
        Decision.settle(4, "no"),
        Decision.recheck(30, "no"),
    ):
        with pytest.raises(SessionError, match="not asking for this label"):
            session.decide(wrong)
    label(session, 10)
    with pytest.raises(SessionError, match="no class 'maybe'"):
        session.decide(Decision.recheck(5, "maybe"))


def test_a_row_of_the_random_check_is_never_asked_again(tmp_path: Path) -> None:
    data = Data(100)
    with data.begin(tmp_path / "s.altui", recheck=10, audit=10) as session:
        drawn = set(session.state.drawn)
        for _ in range(60):
            knowledge = session.knowledge()
            if knowledge.again is not None:
                assert not drawn & set(knowledge.again.rows.tolist())
                row = int(knowledge.again.rows[0])
                assert knowledge.again.asks(row) == AGAIN
                session.decide(Decision.recheck(row, "yes"))
                continue
            due = knowledge.check.due if knowledge.check else None
            row = int(np.flatnonzero(knowledge.available)[0]) if due is None else due
            session.decide(Decision.label(row, "yes"))
        assert session.summary().rechecked >= 4


@given(st.lists(st.sampled_from(["next", "other", "undo", "redo", "skip"]), max_size=60))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_replay_knows_the_same(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    data, path = Data(30), tmp_path_factory.mktemp("again") / "s.altui"
    with data.begin(path, recheck=4) as session:
        for step in steps:
            if step in ("undo", "redo"):
                if session.can_undo if step == "undo" else session.can_redo:
                    session.decide(getattr(Decision, step)())
                continue
            before = session.knowledge()
            decision = the_next(session, "no" if step == "other" else "yes", skip=step == "skip")
            if decision is None:
                break
            foreseen = session.foresee(decision)
            assert np.array_equal(session.knowledge().labels, before.labels)
            assert np.array_equal(session.decide(decision).labels, foreseen.labels)
        now, counts = session.knowledge(), session.state.labels_per_class
        assert counts == np.bincount(now.labels, minlength=2).tolist()
    with data.resume(path) as again:
        then = again.knowledge()
        assert np.array_equal(then.labels, now.labels) and np.array_equal(then.rows, now.rows)
        same = then.again is None if now.again is None else now.again.is_equivalent(then.again)
        assert same and again.state.labels_per_class == counts


def the_next(session: Session, name: str, *, skip: bool) -> Decision | None:
    knowledge = session.knowledge()
    if knowledge.again is not None:
        if knowledge.again.disputed is not None:
            return Decision.settle(knowledge.again.disputed, None if skip else name)
        return Decision.recheck(int(knowledge.again.rows[0]), None if skip else name)
    free = np.flatnonzero(knowledge.available)
    if not len(free):
        return None
    return Decision.skip(int(free[0])) if skip else Decision.label(int(free[0]), name)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["label", "recheck", "settle", "ignore", "undo", "redo"]),
        st.integers(0, 2),
        st.sampled_from(["yes", "no"]),
    ),
    max_size=30,
)


@given(STEPS)
def test_what_differs_is_kept_track_of(steps: list[tuple[str, int, str]]) -> None:
    """However one got there: as if each row were looked at anew."""
    state = State(("yes", "no"))
    for sequence, (what, row, name) in enumerate(steps, 1):
        if (what == "undo" and not state.can_undo) or (what == "redo" and not state.can_redo):
            continue
        if what in ("recheck", "settle") and state.label_of(row) < 0:
            continue
        value = name if what in ("label", "recheck", "settle") else None
        state.apply(suppose_event(Decision(Kind(what), row, value), sequence))
        assert state.disputed in (disputes(state) or [None])
        assert state.changed == sum(
            state.label_of(row) != state.standings[row].number
            for row in state.second
            if row in state.standings
        )


def disputes(state: State) -> list[int]:
    return [
        row
        for row, second in state.second.items()
        if row in state.standings
        and second.kind is Kind.RECHECK
        and second.number >= 0
        and second.event > state.standings[row].event
        and second.number != state.label_of(row)
    ]
