"""`altui agreement`, and what a report says of it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from altui.session.events import Decision, Kind
from altui.session.reading import read_session
from altui.session.team.reading import read_team
from tests.cli.doors import Door
from tests.cli.teams import labeled_by, merged
from tests.session.team.chains import append, settling

AUDIT = 30


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """400 rows of two classes, half and half: a random check takes at most a tenth of them."""
    place = tmp_path / "rows.csv"
    lines = (f"{n % 37}.5,{n % 11},{'ab'[n % 2]}\n" for n in range(400))
    place.write_text("x,y,label\n" + "".join(lines))
    return place


def answers(slips: int, rows: int = 400) -> dict[int, str]:
    """Every row as the file has it, but for one in `slips`."""
    return {n: "ab"[(n + (n % slips == 0)) % 2] for n in range(rows)}


@pytest.fixture
def team(altui: Door, file: Path) -> Path:
    people = {"kim": 1000, "sam": 7}
    return merged(
        altui,
        *(labeled_by(name, file, answers(each), audit=AUDIT) for name, each in people.items()),
    )


def test_it_tells_alpha_of_the_check_and_of_asked_rows_apart(altui: Door, team: Path) -> None:
    told = json.loads(altui("agreement", team, "--json").out)
    check, asked = told["random_check"], told["asked"]
    # Reserve rows of the check were answered too.
    assert AUDIT <= check["rows"] <= 1.5 * AUDIT
    assert check["rows"] + asked["rows"] == 400
    assert check["interval"][0] < check["alpha"] < check["interval"][1]
    assert asked["alpha"] == pytest.approx(1 - 2 * 57 / 400, abs=0.05)
    said = altui("agreement", team).out
    assert f"alpha, random check  {check['alpha']:.2f} (" in said
    assert f"{asked['rows']} hard rows, chosen by a model)" in said
    assert max(map(len, said.splitlines())) <= 80


def test_rows_that_overlap_are_not_said_to_be_chosen_by_a_model(altui: Door, file: Path) -> None:
    people = {"kim": 1000, "sam": 7}
    sessions = [
        labeled_by(name, file, answers(each), audit=AUDIT, overlap=0.3)
        for name, each in people.items()
    ]
    team = merged(altui, *sessions)
    told = json.loads(altui("agreement", team, "--json").out)
    kinds = [told[kind]["rows"] for kind in ("random_check", "overlap", "asked")]
    assert sum(kinds) == 400
    assert 80 < kinds[1] < 140
    overlap = told["overlap"]
    assert overlap["interval"][0] < overlap["alpha"] < overlap["interval"][1]
    said = altui("agreement", team).out
    assert f"alpha, overlap       {overlap['alpha']:.2f} (" in said


def test_two_people_are_compared_class_by_class(altui: Door, team: Path) -> None:
    (pair,) = json.loads(altui("agreement", team, "--json").out)["pairs"]
    assert pair["people"] == ["kim", "sam"]
    differing = sum(each["rows"] for each in pair["differences"])
    assert pair["alike"] + differing == pair["rows"]
    assert sum(pair["same"].values()) == pair["alike"]
    assert pair["interval"][0] < pair["kappa"] < pair["interval"][1]
    assert f"{pair['alike']} of {pair['rows']} rows alike" in altui("agreement", team).out


def test_a_person_is_right_by_the_label_that_holds_and_open_rows_are_not_counted(
    altui: Door, file: Path
) -> None:
    people = {"kim": 1000, "lee": 1000, "sam": 3}
    places = [labeled_by(name, file, answers(each), audit=AUDIT) for name, each in people.items()]
    told = json.loads(altui("agreement", merged(altui, *places), "--json").out)
    assert told["open"] == 0  # most of three hold
    held = {name: each["by_others"] for name, each in told["against_held"].items()}
    assert held["kim"]["right"] == held["kim"]["of"] > held["sam"]["right"]
    low, high = held["sam"]["interval"]
    assert low < held["sam"]["right"] / held["sam"]["of"] < high


def test_nobody_is_told_right_while_rows_are_open(altui: Door, team: Path) -> None:
    """What two people agree on is all that holds: both would be always right."""
    told = json.loads(altui("agreement", team, "--json").out)
    assert told["open"] > 0
    assert {each["by_others"]["interval"] for each in told["against_held"].values()} == {None}
    still_open = f"not told yet: {told['open']} rows of the check still open"
    assert altui("agreement", team).out.count(still_open) == 2


def test_rows_that_somebody_settled_themselves_are_apart(altui: Door, team: Path) -> None:
    still_open = [row for row in read_team(team).shared_checks if row.verdict.held is None]
    settled = [(Decision(Kind.SETTLE, row.row, "b"), row.row_id) for row in still_open]
    append(team, settling("kim", settled, at=1_800_000_000.0))
    told = json.loads(altui("agreement", team, "--json").out)
    assert told["open"] == 0
    kim, sam = told["against_held"]["kim"], told["against_held"]["sam"]
    assert kim["settled_by_themselves"]["of"] == len(settled) > 0
    assert sam["settled_by_themselves"]["of"] == 0
    assert sam["by_others"]["of"] == kim["by_others"]["of"] + len(settled)
    assert "settled by themselves" in altui("agreement", team).out


def test_twenty_rows_are_needed(altui: Door, file: Path) -> None:
    few = dict(list(answers(9).items())[:150])
    sessions = [labeled_by(name, file, few, audit=AUDIT) for name in ("kim", "sam")]
    told = altui("agreement", merged(altui, *sessions)).out
    assert re.search(r"alpha, random check  not told yet: \d+ rows answered by several, and", told)
    assert re.search(r"kappa, kim, sam +not told yet: (\d+) of \1 rows alike, and it takes", told)


NONE = {
    "a small check": ({"audit": 12}, "none: the random check has 12 rows, and it takes 20"),
    "none": ({}, "none: no random check was drawn"),
    "a goal": ({"find": "b"}, "none: no random check was drawn, since the goal is to find b"),
    "test rows": ({"test": "0.2"}, "none: no random check was drawn, since there are test rows"),
}


@pytest.mark.parametrize(("given", "why"), NONE.values(), ids=NONE)
def test_where_there_never_will_be_an_alpha_it_says_why(
    altui: Door, file: Path, given: dict[str, Any], why: str
) -> None:
    few = dict(list(answers(9).items())[:150])
    sessions = [labeled_by(name, file, few, **given) for name in ("kim", "sam")]
    team = merged(altui, *sessions)
    told = altui("agreement", team).out
    assert re.search(rf"^alpha, random check  {re.escape(why)}$", told, re.M), told
    assert "yet" not in told.partition("kappa")[2].partition("\n")[0]


def test_of_many_pairs_the_worst_are_listed_and_the_others_together(
    altui: Door, file: Path
) -> None:
    nobody = labeled_by("nobody", file, {}, audit=AUDIT)
    drawn = [*read_session(nobody).state.drawn]

    def said(slips: int) -> dict[int, str]:
        return {row: "ab"[(row + (k % slips == 0)) % 2] for k, row in enumerate(drawn)}

    people = [(f"p{k:02}", said(k + 4)) for k in range(17)]
    team = merged(altui, *(labeled_by(name, file, each, audit=AUDIT) for name, each in people))
    told = altui("agreement", team).out
    pairs = json.loads(altui("agreement", team, "--json").out)["pairs"]
    assert len(pairs) == 136 and len(told.splitlines()) < 60
    kappas = sorted(each["kappa"] for each in pairs)
    spread = f"{kappas[0]:.2f} to {kappas[-1]:.2f}, median {median(kappas):.2f}"
    assert re.search(rf"^kappa of each two +{spread} \(136 pairs; all: --json\)$", told, re.M)
    listed = [float(each) for each in re.findall(r"^kappa, p\d\d, p\d\d +(-?[\d.]+) ", told, re.M)]
    assert listed == [round(each, 2) for each in kappas[:3]]
    assert max(map(len, told.splitlines())) <= 80


def test_everybody_gave_everything_the_same_class(altui: Door, file: Path) -> None:
    sessions = [
        labeled_by(name, file, dict.fromkeys(range(400), "a"), audit=AUDIT)
        for name in ("kim", "sam")
    ]
    told = altui("agreement", merged(altui, *sessions))
    assert "rows got one class from everybody" in told.out
    assert (told.status, told.err) == (0, "")


def test_one_person_agrees_with_themselves(altui: Door, file: Path) -> None:
    more = (
        Decision.recheck(0, "a"),
        Decision.recheck(2, "b"),
        Decision.settle(2, "a"),
        Decision.recheck(4, None),
    )
    session = labeled_by("kim", file, {0: "a", 2: "a", 4: "a"}, more=more)
    told = json.loads(altui("agreement", session, "--json").out)
    assert told["with_oneself"]["kim"]["right"] == 1
    assert told["with_oneself"]["kim"]["of"] == 2  # one was passed over
    assert altui("agreement", session).out.startswith("kim twice  1/2 (")


def test_the_report_has_it_with_what_it_means(altui: Door, team: Path) -> None:
    page = team.with_name("page.html")
    assert altui("report", team, "-o", page).status == 0
    written = page.read_text()
    assert "<h2>Agreement</h2>" in written
    assert "1 is full agreement, 0 what chance gives" in written
    assert "kappa, kim, sam" in written


def test_the_report_of_a_session_has_agreement_with_oneself(altui: Door, file: Path) -> None:
    more = (Decision.recheck(0, "a"),)
    page = file.with_name("page.html")
    for name, again in (("kim", more), ("sam", ())):
        session = labeled_by(name, file, {0: "a", 2: "a"}, more=again)
        assert altui("report", session, "-o", page, "--overwrite").status == 0
        written = page.read_text()
        assert ("<h2>Agreement with oneself</h2>" in written) is bool(again)
        assert ("1/1 (21 to 100 %) of the second answers alike" in written) is bool(again)


def test_a_name_of_another_person_does_nothing_to_the_terminal(altui: Door, file: Path) -> None:
    sessions = [
        labeled_by(name, file, {0: "a"}, place=file.with_name(f"{k}.altui"))
        for k, name in enumerate(("kim\x1b]0;mine\x07", "sam\u202e" + "x" * 300))
    ]
    answer = altui("agreement", merged(altui, *sessions))
    assert answer.status == 0
    assert not {"\x1b", "\x07", "\u202e"} & {*answer.out, *answer.err}


def test_a_file_without_a_session_is_named(altui: Door, file: Path) -> None:
    answer = altui("agreement", file)
    assert answer.status == 2 and "this file has no session yet" in answer.err
