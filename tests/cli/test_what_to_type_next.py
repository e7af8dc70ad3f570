"""Who names no file is led on: by the files of the folder that could be labeled."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest

from altui.cli.next_step import LABEL_A_FILE, label_commands, next_command
from tests.cli.doors import Door

OTHERS = (".hidden.csv", "notes.txt", "package.json", "shop.sqlite", "reviews.labels-2.csv", "a")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(folder: Path, *names: str) -> None:
    """The first is the oldest."""
    for age, name in enumerate(names):
        (folder / name).write_text("text\na\n")
        os.utime(folder / name, (1_000 + age, 1_000 + age))


def test_the_newest_files_of_rows_are_named_ready_to_paste(folder: Path, altui: Door) -> None:
    put(folder, "old.csv", "it's new.tsv", "reviews.csv.gz", "Data.XLSX", *OTHERS)
    (folder / "folder.csv").mkdir()
    commands = label_commands()
    assert [shlex.split(each)[-1] for each in commands] == [
        "Data.XLSX",
        "reviews.csv.gz",
        "it's new.tsv",
    ]
    assert next_command() == "altui label Data.XLSX"
    for words in ([], ["label"]):
        answer = altui(*words)
        assert all(each in answer.out + answer.err for each in commands)


def test_without_such_files_nothing_is_made_up(folder: Path, altui: Door) -> None:
    put(folder, *OTHERS)
    assert label_commands() == [] and next_command() == LABEL_A_FILE
    assert "In this folder" not in altui().out
    assert f"\n  {LABEL_A_FILE}\n" in altui("label").err


def test_a_missing_file_stays_wrong_use(folder: Path, altui: Door) -> None:
    put(folder, "reviews.csv")
    answer = altui("label")
    assert answer.status == 2 and answer.out == ""
    assert "Missing argument 'FILE'" in answer.err and "altui label reviews.csv" in answer.err
    assert "Try: altui label --help" in answer.err
    assert "reviews.csv" not in altui("simulate").err


@pytest.mark.parametrize(
    ("command", "form", "is_of_a_session"),
    [
        ("status", "SESSION", True),
        ("export", "SESSION", True),
        ("merge", "SESSION...", True),
        ("import", "SESSION FILE", True),
        ("predict", "[SESSION] FILE", False),
        ("agreement", "TEAM.altui", False),
    ],
)
def test_a_command_without_its_file_says_how_it_is_typed(
    altui: Door, command: str, form: str, is_of_a_session: bool
) -> None:
    said = altui(command).err.splitlines()
    assert f"Type: altui {command} {form}" in said and f"Try: altui {command} --help" in said
    assert ("SESSION is the file that was labeled, or its session: FILE.altui." in said) == (
        is_of_a_session
    )


def test_what_is_said_to_a_newcomer_fits_80_columns(folder: Path, altui: Door) -> None:
    put(folder, "reviews.csv")
    said = altui().out + altui("label").err
    assert max(map(len, said.splitlines())) <= 80


def test_a_name_that_is_hostile_is_not_named(folder: Path, altui: Door) -> None:
    put(folder, "a\x1b[31m.csv", "b\n.csv", "-rf.csv", "c\u202e.csv")
    assert label_commands() == []
    assert not set(altui().out) & set("\x1b\u202e")
