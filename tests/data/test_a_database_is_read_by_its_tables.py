"""`file.sqlite::table` and `file.sqlite::select ...`: read only, once, with the key as the id."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from altui.data.inference.columns import infer_schema
from altui.data.memory_table import MemoryTable
from altui.data.paths.places import named_place
from altui.data.readers.reading import open_table
from altui.data.readers.sqlite.table import SqliteTable
from altui.data.table import Table
from altui.data.writers.writing import write_table
from altui.errors import InputError
from tests.data.conftest import cells
from tests.data.fuzz import damaged

MakeDatabase = Callable[..., Path]


@pytest.fixture
def database(tmp_path: Path) -> MakeDatabase:
    def make(*statements: str, name: str = "calls.sqlite") -> Path:
        with closing(sqlite3.connect(tmp_path / name)) as made:
            for each in statements:
                made.execute(each)
            made.commit()
        return tmp_path / name

    return make


def opened(file: Path, part: str = "") -> Table:
    return open_table(named_place(f"{file}::{part}" if part else str(file)))


def test_cells_are_the_values_as_text(database: MakeDatabase) -> None:
    file = database(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT, r REAL, b BLOB)",
        "INSERT INTO t VALUES (7, 'é\n', 0.5, x'00ff'), (3, NULL, 2.0, x'6162'), (9, 1, NULL, '')",
    )
    table = opened(file)
    assert table.columns == ("id", "s", "r", "b")
    assert cells(table) == [("3", "", "2.0", "ab"), ("7", "é\n", "0.5", "00ff"), ("9", "1", "", "")]
    assert [table.cells(row) for row in range(3)] == cells(table)
    assert table.location(1, "r") == f"{file}, row 2, column 'r'"
    assert infer_schema(table).id == "id"


@pytest.mark.parametrize(
    ("columns", "key"),
    [
        ("k TEXT PRIMARY KEY, v", "k"),
        ("v, k TEXT NOT NULL UNIQUE", "k"),
        ("v, k, PRIMARY KEY (v, k)", None),
        ("v, k", None),
        ("k TEXT PRIMARY KEY, v) WITHOUT ROWID --", "k"),
    ],
)
def test_the_key_is_the_id(database: MakeDatabase, columns: str, key: str | None) -> None:
    file = database(
        f"CREATE TABLE t ({columns}\n)".replace(" --\n)", ""),
        "INSERT INTO t (k, v) VALUES ('x one', 'a b c'), ('x two', 'd e f')",
    )
    table = opened(file)
    assert list(table.given_roles) == ([key] if key else [])
    if key:
        assert infer_schema(table).id == key
        assert infer_schema(table, id="v").id == "v"


def test_a_query_is_a_table_too(database: MakeDatabase) -> None:
    file = database("CREATE TABLE t (a, b)", "INSERT INTO t VALUES (8, 'x//y'), (9, 'z')")
    table = opened(file, "SELECT a / 2 AS half, b FROM t WHERE b = 'x//y'")
    assert table.columns == ("half", "b") and cells(table) == [("4", "x//y")]


def test_of_several_tables_one_is_named(database: MakeDatabase) -> None:
    view = "CREATE VIEW v AS SELECT 1"
    file = database("CREATE TABLE calls (a)", "CREATE TABLE people (a)", view)
    with pytest.raises(InputError, match="there are 3 tables") as caught:
        opened(file)
    assert f"'{file}::people'" in caught.value.hint
    with pytest.raises(InputError, match="no table 'cals'") as caught:
        opened(file, "cals")
    assert caught.value.hint == "Did you mean 'calls'?"
    with pytest.raises(InputError, match="there is no row"):
        opened(file, "people")
    assert cells(opened(file, "V")) == [("1",)]


@pytest.mark.parametrize(
    ("query", "said", "hint"),
    [
        ("select missing", "no such column: missing", "sqlite3 command"),
        ("select 1; drop table t", "one statement", "one SELECT"),
        ("with q as (select 1) insert into t values (1)", "readonly", "only read"),
        ("select 1 as a, 2 as a", "two columns are named 'a'", ""),
    ],
)
def test_a_query_that_is_none_is_refused(
    database: MakeDatabase, query: str, said: str, hint: str
) -> None:
    file = database("CREATE TABLE t (a)", "INSERT INTO t VALUES (1)")
    before = file.read_bytes()
    with pytest.raises(InputError, match=said) as caught:
        opened(file, query)
    assert hint in caught.value.hint and caught.value.where == f"{file}::{query}"
    assert file.read_bytes() == before


def test_only_the_rows_make_the_fingerprint(database: MakeDatabase) -> None:
    file = database("CREATE TABLE t (a)", "INSERT INTO t VALUES (1)")
    table = opened(file, "t")
    database("CREATE TABLE other (a)")
    assert opened(file, "t").fingerprint() == table.fingerprint()
    database("UPDATE t SET a = 2")
    assert opened(file, "t").fingerprint() != table.fingerprint()
    assert table.cells(0) == ("1",), "what was opened stays as it was"


def test_a_database_that_is_written_to_meanwhile_is_not_locked(database: MakeDatabase) -> None:
    file = database("CREATE TABLE t (a)", "INSERT INTO t VALUES (1)")
    with opened(file) as table:
        database("INSERT INTO t VALUES (2)")
        assert len(table) == 1
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("INSERT INTO t VALUES (3)")
        other.commit()
        assert len(opened(file)) == 3, "what is in the log counts too"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_database_where_nobody_may_write(database: MakeDatabase) -> None:
    file = database("CREATE TABLE t (a)", "INSERT INTO t VALUES (1)", "PRAGMA journal_mode=WAL")
    file.parent.chmod(0o500)
    try:
        assert len(opened(file)) == 1
    finally:
        file.parent.chmod(0o700)


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_bytes(b"a,b\n1,2\n" * 99)
    for place in (tmp_path / "x.sqlite", tmp_path / "x.sqlite::t", tmp_path / "gone.sqlite::t"):
        with pytest.raises(InputError) as caught:
            open_table(place)
        assert caught.value.hint and str(tmp_path) in caught.value.where


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(
            st.integers(-(2**63), 2**63 - 1),
            st.floats(allow_nan=False),
            st.text(st.characters(exclude_categories=["Cs"])),
            st.binary(),
            st.none(),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_a_copy_of_a_table_has_its_values(tmp_path: Path, rows: list[tuple[object, ...]]) -> None:
    file = tmp_path / "drawn.sqlite"
    file.unlink(missing_ok=True)
    with closing(sqlite3.connect(file)) as made:
        made.execute('CREATE TABLE "a""b/c" (i, f, s, b, n)')
        made.executemany('INSERT INTO "a""b/c" VALUES (?, ?, ?, ?, ?)', rows)
        made.commit()
    with opened(file, 'a"b/c') as table:
        assert isinstance(table, SqliteTable)
        assert [tuple(table.values(row)) for row in range(len(table))] == rows
        assert write_table(table, named_place(f"{file}::copy")) == len(rows)
    with closing(sqlite3.connect(file)) as made:
        assert made.execute("SELECT * FROM copy").fetchall() == rows


def test_a_new_table_is_written_and_none_is_changed(database: MakeDatabase) -> None:
    file = database("CREATE TABLE old (a)", "INSERT INTO old VALUES (1)")
    table = MemoryTable("m", ["id", "n", "text"], [["007", "12", "1.50"], ["x", "0.5", ""]])
    target = file.with_name(f"{file.name}::new")
    assert write_table(table, target, ["label"], lambda row: [row]) == 2
    for name in ("new", "OLD"):
        with pytest.raises(InputError, match="of this name already"):
            write_table(table, file.with_name(f"{file.name}::{name}"), overwrite=True)
    with closing(sqlite3.connect(file)) as made:
        found = made.execute("SELECT * FROM new").fetchall()
        assert made.execute("SELECT * FROM old").fetchall() == [(1,)]
    assert found == [("007", 12, "1.50", 0), ("x", 0.5, "", 1)]
    assert [row[:3] for row in cells(opened(file, "new"))] == cells(table)


def test_a_database_that_cannot_be_written_is_left_as_it_was(tmp_path: Path) -> None:
    table = MemoryTable("m", ["a", "A"], [["1", "2"]])
    with pytest.raises(InputError, match="duplicate column name"):
        write_table(table, tmp_path / "new.sqlite::t")
    assert not (tmp_path / "new.sqlite").exists()
    with pytest.raises(InputError, match="no name for a new table"):
        write_table(table, tmp_path / "new.sqlite::")
    with pytest.raises(InputError, match="unable to open"):
        write_table(table, tmp_path / "nowhere" / "new.sqlite::t")


def damaged_databases(folder: Path, file: Path, seeds: range) -> None:
    whole = file.read_bytes()
    for seed in seeds:
        path = folder / "damaged.sqlite"
        path.write_bytes(damaged(Random(seed), whole))
        try:
            with opened(path, "t") as table:
                assert len(cells(table)) == len(table)
        except InputError as error:
            assert str(path) in error.where and error.hint


FILLED = (
    "CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT UNIQUE, b)",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) "
    "INSERT INTO t SELECT i, 'é' || i, x'00ff' FROM n",
)


def test_a_damaged_database_is_read_or_refused(database: MakeDatabase, tmp_path: Path) -> None:
    damaged_databases(tmp_path, database(*FILLED), range(60))


@pytest.mark.slow
def test_two_thousand_damaged_databases(database: MakeDatabase, tmp_path: Path) -> None:
    damaged_databases(tmp_path, database(*FILLED), range(60, 2060))
