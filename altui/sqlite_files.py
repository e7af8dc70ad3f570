"""How altui opens SQLite files that it makes: for any thread, and so that a commit is on disk."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable
from pathlib import Path

BUSY_SECONDS = 5.0

SAFE = ("PRAGMA trusted_schema=OFF", "PRAGMA cell_size_check=ON")
"""For files that another person may have written to."""

# The rollback journal rather than WAL: it survives a full disk, and SQLite before 3.51.3 has
# a bug in resetting the WAL. EXTRA syncs the folder as well, after the journal is gone.
DURABLE = (
    "PRAGMA journal_mode=DELETE",
    "PRAGMA synchronous=EXTRA",
    *(("PRAGMA fullfsync=ON",) if sys.platform == "darwin" else ()),
)


def connect(path: Path, *, readonly: bool = False) -> sqlite3.Connection:
    """A file that is there. Begin and end transactions by statements."""
    return sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={'ro' if readonly else 'rw'}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )


def set_up(connection: sqlite3.Connection, pragmas: Iterable[str]) -> None:
    for pragma in pragmas:
        connection.execute(pragma)
