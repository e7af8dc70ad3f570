"""One writer at a time: a lock file beside the session that says who has it.

`flock` ends with the process, so a crash never leaves a session locked. The file's content is only
for messages. A second opening in the same process is refused too, because closing any handle of a
file drops all of SQLite's locks on it.
"""

import contextlib
import errno
import fcntl
import getpass
import json
import os
import socket
import threading
from datetime import datetime
from pathlib import Path

from altui.errors import SessionError

_here: set[Path] = set()
_here_guard = threading.Lock()


def claim(path: Path) -> None:
    """Mark `path` (resolved) as open in this process. SessionError if it already is."""
    with _here_guard:
        if path in _here:
            raise SessionError("the session is already open in this process", where=str(path))
        _here.add(path)


def unclaim(path: Path) -> None:
    with _here_guard:
        _here.discard(path)


class SessionLock:
    """The lock of one session. `note` says if this file system cannot lock."""

    def __init__(self, path: Path, folder: Path) -> None:
        """Take the lock, or raise SessionError saying who has it, or OSError."""
        folder.mkdir(mode=0o700, exist_ok=True)
        self.note = ""
        self._handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _holder(self._handle)
            os.close(self._handle)
            raise SessionError(
                f"the session is open elsewhere: {holder}",
                where=str(path),
                hint="Close it there first. Reading it (status, export) works meanwhile.",
            ) from None
        except OSError as error:
            if error.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS):
                os.close(self._handle)
                raise
            self.note = "This place cannot lock files: open the session only once at a time."
        self._sign()

    def _sign(self) -> None:
        # The name is only for messages: a full disk must not block the session.
        with contextlib.suppress(OSError):
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, json.dumps(_me()).encode(), 0)

    def release(self) -> None:
        if self._handle >= 0:
            with contextlib.suppress(OSError):
                os.ftruncate(self._handle, 0)
            os.close(self._handle)
            self._handle = -1


def user_name() -> str:
    """The user's name, or the user's number if it has no name (in a container)."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return str(os.getuid())


def _me() -> dict[str, object]:
    return {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "user": user_name(),
        "since": datetime.now().astimezone().isoformat(" ", "seconds"),
    }


def _holder(handle: int) -> str:
    try:
        who = json.loads(os.pread(handle, 4096, 0))
        return f"process {who['pid']} on {who['host']}, user {who['user']}, since {who['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "by an unknown process"
