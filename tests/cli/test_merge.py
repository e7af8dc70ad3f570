"""`altui merge`: several people's sessions become one team file."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from altui.desk.chain_file import ChainFile
from tests.cli.doors import Door, apart
from tests.cli.sessions import write_clouds
from tests.cli.teams import label_more, labeled_by, merged

KIM = {0: "ant", 1: "cat", 2: "ant", 3: "cat"}
SAM = {2: "ant", 3: "ant", 4: "ant"}


def test_it_says_who_labeled_what_is_open_and_what_to_do_next(altui: Door, clouds: Path) -> None:
    kim, sam = labeled_by("kim", clouds, KIM), labeled_by("sam", clouds, SAM)
    team = clouds.with_name("team.altui")
    answer = altui("merge", kim, sam, "-o", team)
    assert (answer.status, answer.out) == (0, "")
    assert answer.err.splitlines() == [
        "kim: 4 labels",
        "sam: 3 labels",
        "answered by several: 2 rows: 1 alike, 1 open",
        "random check: none was drawn",
        f"Next: 1 row is open: altui settle {team} --as NAME",
    ]
    assert stat.S_IMODE(team.stat().st_mode) == 0o600
    assert not [*team.parent.glob(".*.part")]


def test_the_random_check_is_the_same_rows_for_all(altui: Door, clouds: Path) -> None:
    write_clouds(clouds, 400)
    kim = labeled_by("kim", clouds, {0: "ant"}, audit=10)
    sam = labeled_by("sam", clouds, {0: "ant"}, audit=10)
    told = json.loads(altui("status", merged(altui, kim, sam), "--json").out)
    assert told["random_check"]["rows"] >= 10 and told["notes"] == []


def test_a_check_of_other_rows_is_said(altui: Door, clouds: Path) -> None:
    write_clouds(clouds, 400)
    kim = labeled_by("kim", clouds, {0: "ant"}, audit=10)
    sam = labeled_by("sam", clouds, {0: "ant"})
    answer = altui("merge", kim, sam, "-o", clouds.with_name("team.altui"))
    assert answer.status == 0
    assert "random checks of kim" in answer.err and "have no row in common" in answer.err


def test_merging_again_brings_longer_chains_and_loses_nothing(altui: Door, clouds: Path) -> None:
    kim, sam = labeled_by("kim", clouds, KIM), labeled_by("sam", clouds, SAM)
    lee = labeled_by("lee", clouds, {3: "cat"})
    team = merged(altui, kim, sam)
    refused = altui("merge", kim, sam, "-o", team)
    assert refused.status == 2 and "--overwrite" in refused.err
    answer = altui("merge", lee, kim, "-o", team, "--overwrite")
    assert answer.status == 0, answer.err
    told = json.loads(altui("status", team, "--json").out)
    assert [each["name"] for each in told["people"]] == ["kim", "sam", "lee"]
    assert told["by_several"] == {"rows": 2, "alike": 1, "majority": 1} and told["open"] == 0
    # A team file among those that are merged is itself brought up to date.
    assert altui("merge", team, lee, "-o", team).status == 0


def test_two_team_files_are_one(altui: Door, clouds: Path) -> None:
    kim, sam = labeled_by("kim", clouds, KIM), labeled_by("sam", clouds, SAM)
    lee = labeled_by("lee", clouds, {3: "cat"})
    one, other = clouds.with_name("one.altui"), clouds.with_name("other.altui")
    assert altui("merge", kim, sam, "-o", one).status == 0
    assert altui("merge", sam, lee, "-o", other).status == 0
    team = merged(altui, one, other)
    told = json.loads(altui("status", team, "--json").out)
    assert [each["name"] for each in told["people"]] == ["kim", "sam", "lee"]


def test_a_data_file_stands_for_its_session(altui: Door, clouds: Path) -> None:
    labeled_by("kim", clouds, KIM, place=clouds.with_name("clouds.csv.altui"))
    sam = labeled_by("sam", clouds, SAM)
    assert altui("merge", clouds, sam, "-o", clouds.with_name("team.altui")).status == 0


def test_a_second_session_under_one_name_is_another_chain(altui: Door, clouds: Path) -> None:
    one = labeled_by("kim", clouds, KIM)
    other = labeled_by("kim", clouds, SAM, place=clouds.with_name("other.altui"))
    answer = altui("merge", one, other, "-o", clouds.with_name("team.altui"))
    assert answer.status == 0
    assert f"{other} is kim#2 here" in answer.err and "kim#2: 3 labels" in answer.err


def test_a_copy_that_was_labeled_in_too_is_refused(altui: Door, clouds: Path) -> None:
    one = labeled_by("kim", clouds, KIM)
    sam = labeled_by("sam", clouds, SAM)
    two = clouds.with_name("two.altui")
    two.write_bytes(one.read_bytes())
    label_more(one, {5: "cat"})
    label_more(two, {6: "cat"})
    answer = altui("merge", one, sam, two, "-o", clouds.with_name("team.altui"))
    assert answer.status == 2
    assert "the answers of kim go on in two ways: event 6" in answer.err
    assert not clouds.with_name("team.altui").exists()


def test_two_laptops_that_never_met_belong_together(altui: Door, clouds: Path) -> None:
    """Each has the file, begins alone, and sends a session."""
    text = write_clouds(clouds, 400).read_text()
    places = []
    for name in ("kim", "sam"):
        laptop = clouds.parent / name
        laptop.mkdir()
        (laptop / "clouds.csv").write_text(text)
        words = ("--target", "label", "--hide-labels", "--as", name, "--plain")
        done = apart("label", "clouds.csv", *words, folder=laptop, text="1\n2\n1\nq\n")
        assert done.status == 0, done.err
        places.append(laptop / f"clouds.csv.{name}.altui")
    team = merged(altui, *places)
    told = json.loads(altui("status", team, "--json").out)
    given = [json.loads(altui("status", place, "--json").out)["labels_given"] for place in places]
    people = [(each["name"], each["labels"]) for each in told["people"]]
    assert people == [*zip(("kim", "sam"), given, strict=True)] and min(given) > 0
    # The random check is drawn by the project's seed, and the order of questions by each one's.
    assert told["notes"] == [] and told["random_check"]["rows"] > 0


def test_a_folder_stands_for_the_sessions_in_it(altui: Door, clouds: Path) -> None:
    kim, sam = labeled_by("kim", clouds, KIM), labeled_by("sam", clouds, SAM)
    team = clouds.with_name("team.altui")
    empty = clouds.parent / "none"
    empty.mkdir()
    answer = altui("merge", empty, "-o", team)
    assert answer.status == 2 and "there is no session in this folder" in answer.err
    for name, place in (("kim", kim), ("sam", sam)):
        (clouds.parent / name).mkdir()
        place.rename(clouds.parent / name / place.name)
    answer = altui("merge", clouds.parent / "kim", clouds.parent / "sam", "-o", team)
    assert answer.status == 0 and answer.err.startswith("kim: 4 labels\nsam: 3 labels\n")
    assert altui("merge", clouds.parent / "kim", team, "-o", team).status == 0


class TestWhatIsRefused:
    @pytest.fixture
    def kim(self, clouds: Path) -> Path:
        return labeled_by("kim", clouds, KIM)

    @pytest.fixture
    def sam(self, clouds: Path) -> Path:
        return labeled_by("sam", clouds, SAM)

    def test_one_session_alone(self, altui: Door, kim: Path) -> None:
        answer = altui("merge", kim, "-o", kim.with_name("team.altui"))
        assert answer.status == 2 and "one person only" in answer.err

    def test_a_session_named_twice(self, altui: Door, kim: Path) -> None:
        answer = altui("merge", kim, kim, "-o", kim.with_name("team.altui"))
        assert answer.status == 2 and "named twice" in answer.err

    def test_no_session(self, altui: Door, kim: Path, clouds: Path) -> None:
        stray = clouds.with_name("stray.altui")
        stray.write_text("nothing of the kind")
        answer = altui("merge", kim, stray, "-o", clouds.with_name("team.altui"))
        assert answer.status == 2 and "stray.altui: this is not an altui session" in answer.err

    def test_another_seed(self, altui: Door, kim: Path, clouds: Path) -> None:
        lee = labeled_by("lee", clouds, SAM, seed=1)
        answer = altui("merge", kim, lee, "-o", clouds.with_name("team.altui"))
        assert answer.status == 2 and "kim has the seed 0, lee 1, so" in answer.err

    def test_other_data(self, altui: Door, kim: Path, clouds: Path) -> None:
        fewer = clouds.with_name("fewer.csv")
        fewer.write_text("\n".join(clouds.read_text().splitlines()[:-2]) + "\n")
        lee = labeled_by("lee", fewer, SAM)
        answer = altui("merge", kim, lee, "-o", clouds.with_name("team.altui"))
        assert answer.status == 2
        assert "lee are not over the rows of kim: kim has 60 rows, lee 58" in answer.err

    def test_other_classes(self, altui: Door, kim: Path, clouds: Path) -> None:
        dogs = clouds.with_name("dogs.csv")
        dogs.write_text(clouds.read_text().replace("cat", "dog"))
        lee = labeled_by("lee", dogs, {0: "ant"})
        answer = altui("merge", kim, lee, "-o", clouds.with_name("team.altui"))
        assert answer.status == 2 and (
            "kim began with the classes ant, cat, lee with ant, dog" in answer.err
        )

    def test_a_damaged_session(self, altui: Door, kim: Path, sam: Path) -> None:
        with sqlite3.connect(sam) as connection:
            connection.execute("UPDATE event SET value = 'cat' WHERE sequence = 3")
        connection.close()
        answer = altui("merge", kim, sam, "-o", kim.with_name("team.altui"))
        assert answer.status == 2 and "damaged: event 3" in answer.err

    def test_a_session_of_a_newer_altui(self, altui: Door, kim: Path, sam: Path) -> None:
        with sqlite3.connect(sam) as connection:
            connection.execute("PRAGMA user_version=99")
        connection.close()
        answer = altui("merge", kim, sam, "-o", kim.with_name("team.altui"))
        assert answer.status == 2 and "a newer altui wrote this session" in answer.err

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_a_file_that_may_not_be_read(self, altui: Door, kim: Path, sam: Path) -> None:
        sam.chmod(0)
        answer = altui("merge", kim, sam, "-o", kim.with_name("team.altui"))
        assert answer.status == 2 and "sam" in answer.err

    def test_a_session_as_the_place_to_write(self, altui: Door, kim: Path, sam: Path) -> None:
        before = kim.read_bytes()
        for words in ((), ("--overwrite",)):
            answer = altui("merge", kim, sam, "-o", kim, *words)
            assert answer.status == 2 and "no team file" in answer.err
        assert kim.read_bytes() == before

    def test_a_folder_that_is_not_there(self, altui: Door, kim: Path, sam: Path) -> None:
        answer = altui("merge", kim, sam, "-o", kim.parent / "no" / "team.altui")
        assert answer.status == 2 and "no such folder" in answer.err

    def test_a_team_file_of_a_newer_altui(self, altui: Door, kim: Path, sam: Path) -> None:
        team = merged(altui, kim, sam)
        with sqlite3.connect(team) as connection:
            connection.execute("PRAGMA user_version=99")
        connection.close()
        for words in (("status", team), ("merge", team, kim, "-o", team)):
            answer = altui(*words)
            assert answer.status == 2 and "a newer altui wrote this file" in answer.err


def test_a_chain_that_was_changed_ends_there_and_is_named(altui: Door, clouds: Path) -> None:
    kim, sam = labeled_by("kim", clouds, KIM), labeled_by("sam", clouds, SAM)
    team = merged(altui, kim, sam)
    file = ChainFile.open(team)
    file.connection.execute(
        "UPDATE link SET body = replace(body, 'ant', 'cat') WHERE chain = 'sam' AND sequence = 4"
    )
    file.close()
    told = json.loads(altui("status", team, "--json").out)
    assert [each["labels"] for each in told["people"]] == [4, 2]
    assert "the answers of sam are damaged: event 4" in told["notes"][0]
    answer = altui("verify", team)
    assert answer.status == 1
    assert "kim  5 events, whole" in answer.out and "sam  3 events, the answers of" in answer.out
    again = altui("merge", team, clouds.with_name("clouds.csv.kim.altui"), "-o", team)
    assert again.status == 0


SAMS = "WHERE chain = 'sam' AND sequence"
DAMAGES = {
    "another class": f"UPDATE link SET body = replace(body, 'ant', 'cat') {SAMS} = 4",
    "another hash": f"UPDATE link SET hash = 'of nothing' {SAMS} = 3",
    "bytes": f"UPDATE link SET body = x'00ff' {SAMS} = 2",
    "a gap": f"DELETE FROM link {SAMS} IN (2, 3)",
    "the beginning": f"UPDATE link SET body = 'nothing' {SAMS} = 1",
    "the end": f"UPDATE link SET hash = 'of nothing' {SAMS} = 4",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_team_file_is_whole_again_by_a_merge_with_the_session(
    altui: Door, clouds: Path, damage: str
) -> None:
    kim, sam = labeled_by("kim", clouds, KIM), labeled_by("sam", clouds, SAM)
    team = merged(altui, kim, sam)
    before = altui("verify", team).out
    with sqlite3.connect(team) as connection:
        connection.execute(damage)
    connection.close()
    assert altui("verify", team).status == 1
    answer = altui("merge", team, sam, "-o", team, "--overwrite")
    assert answer.status == 0, answer
    assert "in the team file put right" in answer.err and "sam: 3 labels" in answer.err
    told = altui("verify", team)
    assert (told.status, told.out) == (0, before)
    assert "put right" not in altui("merge", team, sam, "-o", team, "--overwrite").err


def test_what_only_the_team_file_has_stays_where_it_is_mended(altui: Door, clouds: Path) -> None:
    kim, sam = labeled_by("kim", clouds, KIM), labeled_by("sam", clouds, SAM)
    older = sam.read_bytes()
    label_more(sam, {5: "ant", 6: "cat"})
    team = merged(altui, kim, sam)
    with sqlite3.connect(team) as connection:
        connection.execute(DAMAGES["another class"])
    connection.close()
    sam.write_bytes(older)
    answer = altui("merge", team, sam, "-o", team, "--overwrite")
    assert "sam: 5 labels" in answer.err, answer
    assert altui("verify", team).status == 0


def test_a_damaged_chain_of_which_nobody_has_the_session_stays_and_is_named(
    altui: Door, clouds: Path
) -> None:
    kim, sam = labeled_by("kim", clouds, KIM), labeled_by("sam", clouds, SAM)
    team = merged(altui, kim, sam)
    with sqlite3.connect(team) as connection:
        connection.execute(DAMAGES["the beginning"])
    connection.close()
    lee = labeled_by("lee", clouds, SAM)
    answer = altui("merge", team, lee, "-o", team, "--overwrite")
    assert answer.status == 0 and "the answers of sam are damaged: event 1" in answer.err
    assert altui("verify", team).status == 1


class TestRowsOfOneIdThatHoldSomethingElse:
    """What laptops have in common by the ids alone may still be two files."""

    @staticmethod
    def elsewhere(clouds: Path, change: Callable[[int, str], str]) -> Path:
        """A copy of the file in a folder of its own, some lines of it changed."""
        place = clouds.parent / "sams" / clouds.name
        place.parent.mkdir()
        head, *lines = clouds.read_text().splitlines()
        changed = [change(number, line) for number, line in enumerate(lines)]
        place.write_text("\n".join([head, *changed]) + "\n")
        return place

    def test_some_are_named(self, altui: Door, clouds: Path) -> None:
        other = self.elsewhere(
            clouds, lambda n, line: line.replace(",", ",9", 1) if n == 2 else line
        )
        kim, sam = labeled_by("kim", clouds, KIM), labeled_by("sam", other, SAM)
        team = merged(altui, kim, sam)
        note = "1 row holds something else for sam than for kim under the same id: r002."
        assert json.loads(altui("status", team, "--json").out)["notes"] == [note]

    def test_most_are_another_file(self, altui: Door, clouds: Path) -> None:
        other = self.elsewhere(clouds, lambda _, line: line.replace(",", ",9", 1))
        kim, sam = labeled_by("kim", clouds, KIM), labeled_by("sam", other, SAM)
        team = clouds.with_name("team.altui")
        answer = altui("merge", kim, sam, "-o", team)
        assert answer.status == 2 and not team.exists()
        assert "the rows of sam are not those of kim: 2 of 2 rows that both know hold" in answer.err
        assert "such as r002, r003" in answer.err

    def test_one_file_in_another_order_of_columns_is_the_same(
        self, altui: Door, clouds: Path
    ) -> None:
        place = clouds.parent / "sams" / clouds.name
        place.parent.mkdir()
        cells = [line.split(",") for line in clouds.read_text().splitlines()]
        place.write_text("".join(",".join(row[::-1]) + "\n" for row in cells))
        kim, sam = labeled_by("kim", clouds, KIM), labeled_by("sam", place, SAM)
        told = json.loads(altui("status", merged(altui, kim, sam), "--json").out)
        assert told["notes"] == []
