"""What a person settles is in the team file when the call returns, or it is not settled."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from altui.desk.chain_file import ChainFile
from altui.errors import SessionError, StorageError
from altui.session.events import Decision, Kind
from altui.session.replay import settings_of
from altui.session.team.reading import read_team
from altui.session.team.settler import Settler
from tests.session.team.chains import append, settle, settling
from tests.settling import ada_and_bob, said, settled_by


@pytest.fixture
def team(tmp_path: Path) -> Path:
    return ada_and_bob(tmp_path)


@pytest.fixture
def kim(team: Path) -> Iterator[Settler]:
    with closing(opened(team)) as settler:
        yield settler


def opened(team: Path, name: str = "kim") -> Settler:
    begin = read_team(team).people["ada"].events[0]
    return Settler.open(team, name, begin)


def give(settler: Settler, row: int, class_name: str) -> None:
    settler.settle(f"r{row}", Decision.settle(row, class_name))


def test_it_is_there_for_another_reader_at_once(team: Path, kim: Settler) -> None:
    give(kim, 0, "ham")
    assert said(team, "kim") == [(Kind.SETTLE, "r0", "ham")]
    assert [each.row_id for each in read_team(team).open] == ["r2", "r3"]
    assert kim.held("r0") == "ham" and kim.held("r2") == ""


def test_who_only_looks_adds_nothing(team: Path) -> None:
    before = team.read_bytes()
    with closing(opened(team)) as kim:
        assert kim.undo() is None and kim.redo() is None
    assert team.read_bytes() == before


def test_the_chain_begins_with_the_settings_of_the_project(team: Path, kim: Settler) -> None:
    give(kim, 0, "ham")
    mine, theirs = settled_by(team, "kim")[0], read_team(team).people["ada"].events[0]
    one, other = settings_of(mine), settings_of(theirs)
    assert mine.annotator == one.annotator == "kim"
    assert (one.classes, one.seed, one.rows, one.roles) == (
        *(other.classes, other.seed, other.rows, other.roles),
    )


def test_undo_takes_back_all_that_was_last_said_of_one_row(team: Path, kim: Settler) -> None:
    give(kim, 0, "ham")
    give(kim, 2, "ham")
    give(kim, 2, "spam")
    assert kim.next_undo == "r2" and kim.undo() == "r2"
    assert kim.held("r2") == "" and kim.held("r0") == "ham"
    assert kim.next_redo == "r2" and kim.redo() == "r2"
    assert kim.held("r2") == "spam"
    read = read_team(team)
    assert read.held(read.rows["r2"]) == "spam"
    kinds = [Kind.SETTLE, *[Kind.SETTLE] * 2, *[Kind.UNDO] * 2, *[Kind.REDO] * 2]
    assert [kind for kind, _, _ in said(team, "kim")] == kinds


def test_it_goes_on_where_it_was_and_takes_back_what_was_said_then(team: Path) -> None:
    with closing(opened(team)) as kim:
        give(kim, 0, "ham")
    with closing(opened(team)) as kim:
        assert kim.held("r0") == "ham" and kim.undo() == "r0"
        give(kim, 3, "spam")
    assert [each.row_id for each in read_team(team).open] == ["r0", "r2"]


def test_of_two_who_settle_under_one_name_at_once_the_second_is_told(team: Path) -> None:
    with closing(opened(team)) as one, closing(opened(team)) as other:
        give(one, 0, "ham")
        with pytest.raises(SessionError, match="somebody else settles as kim"):
            give(other, 2, "ham")
        give(one, 3, "ham")
    assert said(team, "kim") == [(Kind.SETTLE, "r0", "ham"), (Kind.SETTLE, "r3", "ham")]


def test_two_names_settle_at_once(team: Path) -> None:
    with closing(opened(team)) as kim, closing(opened(team, "lee")) as lee:
        give(kim, 0, "ham")
        give(lee, 2, "ham")
        give(kim, 3, "spam")
    assert read_team(team).open == []


class Failing(sqlite3.Connection):
    """Fails one statement; `stores` says whether it had been done by then."""

    fails = ""
    stores = False

    def execute(self, statement: str, *more: object) -> sqlite3.Cursor:  # type: ignore[override]
        if not (self.fails and statement.startswith(self.fails)):
            return super().execute(statement, *more)  # type: ignore[arg-type]
        self.fails = ""
        if self.stores:
            super().execute(statement, *more)  # type: ignore[arg-type]
        raise sqlite3.OperationalError("disk I/O error")


def over(settler: Settler, fails: str, *, stores: bool = False) -> None:
    file = settler._file
    file.close()
    file.connection = sqlite3.connect(file.path, factory=Failing, isolation_level=None)
    assert isinstance(file.connection, Failing)
    file.connection.fails, file.connection.stores = fails, stores


@pytest.mark.parametrize("statement", ["BEGIN", "INSERT", "COMMIT"])
def test_a_failed_write_settles_nothing_and_may_be_tried_again(
    team: Path, kim: Settler, statement: str
) -> None:
    give(kim, 0, "ham")
    over(kim, statement)
    with pytest.raises(StorageError, match="The last decision is not saved"):
        give(kim, 2, "ham")
    assert kim.held("r2") == "" and kim.next_undo == "r0"
    assert said(team, "kim") == [(Kind.SETTLE, "r0", "ham")]
    give(kim, 2, "spam")
    assert said(team, "kim") == [(Kind.SETTLE, "r0", "ham"), (Kind.SETTLE, "r2", "spam")]


def test_a_commit_that_succeeded_though_an_error_came_is_known_for_it(
    team: Path, kim: Settler
) -> None:
    over(kim, "COMMIT", stores=True)
    give(kim, 0, "ham")
    give(kim, 2, "ham")
    assert said(team, "kim") == [(Kind.SETTLE, "r0", "ham"), (Kind.SETTLE, "r2", "ham")]


def test_a_damaged_chain_is_not_gone_on_with(team: Path) -> None:
    append(team, settling("kim", [settle(0, "ham"), settle(2, "ham")], 1.0))
    with closing(ChainFile.open(team)) as file:
        file.connection.execute("UPDATE link SET body = body || ' ' WHERE chain = 'kim#settles'")
    with pytest.raises(SessionError, match="damaged: event 1"):
        opened(team)
