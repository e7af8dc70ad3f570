"""Two and more people label one file: no row twice, and each learns from all labels."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from altui.desk.file import FileDesk
from altui.desk.memory import Board, MemoryDesk
from altui.desk.protocol import Desk
from altui.labeling import events
from altui.learning.rounds import Knowledge
from altui.session.classes.class_changes import ClassChange
from altui.session.events import Decision
from altui.session.team.merging import merge
from altui.wording.team.live import team_page
from tests.labeling.team.people import Person, inviting, write

Invite = Callable[..., Person]


@pytest.fixture(params=["memory", "file"])
def invite(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Invite]:
    """Begins to label as a person of this name."""
    data, board = write(tmp_path / "rows.csv"), Board()

    def desk() -> Desk:
        return MemoryDesk(board) if request.param == "memory" else FileDesk(data)

    with inviting(data, desk) as begin:
        yield begin


def test_no_row_is_asked_twice(invite: Invite) -> None:
    kim, sam, lee = (invite(name) for name in ("kim", "sam", "lee"))
    for _ in range(25):
        for person in (kim, sam, lee):
            person.answer()
    rows = kim.rows + sam.rows + lee.rows
    assert len(rows) == len({*rows}) == 75


@pytest.mark.usefixtures("at_its_pace")
def test_a_label_is_in_the_others_model_within_a_second(invite: Invite) -> None:
    """The quickest of a few is: the machine may have other things to do than the others."""
    kim, sam = invite("kim"), invite("sam")
    took, labels = [], 5
    for _ in range(labels):
        sam.answer()
        row, since = kim.answer(), time.monotonic()
        sam.wait_for(lambda session, row=row: row in session.state.others)  # type: ignore[misc]
        took.append(time.monotonic() - since)
    assert min(took) < 1
    known = sam.session.knowledge()
    assert row in known.rows and known.others == labels and not known.available[row]


def test_the_row_stays_while_others_answer(invite: Invite) -> None:
    kim, sam = invite("kim"), invite("sam")
    kim.answer()
    assert kim.view is not None and kim.view.shown_row is not None
    before = kim.view.shown_row.row
    answered = [sam.answer() for _ in range(5)]
    kim.wait_for(lambda session: {*answered} <= {*session.state.others.rows})
    view = kim.engine.on_screen.view
    assert view is not None and view.shown_row is not None and view.shown_row.row == before
    assert kim.answer() == before
    assert before in kim.session.state.standings


def test_live_is_what_opens_again(invite: Invite, tmp_path: Path) -> None:
    kim, sam = invite("kim"), invite("sam")
    for _ in range(12):
        kim.answer()
        sam.answer()
    kim.wait_for(lambda session: len(session.state.others.rows) >= 12)
    live = kim.session.knowledge()
    kim.close()
    again = Person(tmp_path / "rows.csv", "kim", None)
    again.see()
    assert told(again.session.knowledge()) == told(live)
    again.close()


def told(known: Knowledge) -> tuple[object, ...]:
    return (
        *(known.event, known.answered, known.others),
        *(each.tolist() for each in (known.rows, known.labels, known.available)),
    )


def test_who_comes_later_has_all_labels(invite: Invite) -> None:
    kim = invite("kim")
    rows = [kim.answer() for _ in range(20)]
    sam = invite("sam")
    sam.wait_for(lambda session: session.knowledge().others == 20)
    assert {*rows} <= {*sam.session.knowledge().rows.tolist()}
    assert sam.answer() not in rows


def test_undo_gives_the_row_back_to_all(invite: Invite) -> None:
    kim, sam = invite("kim"), invite("sam")
    row = kim.answer()
    sam.answer()
    sam.wait_for(lambda session: row in session.state.others)
    kim.engine.decide(Decision.undo())
    kim.see()
    sam.wait_for(lambda session: row not in session.state.others)
    assert sam.session.knowledge().others == 0


def test_classes_are_joined_by_their_names_now_on_both_sides_as_in_a_merge(
    invite: Invite, tmp_path: Path
) -> None:
    kim, sam = invite("kim"), invite("sam")
    mine, theirs = kim.answer("odd"), sam.answer("odd")
    kim.wait_for(lambda session: session.knowledge().others == 1)
    sam.wait_for(lambda session: session.knowledge().others == 1)
    rename = Decision.classes(ClassChange("rename", "odd", "uneven"))
    kim.engine.decide(rename)
    kim.see()
    said = sam.find(lambda each: isinstance(each, events.ClassOfAnother)).said
    assert (said.chain, said.name, said.before) == ("kim", "uneven", "odd")
    said = kim.find(lambda each: isinstance(each, events.ClassOfAnother)).said
    assert said == ("sam", "odd", "", 1)
    sam.wait_for(lambda session: session.state.others.said_by("kim") == {mine: "uneven"})
    assert kim.session.knowledge().others == sam.session.knowledge().others == 0
    copies = [copied(each.session.path, tmp_path / f"{each.name}.altui") for each in (kim, sam)]
    team = merge(copies, tmp_path / "team.altui").team
    told = {each.row: each.answers[0].class_name for each in team.rows.values()}
    assert told == {mine: "uneven", theirs: "odd"}
    sam.engine.decide(rename)
    kim.wait_for(lambda session: session.knowledge().others == 1)
    sam.wait_for(lambda session: session.knowledge().others == 1)
    for person in (kim, sam):
        assert person.engine.annotation is not None
        status = person.engine.annotation.team.status()
        assert status is not None and status.classes == ()


def copied(session: Path, target: Path) -> Path:
    """A session as it is between two of its events, while somebody works in it."""
    with closing(sqlite3.connect(session)) as there, closing(sqlite3.connect(target)) as here:
        there.backup(here)
    return target


def test_a_new_class_of_another_is_said_and_its_labels_wait_for_it(invite: Invite) -> None:
    kim, sam = invite("kim"), invite("sam")
    kim.engine.decide(Decision.classes(ClassChange("add", "neither")))
    kim.see()
    said = sam.find(lambda each: isinstance(each, events.ClassOfAnother)).said
    assert said == ("kim", "neither", "", 0)
    rows = {kim.answer("neither"), kim.answer()}
    sam.wait_for(lambda session: rows <= {*session.state.others.rows})
    assert sam.session.knowledge().others == 1
    assert sam.engine.annotation is not None and sam.view is not None
    told = team_page(replace(sam.view, team=sam.engine.annotation.team.status()), 100)
    assert "kim has a class 'neither', which you have not: 1 label of it not learned from." in told
    sam.engine.decide(Decision.classes(ClassChange("add", "neither")))
    sam.see()
    assert sam.session.knowledge().others == 2


def test_a_second_session_of_one_person_is_a_chain_of_its_own(
    invite: Invite, tmp_path: Path
) -> None:
    kim, sam = invite("kim"), invite("sam")
    row = kim.answer()
    sam.wait_for(lambda session: row in session.state.others)  # the desk knows the first one
    other = invite("kim", session=tmp_path / "second.altui")
    other.wait_for(lambda session: row in session.state.others)
    assert [each.chain for each in other.session.state.others.about(row)] == ["kim"]
    second = other.answer()
    kim.wait_for(lambda session: second in session.state.others)
    assert [each.chain for each in kim.session.state.others.about(second)] == ["kim#2"]


def test_so_it_is_at_a_desk_with_more_than_comes_at_once(
    invite: Invite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("altui.desk.memory.MOST_PULLED", 2)
    ann, kim = invite("ann"), invite("kim")
    rows = [ann.answer(), kim.answer()]
    ann.wait_for(lambda session: rows[1] in session.state.others)
    other = invite("kim", session=tmp_path / "second.altui")
    other.wait_for(lambda session: {*rows} <= {*session.state.others.rows})
    assert [each.chain for each in other.session.state.others.about(rows[1])] == ["kim"]


def test_a_round_names_the_rows_that_were_passed_over(invite: Invite) -> None:
    kim, sam = invite("kim", seed=3), invite("sam", seed=3)
    for _ in range(20):
        kim.answer()
        sam.answer()
    passed = [
        event
        for person in (kim, sam)
        for event in person.session.events()
        if '"passed"' in (event.value or "")
    ]
    assert passed


def test_a_row_in_place_of_another_has_its_reasons(invite: Invite) -> None:
    """The second of a ranking is explained as the first would be."""
    kim, sam = invite("kim"), invite("sam")
    views = []
    for _ in range(20):
        for person in (kim, sam):
            person.answer()
            views.append(person.view)
    shown = [view.round for view in views if view is not None and view.round.passed]
    asked = [each.query for each in shown if each.query is not None and each.query.probabilities]
    assert asked and any(query.shares for query in asked)
    assert all(each.query is not None and each.query.row not in each.passed for each in shown)
