"""The leases of a desk in a file, in an SQLite file of their own.

It is never waited for until it is on the disk: a lease is a courtesy. After a power cut the file
may be damaged, and a new one takes its place, in which nothing is lent.
"""

from __future__ import annotations

import fcntl
import json
import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from altui.desk.chain_file import ending, in_transaction
from altui.desk.leases import Clock, Lease
from altui.desk.protocol import Wish
from altui.desk.team_folder import make_file
from altui.sqlite_files import BUSY_SECONDS, SAFE, connect, set_up

APPLICATION_ID = 0x616C744C  # "altL"
TABLES = (
    f"PRAGMA application_id={APPLICATION_ID}",
    """CREATE TABLE lease (
        row_id TEXT PRIMARY KEY,
        holder TEXT NOT NULL,
        until REAL NOT NULL,
        answered TEXT NOT NULL
    ) WITHOUT ROWID""",
    "CREATE INDEX held ON lease (holder) WHERE holder <> ''",
)
PRAGMAS = (*SAFE, "PRAGMA journal_mode=TRUNCATE", "PRAGMA synchronous=OFF")
AGAIN_SECONDS = (0.0005, 0.003)
"""Between two tries to be the only one: a lease takes some 0.2 ms."""

# DBMOVED: another person has found it out before.
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR", "SQLITE_READONLY_DBMOVED")

Result = TypeVar("Result")


class LeaseFile:
    """An open file of leases. It is made if there is none."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        with _only_one(path.parent):
            self._connection = self._open()

    def lend(self, chain: str, wishes: Sequence[Wish], count: int) -> list[str]:
        def lend() -> list[str]:
            now = self._clock()
            known = self._known(wish.row_id for wish in wishes)
            lent: dict[str, Lease] = {}
            for row_id, slots in wishes:
                lease = known.get(row_id, Lease())
                if len(lent) < count and lease.is_free(chain, slots, now):
                    lent[row_id] = lease.lent(chain, now)
            self._write(lent)
            return list(lent)

        return self._in_one(lend)

    def note(
        self,
        chain: str,
        *,
        answered: Sequence[str] = (),
        reopened: Sequence[str] = (),
        given_back: Sequence[str] = (),
        renew: bool = True,
    ) -> None:
        """What became of rows, and that the owner of `chain` is there still."""

        def note() -> None:
            known = self._known([*answered, *reopened, *given_back])
            for row_id in given_back:
                known[row_id] = known.get(row_id, Lease()).given_back(chain)
            for row_id in answered:
                known[row_id] = known.get(row_id, Lease()).answered_by(chain)
            for row_id in reopened:
                known[row_id] = known.get(row_id, Lease()).reopened_by(chain)
            self._write(known)
            if renew:
                until = Lease().lent(chain, self._clock()).until
                self._connection.execute(
                    "UPDATE lease SET until = ? WHERE holder = ? AND holder <> ''", (until, chain)
                )

        self._in_one(note)

    def give_all_back(self, chain: str) -> None:
        self._in_one(
            lambda: self._connection.execute(
                "UPDATE lease SET holder = '', until = 0 WHERE holder = ? AND holder <> ''",
                (chain,),
            )
        )

    def close(self) -> None:
        self._connection.close()

    def _in_one(self, do: Callable[[], Result]) -> Result:
        """Do it in one transaction, if need be in a new file in place of a damaged one."""
        try:
            with self._alone():
                return do()
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise
        self._replace()
        with self._alone():
            return do()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """A transaction. SQLite's own waiting sleeps longer each time, so that of 32 people who
        all want a row at once some would get none for seconds."""
        until = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                self._connection.execute("BEGIN EXCLUSIVE")
                break
            except sqlite3.OperationalError as error:
                name = getattr(error, "sqlite_errorname", "")
                if name != "SQLITE_BUSY" or time.monotonic() > until:
                    raise
            time.sleep(random.uniform(*AGAIN_SECONDS))
        with ending(self._connection):
            yield

    def _known(self, row_ids: Iterable[str]) -> dict[str, Lease]:
        found = self._connection.execute(
            "SELECT row_id, holder, until, answered FROM lease"
            " WHERE row_id IN (SELECT value FROM json_each(?))",
            (json.dumps([*row_ids]),),
        )
        return {
            row_id: Lease(holder, until, frozenset(json.loads(answered)))
            for row_id, holder, until, answered in found
        }

    def _write(self, leases: dict[str, Lease]) -> None:
        self._connection.executemany(
            "INSERT OR REPLACE INTO lease VALUES (?, ?, ?, ?)",
            (
                (row_id, lease.holder, lease.until, json.dumps(sorted(lease.answered)))
                for row_id, lease in leases.items()
            ),
        )

    def _open(self) -> sqlite3.Connection:
        """Only one person at a time makes, opens or removes it."""
        if not self._path.exists():
            make_file(self._path, _fill)
        connection = connect(self._path)
        try:
            set_up(connection, PRAGMAS)
            (mark,) = connection.execute("PRAGMA application_id").fetchone()
        except sqlite3.DatabaseError as error:
            connection.close()
            if not _is_damage(error):
                raise
        else:
            if mark == APPLICATION_ID:
                self._inode = _inode(self._path)
                connection.execute("PRAGMA busy_timeout=0")
                return connection
            connection.close()
        self._remove()
        return self._open()

    def _replace(self) -> None:
        """Another person may have put a new one there already, in which rows are lent."""
        with _only_one(self._path.parent):
            # While the damaged one is open, no new one gets its inode.
            if _inode(self._path) == self._inode:
                self._remove()
            self._connection.close()
            self._connection = self._open()

    def _remove(self) -> None:
        # The journal first: it must not be taken for that of the new file.
        self._path.with_name(f"{self._path.name}-journal").unlink(missing_ok=True)
        self._path.unlink(missing_ok=True)


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Wait for whoever else is in here for the same folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)  # which ends the lock


def _fill(path: Path) -> None:
    path.touch()
    connection = connect(path)
    with in_transaction(connection):
        for statement in TABLES:
            connection.execute(statement)
    connection.close()


def _inode(path: Path) -> int:
    try:
        return os.stat(path).st_ino  # noqa: PTH116
    except FileNotFoundError:
        return -1


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    return getattr(error, "sqlite_errorname", "").startswith(_DAMAGED)
