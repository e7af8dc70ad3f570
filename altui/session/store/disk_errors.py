"""Every disk error as one sentence: what happened, and what to do."""

import errno
import os
import sqlite3
from pathlib import Path

from altui.errors import SessionError, StorageError
from altui.limits import FILE_SIZE, FILES, Limit, is_file_at_limit, is_out_of_files, limit_behind

NOT_SAVED = "The last decision is not saved."
FULL = ("the disk is full", "Free some space, then try again.")
READ_ONLY = ("the place is read-only", "Make it writable, then try again.")
LOCKED = ("another program is using the file", "Close it, then try again.")
MOVED = ("the session file was moved or deleted", "Put it back in its place, then try again.")
NO_FOLDER = ("there is no such folder", "Make it, then try again, or name another place.")
FAILED = ("the disk reports an input/output error", "Check disk and connection, then try again.")
CANNOT_OPEN = "the session file or its journal cannot be opened"
DAMAGED = ("the session file is damaged", "Quit altui with q, then run: altui recover SESSION")

_BY_NAME = {
    "SQLITE_FULL": FULL,
    "SQLITE_READONLY_DBMOVED": MOVED,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_PERM": READ_ONLY,
    "SQLITE_BUSY": LOCKED,
    "SQLITE_LOCKED": LOCKED,
    "SQLITE_PROTOCOL": LOCKED,
    "SQLITE_CANTOPEN": (CANNOT_OPEN, FAILED[1]),
    "SQLITE_IOERR": FAILED,
    "SQLITE_NOTADB": DAMAGED,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_CONSTRAINT": ("another program wrote into the session file", LOCKED[1]),
    "SQLITE_NOMEM": ("the memory is full", "Close other programs, then try again."),
}
_BY_ERRNO = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
    errno.EIO: FAILED,
    errno.ENOENT: NO_FOLDER,
    errno.ENOTDIR: NO_FOLDER,
}


def not_written(error: sqlite3.Error | OSError, path: Path) -> StorageError:
    """The error after a failed write: nothing of it is saved."""
    cause, remedy = cause_at(error, path)
    return StorageError(cause, where=str(path), hint=f"{NOT_SAVED} {remedy}")


def not_begun(error: sqlite3.Error | OSError, path: Path) -> StorageError:
    """The error when a new session could not be made."""
    cause, remedy = cause_at(error, path)
    return StorageError(f"no session can be started here: {cause}", where=str(path), hint=remedy)


def not_read(error: sqlite3.Error | OSError, path: Path) -> SessionError:
    """The error when the session file cannot be opened or read."""
    limit = _limit_at(error, path)
    if limit is not None:
        return SessionError(limit[0], where=str(path), hint=limit[1])
    cause, _ = cause_of(error)
    return SessionError(cause, where=str(path), hint=copies_hint(path))


def copies_hint(path: Path) -> str:
    return f"Rebuild it from what is left and from its copies with: altui recover {path}"


def cause_at(error: sqlite3.Error | OSError, path: Path) -> tuple[str, str]:
    """(cause, what to do), also if SQLite reports only that it failed."""
    limit = _limit_at(error, path)
    if limit is not None:
        return limit
    cause, remedy = cause_of(error)
    if cause == CANNOT_OPEN and not os.access(path.parent, os.W_OK):
        # SQLite reports this when a whole file system has become read-only.
        return READ_ONLY
    return cause, remedy


def _limit_at(error: sqlite3.Error | OSError, path: Path) -> Limit | None:
    from altui.session.store.companion import companion_folder

    if isinstance(error, OSError):
        return limit_behind(error)
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_CANTOPEN") and is_out_of_files():
        return FILES
    written = (path, path.with_name(f"{path.name}-journal"), companion_folder(path) / "new")
    if name == "SQLITE_IOERR_WRITE" and any(map(is_file_at_limit, written)):
        return FILE_SIZE
    return None


def cause_of(error: sqlite3.Error | OSError) -> tuple[str, str]:
    """(cause, what to do)"""
    if isinstance(error, OSError):
        known = _BY_ERRNO.get(error.errno or 0)
        return known or (error.strerror or str(error), FAILED[1])
    # Extended names such as SQLITE_IOERR_FSYNC begin with the primary one.
    name = getattr(error, "sqlite_errorname", "")
    for known_name in (name, "_".join(name.split("_")[:2])):
        if known_name in _BY_NAME:
            return _BY_NAME[known_name]
    return (str(error) or type(error).__name__, DAMAGED[1])
