"""An SQLite file of several people's chains: what a merge makes, and a desk beside the data.

Links are only ever added. Nothing in it is rewritten.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from altui.desk.chains import NO_HEAD, DeskError, Head, Link, Project, continues
from altui.desk.protocol import MOST_PULLED, Arrival

APPLICATION_ID = 0x616C7454  # "altT"
VERSION = 1
BUSY_SECONDS = 5.0

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
PRAGMAS = (
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA journal_mode=DELETE",
    "PRAGMA synchronous=EXTRA",
)


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
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
        except FileExistsError:
            raise DeskError("there is a file already", where=str(path)) from None
        connection = _connect(path)
        with in_transaction(connection):
            for statement in TABLES:
                connection.execute(statement)
            connection.execute("INSERT INTO project VALUES (?)", (json.dumps(project._asdict()),))
        return cls(path, connection, project)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a file that is there. DeskError if it is none, or is damaged."""
        if not is_chain_file(path):
            raise DeskError("this is not a file of several people's answers", where=str(path))
        connection = _connect(path)
        try:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version > VERSION:
                raise DeskError(
                    "a newer altui wrote this file",
                    where=str(path),
                    hint="Update altui: pip install --upgrade altui",
                )
            (facts,) = connection.execute("SELECT facts FROM project").fetchone()
            said = json.loads(facts)
            project = Project(
                str(said["digest"]), int(said["rows"]), tuple(said["classes"]), int(said["seed"])
            )
        except (sqlite3.DatabaseError, ValueError, TypeError, KeyError) as error:
            connection.close()
            raise DeskError(f"the file is damaged: {error}", where=str(path)) from error
        except BaseException:
            connection.close()
            raise
        return cls(path, connection, project)

    def heads(self) -> dict[str, Head]:
        """How far each chain goes, by its name, in the order in which they came."""
        rows = self.connection.execute(
            "SELECT chain, sequence, hash, min(arrival) OVER (PARTITION BY chain) AS came FROM link"
            " WHERE (chain, sequence) IN (SELECT chain, max(sequence) FROM link GROUP BY chain)"
            " ORDER BY came"
        )
        return {chain: (sequence, hash_) for chain, sequence, hash_, _ in rows}

    def head(self, chain: str) -> Head:
        found = self.connection.execute(
            "SELECT sequence, hash FROM link WHERE chain = ? ORDER BY sequence DESC LIMIT 1",
            (chain,),
        ).fetchone()
        return NO_HEAD if found is None else (found[0], found[1])

    def append(self, links: Iterable[Link]) -> None:
        """Add links, each where its chain ends; those that are there already are passed over.

        Call it within a transaction. DeskError if a link does not fit, which the transaction is to
        end with.
        """
        heads: dict[str, Head] = {}
        for link in links:
            head = heads.get(link.chain) or self.head(link.chain)
            if link.sequence <= head[0]:
                self._check_same(link)
                continue
            if not continues(link, head):
                raise DeskError(
                    f"event {link.sequence} does not go on where the answers of "
                    f"{link.chain} end, at event {head[0]}",
                    where=str(self.path),
                )
            self.connection.execute(
                "INSERT INTO link (chain, sequence, previous, hash, body) VALUES (?, ?, ?, ?, ?)",
                link,
            )
            heads[link.chain] = (link.sequence, link.hash)

    def links(self, chain: str) -> Iterator[Link]:
        """The links of a chain in order. Whoever reads their texts checks them."""
        yield from map(
            Link._make,
            self.connection.execute(
                "SELECT chain, sequence, previous, hash, body FROM link"
                " WHERE chain = ? ORDER BY sequence",
                (chain,),
            ),
        )

    def arrivals(self, after: int) -> list[Arrival]:
        """What came after arrival `after`, oldest first, at most MOST_PULLED."""
        rows = self.connection.execute(
            "SELECT arrival, chain, sequence, previous, hash, body FROM link"
            " WHERE arrival > ? ORDER BY arrival LIMIT ?",
            (after, MOST_PULLED),
        )
        return [Arrival(number, Link._make(link)) for number, *link in rows]

    def close(self) -> None:
        self.connection.close()

    def _check_same(self, link: Link) -> None:
        (there,) = self.connection.execute(
            "SELECT hash FROM link WHERE chain = ? AND sequence = ?", (link.chain, link.sequence)
        ).fetchone()
        if there != link.hash:
            raise DeskError(
                f"event {link.sequence} of {link.chain} is another one here",
                where=str(self.path),
                hint="Two sessions were begun or gone on with under one name.",
            )


@contextmanager
def in_transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it, or nothing where it ends with an error."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # SQLite ends the transaction itself after some errors, and not after others.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=rw",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    for pragma in PRAGMAS:
        connection.execute(pragma)
    return connection
