"""A chain is another person's text: whatever stands there ends that chain at most."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from altui.desk.chain_file import ChainFile
from altui.desk.chains import Link
from altui.errors import AltuiError, SessionError
from altui.session.events import Decision, Event, Kind
from altui.session.reading import read_session
from altui.session.store.links import links_of
from altui.session.team.merging import merge
from altui.session.team.reading import read_team
from altui.session.team.team_view import TeamView
from altui.session.team.verification import check_chains
from tests.session.team.chains import append, of_kind, rewritten
from tests.session.team.people import begin, label, person


@pytest.fixture
def team(tmp_path: Path) -> Path:
    kim = person(tmp_path, "kim", {0: "yes", 1: "no"})
    sam = person(tmp_path, "sam", {0: "yes"})
    return merge([kim, sam], tmp_path / "team.altui").team.path


def events_of_lee(folder: Path) -> list[Event]:
    return read_session(person(folder, "lee", {3: "yes", 4: "yes", 5: "no"})).events


def with_lee(team: Path, links: list[Link]) -> TeamView:
    append(team, links)
    return read_team(team)


def test_an_event_of_an_unknown_kind_is_kept_and_told_once(tmp_path: Path, team: Path) -> None:
    with begin(tmp_path, "lee") as lee:
        label(lee, {3: "yes", 4: "yes"})
        lee.decide(Decision.undo())
        label(lee, {5: "no"})
    events = read_session(lee.path).events
    links = [*rewritten(links_of(events, "lee"), e3=of_kind(events[2], "dream"))]
    read = with_lee(team, links)
    # What took the unknown event back does nothing either.
    assert events[3].kind is Kind.UNDO and events[3].value == "3"
    assert {row for row, each in read.rows.items() if each.answers[-1].chain == "lee"} == {
        "id3",
        "id5",
    }
    assert [note for note in read.notes if "newer altui" in note] == [
        "A newer altui wrote some events of lee: they are kept, and do nothing here. "
        "Update altui: pip install --upgrade altui"
    ]
    assert read.broken == {} and read.events["lee"] == 5
    kept = merge([team], tmp_path / "copy.altui").team.path
    with closing(ChainFile.open(kept)) as file:
        assert [*file.links("lee")] == links


STRANGE = {
    "a class that nobody has": {5: "value"},
    "a row that is not there": {3: 10**30},
    "a number as a name": {6: 5},
    "a list as a row id": {4: ["id3"]},
    "no time": {11: None},
    "a time that no calendar has": {11: 1e300},
}


@pytest.mark.parametrize("places", STRANGE.values(), ids=STRANGE)
def test_an_event_that_no_altui_wrote_ends_the_chain(
    tmp_path: Path, team: Path, places: dict[int, object]
) -> None:
    events = events_of_lee(tmp_path)
    (link,) = links_of([events[2]], "lee")
    lines = link.body.split("\n")
    for place, value in places.items():
        lines[place] = json.dumps(value)
    read = with_lee(team, [*rewritten(links_of(events, "lee"), e3="\n".join(lines))])
    assert "id3" in read.rows and not {"id4", "id5"} & {*read.rows}
    assert [*read.people] == ["kim", "sam", "lee"]
    assert "lee" in read.broken and read.events["lee"] == 2
    assert {each.name: bool(each.trouble) for each in check_chains(team)} == {
        "kim": False,
        "sam": False,
        "lee": True,
    }


BEGINNINGS = {
    "no object": "[]",
    "nothing": "",
    "deep": "[" * 100_000,
    "rows that no computer has": {"rows": 10**18},
    "rows as a text": {"rows": "20"},
    "a list of roles": {"roles": ["text"]},
    "no classes": {"classes": 5},
    "numbers as classes": {"classes": [{"a": 1}]},
}


@pytest.mark.parametrize("value", BEGINNINGS.values(), ids=BEGINNINGS)
def test_a_chain_without_a_sound_beginning_is_left_out(
    tmp_path: Path, team: Path, value: str | dict[str, object]
) -> None:
    events = events_of_lee(tmp_path)
    if isinstance(value, dict):
        value = json.dumps({**json.loads(events[0].value or ""), **value})
    (link,) = links_of([events[0]._replace(value=value)], "lee")
    read = with_lee(team, [*rewritten(links_of(events, "lee"), e1=link.body)])
    assert [*read.people] == ["kim", "sam"]
    assert [*read.broken] == ["lee"]


def test_a_chain_over_other_rows_is_left_out(tmp_path: Path, team: Path) -> None:
    place = person(tmp_path, "lee", {0: "no"}, rows=21)
    read = with_lee(team, [*links_of(read_session(place).events, "lee")])
    assert [*read.people] == ["kim", "sam"]
    assert "has 20 rows, lee 21" in read.broken["lee"]


def test_a_file_in_which_nobody_can_be_read_says_so(team: Path) -> None:
    with closing(ChainFile.open(team)) as file:
        file.connection.execute("UPDATE link SET body = 'x'")
    with pytest.raises(SessionError, match="nobody's answers"):
        read_team(team)
    assert all(each.trouble for each in check_chains(team))


STATEMENTS = {
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON link BEGIN DELETE FROM link; END",
    "a name that is no text": "UPDATE link SET chain = x'ff' WHERE chain = 'sam'",
    "a name that is not UTF-8": "UPDATE link SET chain = CAST(x'ff' AS TEXT) WHERE chain = 'sam'",
    "no project": "DELETE FROM project",
    "a project that is none": "UPDATE project SET facts = '[]'",
}


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS)
def test_a_file_that_altui_did_not_write_is_refused(
    tmp_path: Path, team: Path, statement: str
) -> None:
    with closing(ChainFile.open(team)) as file:
        file.connection.execute(statement)
    before = team.read_bytes()
    kim = tmp_path / "data.csv.kim.altui"
    for act in (lambda: read_team(team), lambda: merge([kim], team, overwrite=True)):
        with pytest.raises(AltuiError, match=r"damaged|not made by altui"):
            act()
    assert team.read_bytes() == before
