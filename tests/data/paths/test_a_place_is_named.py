"""What a person types for data: one Path for a file, a table, a query, a folder or a pattern."""

from __future__ import annotations

from pathlib import Path

import pytest

from altui.data.paths.places import (
    database_part,
    export_stem,
    home,
    is_pattern,
    is_there,
    named_place,
    session_stem,
    spelled,
)


@pytest.mark.parametrize(
    ("typed", "stem", "folder", "export"),
    [
        ("data.csv.gz", "data.csv.gz", ".", "data"),
        ("in/calls.sqlite::messages", "calls.sqlite.messages", "in", "calls.sqlite.messages"),
        ("in/calls.db::", "calls.db", "in", "calls.db"),
        ("rows", "rows", ".", "rows"),
        ("in/rows/", "rows", "in", "rows"),
        ("in/rows/*.parquet", "rows", "in", "rows"),
        ("a::b.csv", "a::b.csv", ".", "a::b"),
    ],
)
def test_its_session_lies_beside_it(typed: str, stem: str, folder: str, export: str) -> None:
    place = named_place(typed)
    assert (session_stem(place), home(place), export_stem(place)) == (stem, Path(folder), export)


def test_a_query_keeps_every_slash(tmp_path: Path) -> None:
    query = "select a/2, 'x//y', './z/' from t"
    place = named_place(f"{tmp_path}/calls.sqlite::{query}")
    assert database_part(place) == (tmp_path / "calls.sqlite", query)
    assert database_part(place.resolve()) == database_part(place)
    assert place.parent == tmp_path and spelled(place).endswith(f"::{query}")
    assert named_place(str(place)) == place
    other = named_place(f"{tmp_path}/calls.sqlite::{query} ")
    assert session_stem(place).startswith("calls.sqlite.query-")
    assert session_stem(other) == session_stem(place), "blanks around it do not count"
    assert session_stem(named_place("calls.sqlite::select 1")) != session_stem(place)


def test_a_table_of_any_name_has_a_session_of_its_own() -> None:
    names = ["a/b", "a b", "a_b", "x" * 300, "select"]
    stems = [session_stem(named_place(f"d.sqlite::{name}")) for name in names]
    assert len(set(stems)) == len(names) and all(len(stem) < 90 for stem in stems)
    assert not any("/" in stem for stem in stems)


def test_a_file_with_marks_in_its_name_is_a_file(tmp_path: Path) -> None:
    for name in ("a[1].csv", "d.sqlite::t", "what?.csv"):
        (tmp_path / name).write_text("a\n1\n")
        assert not is_pattern(tmp_path / name) and database_part(tmp_path / name) is None
        (tmp_path / name).rename(tmp_path / f"{name}.altui")
    assert not is_pattern(tmp_path / "a[1].csv"), "its session is left"


def test_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "calls.sqlite").write_bytes(b"")
    (tmp_path / "r").mkdir()
    assert is_there(tmp_path / "calls.sqlite::t") and not is_there(tmp_path / "other.sqlite::t")
    assert is_there(tmp_path / "r") and not is_there(tmp_path / "r" / "*.txt")
    (tmp_path / "r" / "a.txt").write_text("a")
    assert is_there(tmp_path / "r" / "*.txt") and not is_there(tmp_path / "gone" / "*.txt")


def test_the_folder_one_is_in_has_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rows").mkdir()
    monkeypatch.chdir(tmp_path / "rows")
    assert named_place(".") == tmp_path / "rows"
    assert named_place("..") == tmp_path
    assert session_stem(named_place("*.parquet")) == "rows"
    assert home(named_place("*.parquet")) == tmp_path
