"""Two people on one machine label one file at the same time, each in a terminal."""

from __future__ import annotations

import csv
import json
import random
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from altui.session.events import ANSWERS, Kind
from altui.session.reading import SessionView, read_session
from tests.labeling.team.people import write
from tests.terminal.program import run
from tests.terminal.terminal import Terminal

KEYS = {True: "1", False: "0"}

TOLD_SOON = """
from altui.labeling.team import others_told
others_told.READING = others_told.SPACING = 0.1
from altui.cli.main import main
main()
"""
"""How many labels others have given stands there as soon as it is known."""


class Desks:
    """A file, and who labels it."""

    def __init__(self, folder: Path) -> None:
        self.data = write(folder / "rows.csv", 200)

    def person(self, name: str, *more: str, columns: int = 100) -> Terminal:
        words = ("--classes", "even,odd", "--columns", "text", "--id", "id", "--audit", "0")
        words += ("--recheck", "0")
        given = ("label", self.data.name, "--as", name, "--team", "--dwell", "0", *words, *more)
        folder = self.data.parent
        return Terminal(*given, folder=folder, columns=columns, code=TOLD_SOON)

    def view(self, name: str) -> SessionView:
        return read_session(self.data.with_name(f"rows.csv.{name}.altui"))

    def rows(self, *names: str) -> list[str]:
        """The ids of the rows that they have answered, in the order of the people."""
        views = [self.view(name) for name in names]
        return [e.row_id or "" for v in views for e in v.events if e.kind in ANSWERS]


@pytest.fixture
def desks(tmp_path: Path) -> Desks:
    return Desks(tmp_path)


class Sitting(NamedTuple):
    """sam gave three labels and kim two. `page` is kim's of the team, `status` what was printed
    while sam was still there; both have left."""

    folder: Path
    page: str
    status: str


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> Sitting:
    folder = tmp_path_factory.mktemp("sitting")
    desks = Desks(folder)
    with desks.person("kim") as kim, desks.person("sam") as sam:
        kim.wait_for("query 1")
        sam.wait_for("query 1")
        answer(sam, 3)
        answer(kim, 2)
        kim.wait_for("3 by others")
        sam.wait_for("2 by others")
        page = kim.press_for("T", "Desk: rows.csv.altui.team, beside the file")
        kim.press("T")
        kim.wait_until_gone("Desk:")
        quit_(kim)
        told = run("status", "rows.csv", "--team", folder=folder)
        assert told.returncode == 0, told
        quit_(sam)
    return Sitting(folder, page, told.stdout)


def answer(terminal: Terminal, times: int = 1) -> None:
    for _ in range(times):
        row = terminal.row_id or "r0"
        terminal.answer(KEYS[int(row.lstrip("r")) % 2 == 1])


def spoil(desk: Path) -> bytes:
    """Make it no database, while nobody is in the middle of reading it; returns what it was."""
    with closing(sqlite3.connect(desk, isolation_level=None)) as held:
        held.execute("BEGIN EXCLUSIVE")
        with desk.open("r+b") as file:  # to close it ends the lock
            kept = file.read()
            file.seek(0)
            file.write(b"no database any more" * 500)
    return kept


def quit_(terminal: Terminal) -> None:
    terminal.press("q")
    assert terminal.end() == 0


def test_thirty_rows_between_two_and_none_twice(desks: Desks) -> None:
    with desks.person("kim") as kim, desks.person("sam") as sam:
        for terminal in (kim, sam):
            terminal.wait_for("query 1")
        chance = random.Random(3)
        for _ in range(15):
            for terminal in chance.sample((kim, sam), 2):
                answer(terminal)
        for terminal in (kim, sam):
            terminal.wait_for("saved · 15 labels by you, 15 by others")
        for terminal in (kim, sam):
            quit_(terminal)
    rows = desks.rows("kim", "sam")
    assert len(rows) == 30 and len({*rows}) == 30
    heard = [e.row_id for e in desks.view("kim").events if e.kind is Kind.OPINION]
    assert sorted(heard) == sorted(desks.rows("sam"))


