"""Several sessions become one team file, and what they say row by row is read from it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from altui.errors import InputError
from altui.session.classes.class_changes import ClassChange
from altui.session.events import Decision
from altui.session.opinions.verdict import Ground
from altui.session.reading import read_session
from altui.session.team.merging import merge
from altui.session.team.reading import read_team
from altui.session.team.team_view import TeamView
from tests.session.making import Data
from tests.session.team.people import ROWS, begin, go_on, label, person


def verdicts(team: TeamView) -> dict[str, tuple[str, str]]:
    return {each.row_id: (each.verdict.ground, team.held(each)) for each in team.rows.values()}


def test_alike_holds_and_two_different_answers_are_open(tmp_path: Path) -> None:
    kim = person(tmp_path, "kim", {0: "yes", 1: "no", 2: "yes"})
    sam = person(tmp_path, "sam", {1: "no", 2: "no", 3: "yes"})
    merge([kim, sam], tmp_path / "team.altui")
    team = read_team(tmp_path / "team.altui")
    assert [*team.people] == ["kim", "sam"]
    assert verdicts(team) == {
        "id0": (Ground.ALIKE, "yes"),
        "id1": (Ground.ALIKE, "no"),
        "id2": (Ground.OPEN, ""),
        "id3": (Ground.ALIKE, "yes"),
    }
    assert [each.row_id for each in team.open] == ["id2"]
    assert [(a.chain, a.class_name) for a in team.rows["id2"].answers] == [
        ("kim", "yes"),
        ("sam", "no"),
    ]


def test_of_three_the_majority_holds(tmp_path: Path) -> None:
    answers = {"kim": "yes", "sam": "no", "lee": "yes"}
    places = [person(tmp_path, name, {4: each}) for name, each in answers.items()]
    team = merge(places, tmp_path / "team.altui").team
    assert verdicts(team) == {"id4": (Ground.MAJORITY, "yes")}


def test_the_chains_are_the_sessions_own(tmp_path: Path) -> None:
    kim = person(tmp_path, "kim", {0: "yes"})
    sam = person(tmp_path, "sam", {0: "yes"})
    before = kim.read_bytes(), sam.read_bytes()
    team = merge([kim, sam], tmp_path / "team.altui").team
    for name, place in (("kim", kim), ("sam", sam)):
        assert team.people[name].events == read_session(place).events
    assert (kim.read_bytes(), sam.read_bytes()) == before
    assert stat.S_IMODE(team.path.stat().st_mode) == 0o600


def test_merging_again_brings_what_was_labeled_since(tmp_path: Path) -> None:
    kim = person(tmp_path, "kim", {0: "yes"})
    sam = person(tmp_path, "sam", {1: "no"})
    target = tmp_path / "team.altui"
    first = merge([kim, sam], target)
    go_on(kim, {2: "no"})
    with pytest.raises(InputError, match="there is a team file already"):
        merge([kim, sam], target)
    again = merge([kim, sam], target, overwrite=True)
    assert "id2" not in first.team.rows and team_of(again.team) == {"id0", "id1", "id2"}
    assert again.gained == {"kim": 1, "sam": 0}


def team_of(team: TeamView) -> set[str]:
    return {*team.rows}


def test_an_older_copy_of_a_session_shortens_nothing(tmp_path: Path) -> None:
    with begin(tmp_path, "kim") as kim:
        label(kim, {0: "yes"})
        copy = tmp_path / "copy.altui"
        copy.write_bytes(kim.path.read_bytes())
        label(kim, {1: "yes"})
    sam = person(tmp_path, "sam", {1: "no"})
    for number, order in enumerate(([kim.path, copy, sam], [copy, sam, kim.path])):
        team = merge(order, tmp_path / f"team{number}.altui").team
        assert next(iter(team.people)) == "kim" and len(team.people) == 2
        assert team_of(team) == {"id0", "id1"}


def test_classes_are_one_by_the_names_that_hold_now(tmp_path: Path) -> None:
    renamed = Decision.classes(ClassChange("rename", "yes", "ja"))
    places = {}
    for name in ("kim", "sam"):
        places[name] = person(tmp_path, name, {0: "yes"})
    with Data(ROWS).resume(places["kim"]) as kim:
        kim.decide(renamed)
    team = merge([*places.values()], tmp_path / "team.altui").team
    assert verdicts(team) == {"id0": (Ground.OPEN, "")}
    assert team.classes == ("no", "ja", "yes")
    assert "sam has no class 'ja'. Classes of the same name are one class." in team.notes
    with Data(ROWS).resume(places["sam"]) as sam:
        sam.decide(renamed)
    team = merge([*places.values()], tmp_path / "team.altui", overwrite=True).team
    assert verdicts(team) == {"id0": (Ground.ALIKE, "ja")}
    assert team.classes == ("no", "ja") and team.notes == ()


def test_what_was_taken_back_or_set_aside_is_no_opinion(tmp_path: Path) -> None:
    with begin(tmp_path, "kim") as kim:
        label(kim, {0: "yes", 1: "yes"})
        kim.decide(Decision.undo())
        kim.decide(Decision.unsure(2))
    sam = person(tmp_path, "sam", {1: "no", 2: "no"})
    team = merge([kim.path, sam], tmp_path / "team.altui").team
    assert {row_id: each.answers[0].chain for row_id, each in team.rows.items()} == {
        "id0": "kim",
        "id1": "sam",
        "id2": "sam",
    }
