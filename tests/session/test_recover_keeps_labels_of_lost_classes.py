"""Where the change of a class is lost, labels under its name are kept under that name."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altui.session.classes.class_changes import ClassChange
from altui.session.events import Decision, Event, Kind
from altui.session.recovery.lost_classes import restore_classes
from altui.session.recovery.rebuilding import Rebuilding
from altui.session.replay import Replay
from altui.session.session import Session
from tests.session.making import Data

CHANGES = (
    ClassChange("add", "maybe"),
    ClassChange("rename", "yes", "sure"),
    ClassChange("merge", "maybe", "no"),
    ClassChange("add", "never"),
    ClassChange("split", "no"),
    ClassChange("remove", "never"),
)


def work(session: Session) -> None:
    def decide(*decisions: Decision) -> None:
        for each in decisions:
            session.decide(each)

    changes = [Decision.classes(each) for each in CHANGES]
    decide(Decision.label(3, "yes"), changes[0], Decision.label(4, "maybe"), changes[1])
    decide(Decision.label(5, "sure"), changes[2], Decision.undo(), Decision.label(6, "maybe"))
    decide(changes[2], changes[3], Decision.undo(), Decision.redo(), changes[4])
    decide(Decision.label(4, "sure"), Decision.label(7, "no"), changes[5], Decision.undo())


def rebuilt(events: Sequence[Event]) -> Replay:
    rebuilding = Rebuilding()
    for event in restore_classes(events):
        rebuilding.follow(event)
    return Replay.of(rebuilding.events)


def labels(replay: Replay) -> dict[int, str]:
    """By row the name that its label was given under, or is known by now."""
    state, names = replay.state, replay.settings.classes
    return {row: names[state.label_of(row)] for row in state.answers.rows.tolist()}


def test_the_label_of_an_added_class_is_kept(tmp_path: Path) -> None:
    with Data(9, extras=True).begin(tmp_path / "s.altui") as session:
        session.decide(Decision.classes(ClassChange("add", "maybe")))
        session.decide(Decision.label(3, "maybe"))
        left = [event for event in session.events() if event.kind is not Kind.CLASSES]
    replay = rebuilt(left)
    assert labels(replay) == {3: "maybe"}
    assert replay.settings.classes == ("no", "yes", "maybe")


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> list[Event]:
    with Data(9, extras=True).begin(tmp_path_factory.mktemp("s") / "s.altui") as session:
        work(session)
        return session.events()


@settings(max_examples=100, deadline=None)
@given(lost=st.sets(st.integers(2, 21)))
def test_whatever_is_lost_it_opens_and_no_label_left_is_lost(
    lost: set[int], events: list[Event]
) -> None:
    left = [event for event in events if event.sequence not in lost]
    # No label was undone, so each that is left must stand.
    rows = {event.row for event in left if event.kind is Kind.LABEL}
    assert labels(rebuilt(left)).keys() == rows


def test_the_class_that_a_strategy_asks_for_is_kept(tmp_path: Path) -> None:
    with Data(9, extras=True).begin(tmp_path / "s.altui") as session:
        session.decide(Decision.classes(ClassChange("add", "maybe")))
        session.decide(Decision.setting(strategy="most-likely:maybe"))
        left = [event for event in session.events() if event.kind is not Kind.CLASSES]
    assert rebuilt(left).settings.classes == ("no", "yes", "maybe")