def test_who_is_killed_loses_no_label_and_goes_on(desks: Desks) -> None:
    with desks.person("kim") as kim, desks.person("sam") as sam:
        kim.wait_for("query 1")
        sam.wait_for("query 1")
        answer(kim, 6)
        answer(sam, 6)
        kim.kill()
        answer(sam, 6)
        with desks.person("kim") as again:
            again.wait_for("query 7")
            answer(again, 6)
            again.wait_for("12 by others")
            quit_(again)
        quit_(sam)
    rows = desks.rows("kim", "sam")
    assert len(rows) == len({*rows}) == 24


def test_a_desk_that_cannot_be_written_stops_nobody(desks: Desks) -> None:
    with desks.person("kim", columns=80) as kim, desks.person("sam") as sam:
        kim.wait_for("query 1")
        sam.wait_for("query 1")
        answer(kim, 4)
        sam.wait_for("4 by others")  # nobody writes to the desk now
        desk = desks.data.with_name("rows.csv.altui.team") / "desk.db"
        kept = spoil(desk)
        answer(kim, 4)
        kim.wait_for("desk out of reach since")
        answer(kim, 4)
        assert kim.query == 13
        page = " ".join(kim.press_for("T", "Labels go on").replace("│", " ").split())
        assert "database. Labels go on, and are brought there later." in page
        assert "Move its folder away and go on: a new desk gets" in page
        kim.press("T")
        kim.wait_until_gone("Labels go on")
        desk.write_bytes(kept)
        quit_(kim)
        quit_(sam)
    assert len(desks.rows("kim")) == 12


def test_who_quits_meanwhile_is_told_which_labels_are_only_here(desks: Desks) -> None:
    desk = desks.data.with_name("rows.csv.altui.team") / "desk.db"
    with desks.person("kim") as kim:
        kim.wait_for("query 1")
        answer(kim, 4)
        with desks.person("sam") as sam:
            sam.wait_for("4 by others")
            answer(sam)
            kim.wait_for("1 by others")  # nobody writes to the desk now
            quit_(sam)
        kept = spoil(desk)
        answer(kim, 3)
        kim.wait_for("desk out of reach since")
        quit_(kim)
        told = re.search(r"^here only +3 labels: the desk gets them when", kim.printed(), re.M)
        assert told, kim.printed()
    desk.write_bytes(kept)
    with desks.person("kim") as kim, desks.person("sam") as sam:
        kim.wait_for("query 8")
        sam.wait_for("7 by others")
        quit_(kim)
        assert "here only" not in kim.printed()
        quit_(sam)


def test_the_page_says_who_is_there(sitting: Sitting) -> None:
    assert re.search(r"kim +2 labels, you", sitting.page), sitting.page
    assert re.search(r"sam +3 labels, last at \d\d:\d\d", sitting.page), sitting.page


def test_a_class_renamed_by_another_is_said_to_all(desks: Desks) -> None:
    with desks.person("kim", columns=80) as kim, desks.person("sam") as sam:
        kim.wait_for("query 1")
        sam.wait_for("query 1")
        answer(sam, 2)
        kim.wait_for("2 by others")
        sam.press_for("C", "▸ 0 even")
        sam.press_for("r", "new name of even")
        sam.press_for("er\r", "class even is called evener")
        kim.wait_for("sam calls 'even' 'evener' now")
        sam.press_for("q", "query 3")
        quit_(sam)
        answer(kim, 1)
        kim.wait_for("1 waits for a class: T")
        assert "sam calls 'even' 'evener' now, which you have not" in kim.press_for("T", "Desk:")
    with desks.person("lee") as lee:
        lee.wait_for("1 waits for a class: T")


def test_line_by_line_it_is_the_same(desks: Desks) -> None:
    with desks.person("sam") as sam:
        sam.wait_for("query 1")
        answer(sam, 5)
        said = run(
            *("label", desks.data.name, "--as", "kim", "--team", "--plain", "--audit", "0"),
            *("--classes", "even,odd", "--columns", "text", "--id", "id"),
            folder=desks.data.parent,
            text="even\nodd\neven\nteam\nquit\n",
        )
        assert "Desk:" in said.stdout + said.stderr, said
        quit_(sam)
    rows = desks.rows("kim", "sam")
    assert len(rows) == len({*rows}) == 8


