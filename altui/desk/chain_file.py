"""An SQLite file of several people's chains: what a merge makes, and a desk beside the data.

Links are only ever added. Nothing in it is rewritten but what was damaged, with what was sealed.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from altui.desk.chains import (
    NO_HEAD,
    ChainDiffersError,
    DeskError,
    DeskGoneError,
    Head,
    Link,
    NoChainFileError,
    Project,
    continues,
    read_project,
)
from altui.desk.protocol import MOST_PULLED, MOST_PULLED_BYTES
from altui.sqlite_files import DURABLE, SAFE, connect, set_up

APPLICATION_ID = 0x616C7454  # "altT"
VERSION = 1
NOT_ONE = "this is not a file of several people's answers"
MAKE_ONE = "altui merge makes one of their sessions: altui merge SESSION... -o team.altui"

TABLES = (
    f"PRAGMA application_id={APPLICATION_ID}",
    "CREATE TABLE project (facts TEXT NOT NULL)",
    """CREATE TABLE link (
        arrival INTEGER PRIMARY KEY AUTOINCREMENT,
        chain TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        previous TEXT NOT NULL,
        hash TEXT NOT NULL,
        body TEXT NOT NULL,
        UNIQUE (chain, sequence)
    )""",
    f"PRAGMA user_version={VERSION}",
)
# From one name to the next by the index: reading all links takes 20 ms at 300,000.
HEADS = """
    WITH RECURSIVE name (chain) AS (
        SELECT min(chain) FROM link
        UNION ALL
        SELECT (SELECT min(chain) FROM link WHERE chain > name.chain)
        FROM name WHERE name.chain IS NOT NULL
    )
    SELECT last.chain, last.sequence, last.hash FROM name
    JOIN link AS last ON last.chain = name.chain
        AND last.sequence = (SELECT max(sequence) FROM link WHERE chain = name.chain)
    LEFT JOIN link AS first ON first.chain = name.chain AND first.sequence = 1
    ORDER BY first.arrival
"""
PRAGMAS = (*SAFE, *DURABLE)


def is_chain_file(path: Path) -> bool:
    """Whether the file at `path` says that it is one."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError:
        return False
    mark = APPLICATION_ID.to_bytes(4, "big")
    return head.startswith(b"SQLite format 3\0") and head[68:72] == mark


