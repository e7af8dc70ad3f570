"""The SQLite file of a session: its mark, its table, its migrations, how it is opened."""

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from altui import sqlite_files
from altui.errors import SessionError
from altui.session.store.disk_errors import copies_hint
from altui.session.store.team_file import check_no_team
from altui.sqlite_files import DURABLE, SAFE, set_up

APPLICATION_ID = 0x616C7475  # "altu"

_FIRST = """
CREATE TABLE event (
    sequence INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL,
    kind TEXT NOT NULL,
    "row" INTEGER,
    row_id TEXT,
    value TEXT,
    annotator TEXT NOT NULL,
    round INTEGER,
    confidence REAL,
    predicted TEXT,
    shown_at REAL,
    decided_at REAL NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
)
"""
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (f"PRAGMA application_id={APPLICATION_ID}", _FIRST),
    ("ALTER TABLE event ADD COLUMN content TEXT",),
    (),  # imports: kinds of events that an altui before them would not know
    (),  # imports into the random check: an altui before them would train on those labels
    (),  # changes of the model that undo takes back: an altui before them would take back a label
    # and changes of the classes: an altui before them would know no such event
    # and look-alikes: labels that one undo takes back together
    ("ALTER TABLE event ADD COLUMN suggested TEXT",),
    (),  # what others of a team say: an altui before them would know no such event
    (),  # refills of a sample: an altui before them would not have their rows
)
"""The statements that lead from version i to version i + 1."""
_ADDED = {"content": 2, "suggested": 6}
"""The version that each later column came with."""
_OBJECTS = [("table", "event")]

_TO_READ = (*SAFE, "PRAGMA foreign_keys=ON")
# Of 2 MB that SQLite would keep, writing at the end of the file needs a few pages.
_TO_WRITE = (*_TO_READ, *DURABLE, "PRAGMA cache_size=-256")


class Header(NamedTuple):
    version: int
    application_id: int


def read_header(path: Path) -> Header | None:
    """The header in the first 100 bytes, or None for a file that is not SQLite's.

    Call it only while this process has no connection to the file: closing the handle would drop
    the connection's locks.
    """
    if not path.is_file():
        return None
    with path.open("rb") as file:
        head = file.read(100)
    if len(head) < 100 or not head.startswith(b"SQLite format 3\0"):
        return None
    return Header(int.from_bytes(head[60:64], "big"), int.from_bytes(head[68:72], "big"))


def check_header(path: Path) -> Header:
    """The header of a session that this altui can read, or a SessionError that says why not."""
    if not path.exists():
        raise SessionError("there is no such session", where=str(path))
    if path.is_file() and path.stat().st_size == 0:
        raise SessionError("the session file is empty", where=str(path), hint=copies_hint(path))
    check_no_team(path)
    header = read_header(path)
    if header is None or header.application_id != APPLICATION_ID or header.version < 1:
        raise _no_session(path)
    if header.version > len(MIGRATIONS):
        raise SessionError(
            f"a newer altui wrote this session (its version is {header.version}, "
            f"this altui knows {len(MIGRATIONS)})",
            where=str(path),
            hint="Update altui: pip install --upgrade altui",
        )
    return header


def connect(path: Path, *, readonly: bool = False) -> sqlite3.Connection:
    connection = sqlite_files.connect(path, readonly=readonly)
    try:
        set_up(connection, _TO_READ if readonly else _TO_WRITE)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection that only reads, except to roll back a commit that a crash interrupted."""
    connection = connect(path, readonly=True)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError:
        # A crash in the middle of a commit leaves a journal that only a writer may roll back.
        connection.close()
        if not os.access(path, os.W_OK):
            raise
        connection = connect(path)
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        connection.execute("PRAGMA query_only=ON")
    return connection


def check_tables(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file with other tables, views or triggers than altui makes."""
    found = connection.execute("SELECT type, name FROM sqlite_schema").fetchall()
    if found != _OBJECTS:
        raise _no_session(path)


def select(columns: Iterable[str], version: int) -> str:
    """The query for these columns in a file of `version`. Missing columns are null."""
    names = (
        f'"{name}"' if _ADDED.get(name, 1) <= version else f'NULL AS "{name}"' for name in columns
    )
    return f"SELECT {', '.join(names)} FROM event"


def version_of(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _no_session(path: Path) -> SessionError:
    return SessionError(
        "this is not an altui session",
        where=str(path),
        hint=f"If it once was one, it is damaged. {copies_hint(path)}",
    )


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file to the newest version, each step in one transaction with its number."""
    version = version_of(connection)
    for number, statements in enumerate(MIGRATIONS[version:], start=version + 1):
        connection.execute("BEGIN IMMEDIATE")
        for statement in (*statements, f"PRAGMA user_version={number}"):
            connection.execute(statement)
        connection.execute("COMMIT")