def test_a_team_needs_a_name(desks: Desks) -> None:
    said = run("label", desks.data.name, "--team", "--plain", folder=desks.data.parent)
    assert said.returncode == 2 and "--as kim" in said.stderr


def test_others_see_ones_labels_in_the_export(sitting: Sitting) -> None:
    run("export", "rows.csv.kim.altui", "-o", "out.csv", folder=sitting.folder)
    with (sitting.folder / "out.csv").open(newline="") as stream:
        who = [row["altui_annotator"] for row in csv.DictReader(stream) if row["altui_label"]]
    assert who.count("kim") == 2 and who.count("sam") == 3


def test_status_and_merge_read_the_desk(sitting: Sitting) -> None:
    assert re.search(r"by kim +2 labels, ", sitting.status), sitting.status
    told = re.search(r"by sam +3 labels, .*; last seen .* ago$", sitting.status, re.M)
    assert told, sitting.status
    said = run("merge", "rows.csv", "--team", "-o", "team.altui", folder=sitting.folder)
    assert said.returncode == 0, said
    merged = run("status", "team.altui", folder=sitting.folder)
    assert re.search(r"answered +5 rows", merged.stdout), merged.stdout


def test_status_says_who_is_behind_the_desk(desks: Desks) -> None:
    with desks.person("kim") as kim, desks.person("sam") as sam:
        kim.wait_for("query 1")
        sam.wait_for("query 1")
        answer(kim, 2)
        sam.wait_for("2 by others")
        quit_(kim)
        quit_(sam)
    folder = desks.data.parent
    words = ("--plain", "--columns", "text", "--id", "id", "--recheck", "0")
    run("label", "rows.csv", "--as", "kim", *words, folder=folder, text="even\nodd\nodd\n")
    told = run("status", "rows.csv", "--team", folder=folder).stdout
    assert re.search(r"by kim +2 labels, .* ago; 3 labels not there yet$", told, re.M), told
    people = json.loads(run("status", "rows.csv", "--team", "--json", folder=folder).stdout)
    assert {each["name"]: each["unsent"] for each in people["people"]} == {"kim": 3, "sam": 0}
    desks.data.with_name("rows.csv.kim.altui").rename(folder / "kims.altui")
    people = json.loads(run("status", "rows.csv", "--team", "--json", folder=folder).stdout)
    assert {each["name"]: each["unsent"] for each in people["people"]} == {"kim": None, "sam": 0}


def test_a_desk_that_is_no_use_is_told_with_what_to_do(desks: Desks) -> None:
    folder, words = desks.data.parent, ("--columns", "text", "--id", "id", "--audit", "0")
    words += ("--plain", "--classes", "even,odd", "--recheck", "0")
    label = ("label", "rows.csv", "--as", "kim", "--team", *words)
    assert run(*label, folder=folder, text="even\nodd\n").returncode == 0
    desk = folder / "rows.csv.altui.team"
    kept = spoil(desk / "desk.db")
    for said in (
        run(*label, folder=folder),
        run("status", "rows.csv", "--team", folder=folder),
        run("merge", "rows.csv", "--team", "-o", "team.altui", folder=folder),
    ):
        assert said.returncode == 2, said
        assert "the desk is damaged: " in said.stderr
        assert "Move its folder away and go on: a new desk" in said.stderr
    desk.rename(folder / "away")
    with desks.person("kim") as kim, desks.person("sam") as sam:
        kim.wait_for("query 3")
        sam.wait_for("2 by others")
        quit_(kim)
        quit_(sam)
    (desk / "desk.db").write_bytes(kept)
    write(desks.data, 150)
    desks.data.with_name("rows.csv.kim.altui").unlink()
    said = run(*label, folder=folder)
    assert said.returncode == 2 and "it has 200 rows, your data 150" in said.stderr
    assert "To begin another one beside this file, move the desk's folder away." in said.stderr


def test_without_a_desk_status_says_so(desks: Desks) -> None:
    said = run("status", "rows.csv", "--team", folder=desks.data.parent)
    assert said.returncode == 2 and "nobody labels this file together" in said.stderr
