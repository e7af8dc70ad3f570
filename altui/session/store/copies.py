"""Copies of a session in the folder beside it. The three newest are kept.

A copy's name contains the session's mark and its last event: a copy of an earlier session in the
same place is never mistaken for one of this session.
"""

import contextlib
import os
import sqlite3
from pathlib import Path

from altui.errors import SessionError
from altui.session.store.companion import companion_folder
from altui.session.store.log import EventLog

KEPT = 3


def keep_copy(log: EventLog, uuid: str) -> Path | None:
    """Copy the session if it has grown since its last copy. Returns the new copy.

    `uuid` is that of the first event. SessionError if a copy has more events than the session:
    the session's end is missing. OSError or sqlite3.Error if the copy cannot be made.
    """
    folder, mark, (last, _) = companion_folder(log.path), uuid[:8], log.head
    copies = copies_of(folder, mark)
    if copies and copied_event(copies[-1]) > last:
        raise _cut(log.path, copies[-1], last)
    if copies and copied_event(copies[-1]) == last:
        return None
    target = folder / f"copy-{mark}-{last:09d}.altui"
    _copy(log.connection, target)
    for old in [*copies, target][:-KEPT]:
        old.unlink(missing_ok=True)
    return target


def copies_of(folder: Path, mark: str) -> list[Path]:
    """The copies of the session with this mark, oldest first."""
    return sorted(p for p in folder.glob(f"copy-{mark}-*.altui") if copied_event(p) > 0)


def all_copies(folder: Path) -> list[Path]:
    """The copies of every session that was here, the newest at the end."""
    return sorted(copies_of(folder, "*"), key=lambda copy: (copy.stat().st_mtime_ns, copy.name))


def mark_of(copy: Path) -> str:
    return copy.stem.split("-")[1]


def copied_event(copy: Path) -> int:
    """The number of the last event in a copy, by its name; 0 if the name has none."""
    number = copy.stem.rpartition("-")[2]
    return int(number) if number.isascii() and number.isdigit() else 0


def _copy(source: sqlite3.Connection, target: Path) -> None:
    """Make a copy at `target`, complete or not at all, for this user only."""
    part = target.with_name("copy.part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        with contextlib.closing(sqlite3.connect(part, isolation_level=None)) as copy:
            # One sync at the end is enough: nobody reads the file before it is renamed.
            copy.execute("PRAGMA synchronous=OFF")
            copy.execute("PRAGMA journal_mode=OFF")
            source.backup(copy)
        os.fsync(handle)
        part.rename(target)
    finally:
        os.close(handle)
        part.unlink(missing_ok=True)


def _cut(path: Path, copy: Path, last: int) -> SessionError:
    return SessionError(
        f"the session ends at event {last}, but a copy of it has {copied_event(copy)}",
        where=str(path),
        hint=f"Its end is missing. Bring it back with: altui recover {path}\n"
        f"Or move the copy away to continue without those events: {copy}",
    )