class ChainFile:
    """An open file. `project` is what its chains have in common."""

    def __init__(self, path: Path, connection: sqlite3.Connection, project: Project) -> None:
        self.path = path
        self.project = project
        self.connection = connection

    @classmethod
    def create(cls, path: Path, project: Project, *, mode: int = 0o600) -> Self:
        """Make a new file without chains. DeskError if there is one."""
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
        except FileExistsError:
            raise DeskError("there is a file already", where=str(path)) from None
        os.fchmod(handle, mode)  # whatever the umask is
        os.close(handle)
        connection = connect(path)
        set_up(connection, PRAGMAS)
        with in_transaction(connection):
            for statement in TABLES:
                connection.execute(statement)
            connection.execute("INSERT INTO project VALUES (?)", (json.dumps(project._asdict()),))
        return cls(path, connection, project)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a file that is there. NoChainFileError if it is none, or is damaged; DeskError for
        one of a newer altui; DeskGoneError while another person writes for long."""
        try:
            connection = connect(path)
        except sqlite3.OperationalError:
            raise NoChainFileError(NOT_ONE, where=str(path), hint=MAKE_ONE) from None
        try:
            if not _has_mark(connection):
                raise NoChainFileError(NOT_ONE, where=str(path), hint=MAKE_ONE)
            set_up(connection, PRAGMAS)
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version > VERSION:
                raise DeskError(
                    "a newer altui wrote this file",
                    where=str(path),
                    hint="Update altui: pip install --upgrade altui",
                )
            # A trigger would do to others' answers whatever its author likes.
            (strays,) = connection.execute(
                "SELECT count(*) FROM sqlite_schema WHERE type NOT IN ('table', 'index')"
            ).fetchone()
            if strays:
                raise DeskError("this file was not made by altui", where=str(path))
            (facts,) = connection.execute("SELECT facts FROM project").fetchone()
            project = read_project(facts)
        except (sqlite3.DatabaseError, ValueError, TypeError, KeyError) as error:
            connection.close()
            if _is_busy(error):
                raise DeskGoneError(f"the file cannot be used: {error}", where=str(path)) from error
            raise NoChainFileError(f"the file is damaged: {error}", where=str(path)) from error
        except BaseException:
            connection.close()
            raise
        return cls(path, connection, project)

    def heads(self) -> dict[str, Head]:
        """How far each chain goes, by its name, in the order in which they came."""
        rows = self.connection.execute(HEADS)
        return {chain: (sequence, hash_) for chain, sequence, hash_ in rows}

    def head(self, chain: str) -> Head:
        found = self.connection.execute(
            "SELECT sequence, hash FROM link WHERE chain = ? ORDER BY sequence DESC LIMIT 1",
            (chain,),
        ).fetchone()
        return NO_HEAD if found is None else (found[0], found[1])

    def append(self, links: Iterable[Link], *, mends: bool = False) -> int:
        """Add links, each where its chain ends; those that are there already are passed over.

        Where it `mends`, the links are whole chains from their beginning: each takes the place of
        one under its number that is damaged. Returns how many did. Call it within a transaction.
        DeskError if a link does not fit, which the transaction is to end with.
        """
        heads: dict[str, Head] = {}
        mended = 0
        for link in links:
            head = heads.get(link.chain) or self.head(link.chain)
            if link.sequence <= head[0]:
                if mends and self._is_damaged(link):
                    self._mend(link)
                    mended += 1
                self._check_same(link)
                continue
            if not continues(link, head):
                raise ChainDiffersError.of(link.chain, link.sequence, head[0], str(self.path))
            self.connection.execute(
                "INSERT INTO link (chain, sequence, previous, hash, body) VALUES (?, ?, ?, ?, ?)",
                link,
            )
            heads[link.chain] = (link.sequence, link.hash)
        return mended

    def links(self, chain: str, *, after: int = 0) -> Iterator[Link]:
        """The links of a chain in order, those after a sequence. Whoever reads their texts checks
        them."""
        yield from map(
            Link._make,
            self.connection.execute(
                "SELECT chain, sequence, previous, hash, body FROM link"
                " WHERE chain = ? AND sequence > ? ORDER BY sequence",
                (chain, after),
            ),
        )

    def beyond(self, heads: Mapping[str, Head]) -> list[Link]:
        """The links after `heads`, chain by chain, as many as one pull may return."""
        found: list[Link] = []
        size = 0
        for chain, (end, _) in self.heads().items():
            sequence, _ = heads.get(chain, NO_HEAD)
            if sequence >= end:
                continue
            for link in self.links(chain, after=sequence):
                size += len(link.body)
                if found and (len(found) == MOST_PULLED or size > MOST_PULLED_BYTES):
                    return found
                found.append(link)
        return found

    def close(self) -> None:
        self.connection.close()

    def _is_damaged(self, link: Link) -> bool:
        """Whether what stands under the number of a link is none that could stand there."""
        found = self.connection.execute(
            "SELECT previous, hash, body FROM link WHERE chain = ? AND sequence = ?",
            (link.chain, link.sequence),
        ).fetchone()
        before = (link.sequence - 1, link.previous)
        return found is None or not continues(Link(link.chain, link.sequence, *found), before)

    def _mend(self, link: Link) -> None:
        self.connection.execute(
            "INSERT INTO link (chain, sequence, previous, hash, body) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (chain, sequence) DO UPDATE SET"
            " previous = excluded.previous, hash = excluded.hash, body = excluded.body",
            link,
        )

    def _check_same(self, link: Link) -> None:
        (there,) = self.connection.execute(
            "SELECT hash FROM link WHERE chain = ? AND sequence = ?", (link.chain, link.sequence)
        ).fetchone()
        if there != link.hash:
            raise ChainDiffersError.of(link.chain, link.sequence, link.sequence, str(self.path))


@contextmanager
def in_transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it, or nothing where it ends with an error."""
    connection.execute("BEGIN IMMEDIATE")
    with ending(connection):
        yield


@contextmanager
def ending(connection: sqlite3.Connection) -> Iterator[None]:
    """Commits what has begun, or takes it back where it ends with an error."""
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A commit that had to wait too long for readers leaves the transaction open, a full disk
        # may have ended it.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _has_mark(connection: sqlite3.Connection) -> bool:
    """As `is_chain_file`, but a file that others of this process use is never closed, which would
    drop all of SQLite's locks on it."""
    try:
        (mark,) = connection.execute("PRAGMA application_id").fetchone()
    except sqlite3.DatabaseError as error:
        if _is_busy(error):
            raise
        return False
    return bool(mark == APPLICATION_ID)


def _is_busy(error: Exception) -> bool:
    return getattr(error, "sqlite_errorname", "") == "SQLITE_BUSY"
