"""What somebody settled holds, whoever says what before or after."""

from __future__ import annotations

from pathlib import Path

import pytest

from altui.session.events import Decision, Kind
from altui.session.opinions.verdict import Ground
from altui.session.team.merging import merge
from altui.session.team.reading import read_team
from altui.session.team.settling import Settlements
from tests.session.team.chains import append, settle, settling, take_back
from tests.session.team.people import go_on, person


@pytest.fixture
def team(tmp_path: Path) -> Path:
    kim = person(tmp_path, "kim", {0: "yes", 1: "yes", 2: "yes"})
    sam = person(tmp_path, "sam", {0: "no", 1: "no", 2: "yes"})
    return merge([kim, sam], tmp_path / "team.altui").team.path


def test_a_settled_row_is_open_no_more(team: Path) -> None:
    append(team, settling("lee", [settle(0, "no")], 1.0))
    read = read_team(team)
    assert read.settlers == ("lee",) and [each.row_id for each in read.open] == ["id1"]
    row = read.rows["id0"]
    assert (row.verdict.ground, read.held(row), row.settled_by) == (Ground.SETTLED, "no", "lee")
    assert [*read.people] == ["kim", "sam"]


def test_it_is_undone_and_given_again(team: Path) -> None:
    done = [settle(0, "no"), settle(1, "yes")]
    append(team, settling("lee", [*done, take_back(3), take_back(2), take_back(2, Kind.REDO)], 1.0))
    read = read_team(team)
    assert [each.row_id for each in read.open] == ["id1"]
    assert read.held(read.rows["id0"]) == "no"


def test_a_row_may_be_left_open_again() -> None:
    links = settling("lee", [settle(0, "no"), (Decision(Kind.SETTLE, 0, None), "id0")], 1.0)
    from altui.session.store.links import events_of

    assert Settlements(events_of(links, "lee")).held == {}


@pytest.mark.parametrize("first", ["lee", "max"])
def test_of_several_settlers_the_last_holds_in_any_order(team: Path, first: str) -> None:
    chains = {
        "lee": settling("lee", [settle(0, "no")], 1.0),
        "max": settling("max", [settle(0, "yes")], 2.0),
    }
    second = ({*chains} - {first}).pop()
    append(team, chains[first])
    append(team, chains[second])
    read = read_team(team)
    assert read.held(read.rows["id0"]) == "yes"
    assert "1 row was settled differently by several people: the last holds." in read.notes


def test_merging_again_keeps_what_was_settled(tmp_path: Path, team: Path) -> None:
    append(team, settling("lee", [settle(0, "no")], 1.0))
    kim = tmp_path / "data.csv.kim.altui"
    go_on(kim, {5: "yes"})
    read = merge([kim], team, overwrite=True).team
    assert "id5" in read.rows and read.held(read.rows["id0"]) == "no"


def test_somebody_may_be_settling_meanwhile(tmp_path: Path, team: Path) -> None:
    """The file stays the same file: what is appended to it through an open one is not lost."""
    from altui.desk.chain_file import ChainFile, in_transaction

    links = settling("lee", [settle(0, "no"), settle(1, "no")], 1.0)
    settler = ChainFile.open(team)
    with in_transaction(settler.connection):
        settler.append(links[:2])
    kim = tmp_path / "data.csv.kim.altui"
    go_on(kim, {5: "yes"})
    merge([kim], team, overwrite=True)
    with in_transaction(settler.connection):
        settler.append(links[2:])
    settler.close()
    read = read_team(team)
    assert read.open == [] and "id5" in read.rows
