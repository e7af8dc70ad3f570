"""Labels of other people of a team: they are learned from like one's own, and undo is personal."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from altui.errors import SessionError
from altui.session.events import Decision, Kind
from altui.session.exporting.export import export_labels
from altui.session.session import Session
from altui.session.state.pool import Pool
from tests.session.making import Data

HEADS = {"sam": (9, "a" * 64)}


def say(session: Session, row: int, name: str | None, chain: str = "sam") -> None:
    session.take_in(HEADS, [Decision.opinion(row, name, chain, 1_700_000_500.0)])


def trained(session: Session) -> dict[int, str]:
    known = session.knowledge()
    names = session.settings.classes
    pairs = zip(known.rows.tolist(), known.labels.tolist(), strict=True)
    return {row: names[label] for row, label in pairs if row > 2}


def test_it_trains_and_is_asked_no_more(session: Session) -> None:
    before = session.knowledge().event
    say(session, 4, "yes")
    known = session.knowledge()
    assert trained(session) == {4: "yes"} and not known.available[4]
    assert (known.answered, known.others) == (0, 1) and known.event > before
    assert not session.can_undo and session.history() == []


def test_undo_gives_back_what_others_say_by_then(session: Session) -> None:
    say(session, 4, "yes")
    session.decide(Decision.label(4, "no"))
    assert trained(session) == {}
    say(session, 4, "no")
    assert trained(session) == {4: "no"}
    session.decide(Decision.label(4, "yes"))
    assert trained(session) == {}
    session.decide(Decision.undo())
    session.decide(Decision.undo())
    assert trained(session) == {4: "no"} and session.knowledge().others == 1
    session.decide(Decision.redo())
    assert trained(session) == {4: "no"} and session.knowledge().others == 0


def test_what_others_say_leaves_what_can_be_done_again(session: Session) -> None:
    session.decide(Decision.label(3, "no"))
    session.decide(Decision.undo())
    say(session, 4, "yes")
    assert session.can_redo
    session.decide(Decision.redo())
    assert trained(session) == {3: "no", 4: "yes"}


def test_three_decide_by_majority(session: Session) -> None:
    session.decide(Decision.label(4, "no"))
    say(session, 4, "yes")
    assert trained(session) == {}
    say(session, 4, "yes", "lee")
    assert trained(session) == {4: "yes"}
    say(session, 4, None, "lee")
    say(session, 4, None)
    assert trained(session) == {4: "no"}


def test_a_row_for_two_waits_for_the_second(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pool, "is_twice", lambda _, row: row == 5)
    before = session.knowledge().event
    say(session, 5, "yes")
    known = session.knowledge()
    assert trained(session) == {} and known.available[5] and known.event == before
    say(session, 5, "yes", "lee")
    assert trained(session) == {5: "yes"} and not session.knowledge().available[5]


def test_the_random_check_stays_blind(path: Path) -> None:
    data = Data(30)
    with data.begin(path, audit=3) as session:
        row = next(iter(session.state.drawn))
        before = session.knowledge()
        say(session, row, "yes")
        known = session.knowledge()
        assert known.event == before.event and known.check is not None and before.check is not None
        assert known.check.open.tolist() == before.check.open.tolist()
        session.decide(Decision.label(row, "no"))
        check = session.knowledge().check
        assert check is not None and check.labels.tolist() == [0]
        assert session.summary().others == 0 and session.summary().checked == 1


def test_a_name_without_its_class_waits_for_it(session: Session) -> None:
    from altui.session.classes.class_changes import ClassChange

    say(session, 4, "maybe")
    assert trained(session) == {} and session.knowledge().available[4]
    session.decide(Decision.classes(ClassChange("add", "maybe")))
    assert trained(session) == {4: "maybe"}
    session.decide(Decision.undo())
    assert trained(session) == {}


def test_classes_are_joined_by_their_names_now_as_in_a_merge(session: Session) -> None:
    from altui.session.classes.class_changes import ClassChange

    say(session, 4, "yes")
    session.decide(Decision.classes(ClassChange("rename", "yes", "surely")))
    assert trained(session) == {}
    say(session, 4, "surely")
    say(session, 5, "yes")
    assert trained(session) == {4: "surely"}


def test_nobody_works_while_others_do(path: Path, data: Data) -> None:
    with data.begin(path) as session:
        before = session.summary().seconds
        for row in range(3, 20):
            say(session, row, "yes")
        assert session.summary().seconds == before
        assert session.summary().pace is None


def test_it_says_how_far_their_chains_were_read(session: Session, data: Data) -> None:
    say(session, 4, "yes")
    path = session.path
    session.close()
    with data.resume(path) as again:
        assert again.state.others.heads == HEADS
        seen = next(each for each in again.events() if each.kind is Kind.SEEN)
        assert json.loads(seen.value or "")["chains"] == {"sam": [9, "a" * 64]}
        assert again.state.others.said_by("sam") == {4: "yes"}


def test_what_makes_no_difference_is_not_written(session: Session) -> None:
    before = session.log.head
    session.take_in(HEADS, [Decision.opinion(0, "yes", "sam")])  # it has its label in the file
    session.take_in(HEADS, [])
    assert session.log.head == before


@pytest.mark.parametrize(
    "opinion",
    [
        Decision.label(4, "yes"),
        Decision.opinion(4, "yes", ""),
        Decision.opinion(4, "yes", "s" * 65),
        Decision.opinion(4, "y" * 1001, "sam"),
    ],
)
def test_what_is_no_opinion_is_refused(session: Session, opinion: Decision) -> None:
    before = session.log.head
    with pytest.raises(SessionError):
        session.take_in(HEADS, [opinion])
    assert session.log.head == before


def test_an_export_says_whose_label_it_is(session: Session, tmp_path: Path) -> None:
    say(session, 4, "yes")
    session.decide(Decision.label(5, "no"))
    say(session, 5, "yes", "lee")
    session.decide(Decision.label(6, "no"))
    for chain in ("sam", "lee"):
        say(session, 6, "yes", chain)
    session.close()
    target = tmp_path / "out.csv"
    export_labels(session.path, target)
    with target.open(newline="") as stream:
        found = {int(each["altui_row"]) - 1: each for each in csv.DictReader(stream)}
    told = {
        row: (each["altui_label"], each["altui_annotator"], each["altui_part"])
        for row, each in found.items()
    }
    assert told == {
        4: ("yes", "sam", "imported"),
        5: ("", "lee, ada", "open"),
        6: ("yes", "sam, lee", "imported"),
    }
