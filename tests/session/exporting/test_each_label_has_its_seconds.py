"""How long a label took: from its row's painting to the decision that holds, pauses capped."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from altui.session.events import Decision
from altui.session.exporting.export import export_labels
from altui.session.exporting.label_seconds import LabelSeconds, label_seconds
from altui.session.session import Session
from altui.wording.figures.label_seconds import describe_column, seconds_rows
from tests.session.making import Clock, Data

START = 1_700_000_000.0


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Data(60).begin(tmp_path / "s.altui") as session:
        yield session


def took(session: Session, row: int, name: str, seconds: float) -> None:
    """A label that came so many seconds after its row was shown."""
    now = session._now
    assert isinstance(now, Clock)
    session.decide(Decision.label(row, name, shown_at=now.now + now.step - seconds))


def measured(session: Session) -> LabelSeconds:
    return label_seconds(session.view())


def test_the_median_is_told_class_by_class(session: Session) -> None:
    for row, seconds in enumerate([2, 4, 9]):
        took(session, row, "yes", seconds)
    took(session, 3, "no", 5)
    found = measured(session)
    assert found.by_row == {0: 2, 1: 4, 2: 9, 3: 5} and found.median == 4.5
    assert found.per_class == {"no": (5, 1), "yes": (4, 3)}
    assert seconds_rows(found) == [("per label", "no 5.0 s (1), yes 4.0 s (3)")]


def test_only_labels_that_hold_and_were_given_here_have_a_time(session: Session) -> None:
    took(session, 0, "yes", 2)
    session.decide(Decision.undo())
    took(session, 1, "yes", 2)
    took(session, 1, "no", 7)
    session.decide(Decision.reveal(2, shown_at=START))
    session.decide(Decision.skip(3, shown_at=START))
    session.decide(Decision.label(4, "yes"))  # shown nowhere
    session.bring_in("{}", [Decision.imported(5, "yes")])
    took(session, 6, "yes", -3)  # the clock was set back
    assert measured(session).by_row == {1: 7}


def test_of_a_label_that_was_settled_the_settling_counts(session: Session) -> None:
    for row in (0, 1):
        took(session, row, "yes", 2)
    now = session._now
    assert isinstance(now, Clock)
    session.decide(Decision.recheck(0, "no", shown_at=now.now - 2))
    session.decide(Decision.settle(0, "no", shown_at=now.now - 5))
    session.decide(Decision.recheck(1, "no", shown_at=now.now - 2))
    session.decide(Decision.settle(1, None, shown_at=now.now - 5))
    assert measured(session).by_row == {0: 6, 1: 2}


@pytest.mark.parametrize(
    ("usual", "long", "cap"),
    [
        (2, 50, 60),  # a hard row among quick ones keeps its time
        (2, 900, 60),
        (12, 900, 120),
        (60, 900, 300),
    ],
)
def test_a_pause_counts_as_ten_medians_between_one_minute_and_five(
    session: Session, usual: float, long: float, cap: float
) -> None:
    for row in range(10):
        took(session, row, "yes", usual)
    took(session, 10, "yes", long)
    found = measured(session)
    assert found.cap == cap and found.by_row[10] == min(long, cap)
    assert found.capped == (long > cap)
    assert ("1 pause counts as " in describe_column(found)) == (long > cap)


def test_the_export_has_a_column_of_them_also_without_the_data(
    session: Session, tmp_path: Path
) -> None:
    took(session, 0, "yes", 2.345)
    session.decide(Decision.reveal(1, shown_at=START))
    session.close()
    target = tmp_path / "out.csv"
    export_labels(session.path, target)
    with target.open(newline="", encoding="utf-8-sig") as stream:
        assert [each["altui_seconds"] for each in csv.DictReader(stream)] == ["2.3", ""]


def test_of_many_classes_the_slowest_are_named(tmp_path: Path) -> None:
    names = tuple(f"c{n}" for n in range(20))
    with Data(30).begin(tmp_path / "s.altui", classes=names, initial=(0,) * 20) as session:
        for row, name in enumerate(names):
            took(session, row, name, 1 + row)
        (row,) = seconds_rows(measured(session))
    assert row[1].startswith("c19 20.0 s (1), c18") and row[1].endswith("the slowest of 20 classes")


def test_before_the_first_label_nothing_is_said(session: Session) -> None:
    found = measured(session)
    assert seconds_rows(found) == [] and describe_column(found) == ""
    assert found.to_json()["median"] is None
    assert seconds_rows(replace(found, by_row={})) == []
