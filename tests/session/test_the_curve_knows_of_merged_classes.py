"""Accuracies from before classes were merged stay as they were measured, and are told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from altui.learning.evaluation import Evaluation
from altui.learning.rounds import Round
from altui.session.classes.class_changes import ClassChange
from altui.session.events import Decision
from altui.session.session import Session
from tests.session.making import Data

ADD, MERGE = ClassChange("add", "maybe"), ClassChange("merge", "maybe", "no")


def measure(session: Session, right: int, classes: int) -> None:
    known = session.knowledge()
    confusion = tuple((right // classes,) * classes for _ in range(classes))
    made = Round(
        known.answered + 1,
        known.event,
        len(known.rows),
        9,
        (1,) * classes,
        None,
        Evaluation(right, 100, "test", confusion),
    )
    session.record(made)


@pytest.fixture
def merged(tmp_path: Path) -> Session:
    session = Data(20, extras=True).begin(tmp_path / "s.altui")
    session.decide(Decision.classes(ADD))
    for row, right in zip(range(3, 7), (50, 52, 54, 60), strict=True):
        session.decide(Decision.label(row, "maybe" if row == 4 else "yes"))
        measure(session, right, 3)
    session.decide(Decision.classes(MERGE))
    return session


def test_the_last_point_is_measured_again_and_those_before_stay(merged: Session) -> None:
    with merged as session:
        measure(session, 70, 2)
        curve = session.curve()
        told = [found and (found.right, bool(found.confusion)) for _, found, _ in curve]
        assert told == [None, (50, False), (52, False), (54, False), (70, True)]
        before = [curve.is_before_merge(labeled) for labeled, _ in curve.measurements()]
        assert before == [True, True, True, False]
        assert curve.last_merge == 4 and curve[-1].per_class == (2, 4)


def test_no_gain_is_told_across_a_merge(merged: Session) -> None:
    with merged as session:
        measure(session, 70, 2)
        for row in range(7, 12):
            session.decide(Decision.label(row, "no"))
            measure(session, 75, 2)
        assert session.curve().gain(5) is not None
        assert session.curve().gain(6) is None


def test_undoing_the_merge_undoes_the_mark(merged: Session) -> None:
    with merged as session:
        measure(session, 70, 2)
        session.decide(Decision.undo())
        assert session.curve().merged_at == () and session.curve()[-1].per_class == (1, 4, 1)
        session.decide(Decision.redo())
        assert session.curve().merged_at == (4,)


def test_a_round_made_for_the_classes_before_says_nothing_of_single_classes(
    merged: Session,
) -> None:
    """It was under way when the classes changed."""
    with merged as session:
        late = Round(5, session.knowledge().event - 1, 6, 9, (1, 1, 1), None, None)
        session.record(late)
        assert session.summary().hint is None and session.settings.classes == ("no", "yes")
