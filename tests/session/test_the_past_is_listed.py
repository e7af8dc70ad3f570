"""Every decision newest first, page by page: what holds, what was taken back, what is remarked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from altui.session.events import Decision, Kind
from altui.session.session import Session
from tests.session.making import Data


@pytest.fixture
def session(data: Data, path: Path) -> Session:
    return data.begin(path)


def test_a_changed_label_holds_and_the_one_before_does_not(session: Session) -> None:
    session.decide(Decision.label(3, "no"))
    session.decide(Decision.label(4, "no"))
    session.decide(Decision.label(3, "yes"))
    assert [(i.row, i.value, i.holds) for i in session.history()] == [
        (3, "yes", True),
        (4, "no", True),
        (3, "no", False),
    ]
    assert session.label(3) == "yes" and session.label(9) == ""
    session.decide(Decision.undo())
    assert [(i.undone, i.holds) for i in session.history()] == [
        (True, False),
        (False, True),
        (False, True),
    ]


def test_flags_and_comments_are_told_of_each_decision_about_the_row(session: Session) -> None:
    session.decide(Decision.label(3, "no"))
    session.decide(Decision.flag(3))
    session.decide(Decision.note(3, "odd"))
    session.decide(Decision.label(4, "no"))
    told = [(i.kind, i.flagged, i.commented) for i in session.history()]
    assert told[0] == (Kind.LABEL, False, False) and {*told[1:]} == {
        (Kind.NOTE, True, True),
        (Kind.FLAG, True, True),
        (Kind.LABEL, True, True),
    }


def test_pages_together_are_the_whole(session: Session) -> None:
    for row in range(3, 20):
        session.decide(Decision.label(row, "no"))
    pages, before = [], None
    while page := session.history(5, before=before):
        pages += page
        before = page[-1].sequence
    assert pages == session.history() and len(pages) == 17


def test_a_label_given_after_the_second_one_ends_the_dispute(data: Data, path: Path) -> None:
    with data.begin(path, recheck=10) as session:
        session.decide(Decision.label(3, "no"))
        session.decide(Decision.recheck(3, "yes"))
        assert session.state.disputed == 3
        session.decide(Decision.label(3, "no"))
        assert session.state.disputed is None and session.label(3) == "no"
        session.decide(Decision.undo())
        assert session.state.disputed == 3


steps = st.tuples(
    st.sampled_from(["label", "reveal", "skip", "unsure", "recheck", "flag"]),
    st.integers(3, 32),
    st.sampled_from(["no", "yes"]),
)


@given(st.lists(steps, max_size=60))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_only_own_labels_may_be_asked_again_and_none_of_the_check(
    tmp_path_factory: pytest.TempPathFactory, done: list[tuple[str, int, str]]
) -> None:
    data, path = Data(30, extras=True), tmp_path_factory.mktemp("past") / "s.altui"
    with data.begin(path, audit=10) as session:
        for kind, row, name in done:
            if kind == "recheck":
                if row in session.recheckable():
                    session.decide(Decision.recheck(row, name))
            elif kind == "label":
                session.decide(Decision.label(row, name))
            else:
                session.decide(getattr(Decision, kind)(row))
        offered = session.recheckable()
        assert not offered & set(session.state.drawn) and not offered & set(session.state.second)
        holding = {i.row: i.kind for i in session.history() if i.holds}
        assert {holding[row] for row in offered} <= {Kind.LABEL}
        assert offered == {
            row
            for row, kind in holding.items()
            if kind is Kind.LABEL
            and row not in session.state.drawn
            and row not in session.state.second
        }
