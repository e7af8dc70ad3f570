"""An SQLite database as a person left it: which tables it has, and what names a row of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import quote

from altui.data.files import check_regular
from altui.data.paths.members import MARK
from altui.data.schema import check_names
from altui.errors import InputError

LISTED = 10
TIMEOUT = 5.0


@contextmanager
def opened(database: Path, where: str) -> Iterator[sqlite3.Connection]:
    """A connection that cannot write; whatever SQLite raises is an InputError about `where`."""
    check_regular(database)
    with refusing(where), closing(_connect(database)) as connection:
        connection.execute("PRAGMA query_only=1")
        connection.text_factory = partial(str, encoding="utf-8", errors="backslashreplace")
        yield connection


def _connect(database: Path) -> sqlite3.Connection:
    address = f"file:{quote(str(database.absolute()))}?mode=ro"
    connection = sqlite3.connect(address, uri=True, timeout=TIMEOUT)
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
    except sqlite3.OperationalError as error:
        connection.close()
        wal = database.with_name(f"{database.name}-wal")
        is_refused = any(said in str(error) for said in ("unable to open", "readonly"))
        if not is_refused or (wal.exists() and wal.stat().st_size):
            raise
        # In a folder where nobody may write, one in WAL mode can only be read as if it never
        # changed; nobody has it open, or its log would be there.
        connection = sqlite3.connect(f"{address}&immutable=1", uri=True, timeout=TIMEOUT)
    return connection


@contextmanager
def refusing(where: str, purpose: str = "to read") -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, sqlite3.Warning, UnicodeError, OverflowError) as error:
        raise InputError(str(error), where=where, hint=_hint(str(error), purpose)) from None


def _hint(said: str, purpose: str) -> str:
    if "unable to open" in said or "disk is full" in said:
        return f"Check the folder and the room on its disk: altui wants {purpose} here."
    if "locked" in said:
        return "Another program writes to it: wait for that to end, then try again."
    if "not a database" in said or "malformed" in said:
        return "Is it an SQLite database, and whole? sqlite3 FILE 'PRAGMA integrity_check' tells."
    if "readonly" in said:
        if purpose == "to write":
            return "You may not write to this database: name another one."
        return "A query may only read: begin it with SELECT."
    if purpose == "to write":
        return "Choose another name, or write a .csv file instead."
    return "Check the query with the sqlite3 command; altui takes one SELECT."


def table_names(database: Path) -> list[str]:
    with opened(database, str(database)) as connection:
        return tables_of(connection)


def tables_of(connection: sqlite3.Connection) -> list[str]:
    """Tables and views, in the order they were made."""
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') "
        "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, rowid"
    )
    return [name for (name,) in found]


def only_table(database: Path, names: list[str]) -> str:
    """The one table; InputError, with what there is to choose from, where there are several."""
    if len(names) == 1:
        return names[0]
    if not names:
        raise InputError(
            "there is no table in this database", where=str(database), hint="Is it the right file?"
        )
    listed = ", ".join(f"'{database}{MARK}{name}'" for name in names[:LISTED])
    more = f", and {len(names) - LISTED} more" if len(names) > LISTED else ""
    raise InputError(
        f"there are {len(names)} tables in this database",
        where=str(database),
        hint=f"Name one: {listed}{more}.\nOr a query: '{database}{MARK}SELECT ...'",
    )


def check_table(database: Path, names: list[str], wanted: str) -> str:
    """The table of that name, in whatever case, as SQLite has it."""
    for name in names:
        if name == wanted or (name.casefold() == wanted.casefold() and wanted not in names):
            return name
    check_names([wanted], names, str(database), "table")
    return wanted


def quoted_name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def selection(connection: sqlite3.Connection, table: str) -> str:
    """All rows of a table in the order of their rowid, where it has one."""
    name = quoted_name(table)
    try:
        connection.execute(f"SELECT _rowid_ FROM {name} LIMIT 0")
    except sqlite3.OperationalError:
        return f"SELECT * FROM {name}"
    is_view = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE name = ? AND type = 'view'", [table]
    ).fetchone()
    return f"SELECT * FROM {name}" + ("" if is_view else " ORDER BY _rowid_")


def key_of(connection: sqlite3.Connection, table: str) -> str | None:
    """The column that names a row: the primary key, or one that is unique and never empty."""
    columns = connection.execute(f"PRAGMA table_info({quoted_name(table)})").fetchall()
    keys = [(name, kind, filled) for _, name, kind, filled, _, place in columns if place]
    if len(keys) == 1:
        name, kind, filled = keys[0]
        # Only an integer key, or one said to be so, cannot hold NULL.
        if filled or kind.upper() == "INTEGER" or not _any_null(connection, table, name):
            return str(name)
    for _, index, is_unique, _, is_partial in connection.execute(
        f"PRAGMA index_list({quoted_name(table)})"
    ).fetchall():
        parts = connection.execute(f"PRAGMA index_info({quoted_name(index)})").fetchall()
        name = parts[0][2] if is_unique and not is_partial and len(parts) == 1 else None
        if name is not None and not _any_null(connection, table, name):
            return str(name)
    return None


def _any_null(connection: sqlite3.Connection, table: str, column: str) -> bool:
    """Whether a cell of the column is NULL, or is blank, which names no row either."""
    name = quoted_name(column)
    return bool(
        connection.execute(
            f"SELECT 1 FROM {quoted_name(table)} WHERE {name} IS NULL OR trim({name}) = '' LIMIT 1"
        ).fetchone()
    )
