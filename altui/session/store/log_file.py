"""The file of a log: how it is made, and checks before it is opened."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from altui.data.files import sync_folder
from altui.errors import AltuiError, SessionError
from altui.session.events import COLUMNS, Event
from altui.session.store.companion import companion_folder
from altui.session.store.event_rows import to_columns
from altui.session.store.lock import claim, unclaim
from altui.session.store.schema import connect, migrate

NAMES = ", ".join(f'"{name}"' for name in COLUMNS)
INSERT = f"INSERT INTO event ({NAMES}) VALUES ({', '.join('?' * len(COLUMNS))})"


@contextmanager
def open_claimed(
    path: Path, failed: Callable[[sqlite3.Error | OSError, Path], AltuiError]
) -> Iterator[ExitStack]:
    """Claim `path`. If opening fails, close everything that was opened."""
    claim(path)
    try:
        with ExitStack() as undo:
            undo.callback(unclaim, path)
            yield undo
            undo.pop_all()
    except (sqlite3.Error, OSError) as error:
        raise failed(error, path) from error
    except UnicodeDecodeError as error:
        # SQLite's message has the definition of the table in it, which is damaged.
        raise failed(sqlite3.DatabaseError("the session file is damaged"), path) from error


def make_file(path: Path, events: Sequence[Event]) -> None:
    """Write a whole session file, for this user only, then put it in its place."""
    new = companion_folder(path) / "new"
    for left in (new, journal_of(new), journal_of(path)):
        # SQLite would roll an old file's leftover journal back into the new file.
        left.unlink(missing_ok=True)
    os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(connect(new)) as connection:
        migrate(connection)
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(INSERT, [to_columns(event) for event in events])
        connection.execute("COMMIT")
    new.rename(path)
    sync_folder(path.parent)


def journal_of(path: Path) -> Path:
    return path.with_name(path.name + "-journal")


def check_writable(path: Path) -> None:
    for place in (path, path.parent):
        if place.exists() and not os.access(place, os.W_OK):
            raise SessionError(
                "the session cannot be written: the place is read-only",
                where=str(place),
                hint="Make it writable. Reading it (status, export) works as it is.",
            )
