"""The open rows come one by one: blind until the answer is saved, then kept, changed or left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from altui.config.keymap import STANDARD
from altui.errors import InputError
from altui.labeling.settling.look import SettleLook
from altui.labeling.settling.opening import open_look
from altui.session.events import Decision, Kind
from altui.session.team.merging import merge
from altui.session.team.reading import read_team
from altui.wording.team.settling import all_said, changed_line, ending, moved
from tests.settling import ADA, BOB, OPEN, ada_and_bob, person, said, write_texts


class Desk:
    """Opens looks as the command does, and closes them."""

    def __init__(self, team: Path, undo: ExitStack) -> None:
        self.team, self._undo = team, undo

    def open(self, name: str = "kim", **more: object) -> SettleLook:
        opened = open_look(self.team, name, STANDARD, **more)  # type: ignore[arg-type]
        look, self.classes = self._undo.enter_context(opened)
        return look


@pytest.fixture
def undo() -> Iterator[ExitStack]:
    with ExitStack() as undo:
        yield undo


@pytest.fixture
def desk(tmp_path: Path, undo: ExitStack) -> Desk:
    return Desk(ada_and_bob(tmp_path), undo)


def make(look: SettleLook, decision: Decision | None) -> bool:
    assert decision is not None
    look.commit(decision)
    return look.follow(decision)


def give(look: SettleLook, class_name: str) -> bool:
    return make(look, look.answer(class_name, 0.0))


def row_of(look: SettleLook) -> str:
    return look.case.opinions.row_id if look.case else ""


def goes_over(look: SettleLook) -> list[str]:
    rows = []
    while look.case is not None:
        rows.append(row_of(look))
        give(look, "ham")
        look.keep()
    return rows


def test_they_come_in_the_order_of_the_file(desk: Desk) -> None:
    look = desk.open()
    assert look.place == "1 of 3" and look.open == 3
    assert goes_over(look) == [*OPEN]
    assert look.settled == 3 and look.open == 0
    assert ending(look) == "3 rows settled. No row is open."


def test_it_is_blind_until_the_own_answer_is_saved(desk: Desk) -> None:
    look = desk.open()
    assert look.case is not None and look.case.is_blind
    with pytest.raises(AssertionError):
        all_said(look, look.case)
    assert not give(look, "ham")
    assert said(desk.team, "kim") == [(Kind.SETTLE, "r0", "ham")]
    assert all_said(look, look.case) == [
        ("you", "ham", ""),
        ("ada", "ham", "looks real to me"),
        ("bob", "spam", ""),
    ]


def test_another_class_changes_it_and_both_are_kept_in_the_log(desk: Desk) -> None:
    look = desk.open()
    give(look, "ham")
    assert give(look, "spam") and row_of(look) == "r2"
    assert said(desk.team, "kim") == [(Kind.SETTLE, "r0", "ham"), (Kind.SETTLE, "r0", "spam")]
    read = read_team(desk.team)
    assert read.held(read.rows["r0"]) == "spam" and look.settled == 1


def test_a_skipped_row_comes_again_after_the_others(desk: Desk) -> None:
    look = desk.open()
    assert look.pass_over() is None and row_of(look) == "r2"
    give(look, "ham")
    assert make(look, look.pass_over()), "what was said of it is taken back"
    assert goes_over(look) == ["r3", "r0", "r2"]


def test_undo_brings_the_row_back_blind(desk: Desk) -> None:
    look = desk.open()
    give(look, "ham")
    make(look, Decision.undo())
    assert row_of(look) == "r0" and look.case is not None and look.case.is_blind
    give(look, "ham")
    give(look, "spam")
    make(look, Decision.undo())
    assert row_of(look) == "r0" and look.open == 3 and not look.can_undo
    make(look, Decision.redo())
    assert row_of(look) == "r2" and look.open == 2
    assert goes_over(look) == ["r2", "r3"]


def test_undo_goes_back_into_earlier_runs(desk: Desk, undo: ExitStack) -> None:
    goes_over(desk.open())
    undo.pop_all().close()
    look = desk.open()
    assert look.case is None and look.settled == 0 and look.can_undo
    make(look, Decision.undo())
    assert row_of(look) == "r3" and look.open == 1
    make(look, Decision.undo())
    assert row_of(look) == "r2" and look.open == 2
    assert goes_over(look) == ["r2", "r3"]


def test_what_one_settled_no_other_is_asked(desk: Desk, undo: ExitStack) -> None:
    give(desk.open(), "ham")
    undo.pop_all().close()
    assert goes_over(desk.open("lee")) == ["r2", "r3"]


def test_rows_of_a_majority_come_only_when_asked_for(tmp_path: Path, undo: ExitStack) -> None:
    file = write_texts(tmp_path)
    answers = {"ada": ADA, "bob": BOB, "cem": {**BOB, 3: "spam"}}
    places = [person(name, file, each) for name, each in answers.items()]
    desk = Desk(merge(places, tmp_path / "team.altui").team.path, undo)
    assert desk.open().case is None
    look = desk.open(majority=True)
    assert goes_over(look) == [*OPEN] and look.open == 0
    read = read_team(desk.team)
    assert {read.held(read.rows[row]) for row in OPEN} == {"ham"}


def test_a_row_that_is_not_what_was_answered_says_so_and_names_nobody(
    tmp_path: Path, desk: Desk
) -> None:
    file = tmp_path / "mails.csv"
    file.write_text(file.read_text().replace("mail number 2", "another mail"))
    look = desk.open()
    assert look.case is not None and changed_line(look, look.case) == ""
    look.pass_over()
    assert look.case is not None
    assert changed_line(look, look.case) == "The row has changed since all answered it."
    assert look.rows.read(look.case.opinions).fields[0].text == "another mail"


@pytest.mark.parametrize("has_ids", [True, False])
def test_rows_are_found_where_they_have_moved_to(
    tmp_path: Path, undo: ExitStack, has_ids: bool
) -> None:
    file = write_texts(tmp_path, has_ids=has_ids)
    places = [person("ada", file, ADA), person("bob", file, BOB)]
    desk = Desk(merge(places, tmp_path / "team.altui").team.path, undo)
    head, first, *rest = file.read_text().splitlines()
    file.write_text("\n".join([head, *reversed(rest)]) + "\n")
    look = desk.open()
    shown = []
    while look.case is not None:
        shown.append(look.rows.read(look.case.opinions).fields[0].text)
        assert changed_line(look, look.case) == ""
        give(look, "ham")
        look.keep()
    assert shown == ["mail number 3", "mail number 2"] and first
    assert ending(look) == "2 rows settled. No row is open. 1 open row is not in the data."


def test_a_settlement_of_a_row_that_is_gone_is_taken_back_and_said(
    tmp_path: Path, desk: Desk, undo: ExitStack
) -> None:
    give(desk.open(), "ham")
    undo.pop_all().close()
    file = tmp_path / "mails.csv"
    file.write_text(file.read_text().replace('r0,"mail number 0"\n', ""))
    look = desk.open()
    assert row_of(look) == "r2"
    make(look, Decision.undo())
    assert row_of(look) == "r2" and look.case is not None and look.case.is_blind
    assert moved(look, Decision.undo()) == "taken back: that row is not in the data any more"
    assert said(desk.team, "kim")[1:] == [(Kind.UNDO, "r0", None)]


def test_a_file_that_has_moved_is_named(tmp_path: Path, desk: Desk) -> None:
    (tmp_path / "mails.csv").rename(tmp_path / "moved.csv")
    with pytest.raises(InputError):
        desk.open()
    assert goes_over(desk.open(data=tmp_path / "moved.csv")) == [*OPEN]


def test_identical_rows_are_one_question(tmp_path: Path, undo: ExitStack) -> None:
    file = write_texts(tmp_path, ["the same", "another", "the same"])
    places = [person("ada", file, {0: "ham", 1: "ham"}), person("bob", file, {2: "spam", 1: "ham"})]
    desk = Desk(merge(places, tmp_path / "team.altui").team.path, undo)
    look = desk.open()
    assert goes_over(look) == ["r0"] and look.open == 0
    undo.pop_all().close()
    assert desk.open().case is None


def keys_of(desk: Desk) -> list[tuple[str, str]]:
    return [(each.name, each.key) for each in desk.classes]


@pytest.mark.parametrize("name", ["bob", "kim"])
def test_keys_are_those_of_the_own_session_or_else_of_the_first(
    tmp_path: Path, undo: ExitStack, name: str
) -> None:
    file = write_texts(tmp_path)
    orders: dict[str, Sequence[str]] = {"ada": ("ham", "spam"), "bob": ("spam", "ham")}
    places = [
        person(who, file, {"ada": ADA, "bob": BOB}[who], classes=order)
        for who, order in orders.items()
    ]
    desk = Desk(merge(places, tmp_path / "team.altui").team.path, undo)
    desk.open(name)
    order = orders.get(name, orders["ada"])
    assert keys_of(desk) == [*zip(order, "01", strict=True)]


@pytest.mark.parametrize("name", ["", "a/b", "kim#settles", "x" * 65])
def test_a_name_that_is_none_is_refused(desk: Desk, name: str) -> None:
    with pytest.raises(InputError):
        desk.open(name)
