"""A desk in a folder beside the data, for people who are logged in to one machine.

Whoever is of its group could rewrite it. Only a server prevents that.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Lock

from altui.desk.chain_file import ChainFile, in_transaction
from altui.desk.chains import (
    NO_HEAD,
    ChainDiffersError,
    DeskError,
    DeskGoneError,
    Head,
    Link,
    NoChainFileError,
    Project,
    check_head,
    check_project,
)
from altui.desk.lease_file import LeaseFile
from altui.desk.leases import Clock
from altui.desk.protocol import Wish
from altui.desk.team_folder import FILE_MODE, make_file, make_folder, no_access, team_folder
from altui.sqlite_files import connect

LOOK_SECONDS = 0.05
"""A look at the file takes some 20 microseconds."""

OTHER_PROJECT = "To begin another one beside this file, move the desk's folder away."
ANEW = (
    "Move its folder away and go on: a new desk gets each person's answers from their own session "
    "when they next open it."
)

_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_PASSING = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_NOMEM")


def open_chains(path: Path) -> ChainFile:
    """The chains of the desk in the file at `path`. DeskError if it is damaged."""
    try:
        return ChainFile.open(path)
    except NoChainFileError as error:
        told = f"the desk is damaged: {error.message}"
        raise DeskError(told, where=str(path), hint=ANEW) from error


class FileDesk:
    """One person's place at the desk of a data file. `join` makes it, if it is not there yet."""

    def __init__(self, data: Path, *, clock: Clock = time.time) -> None:
        self.folder = team_folder(data)
        self.path = self.folder / "desk.db"
        self._data = data
        self._clock = clock
        self._lock = Lock()
        self._watching = Lock()
        self._closed = Event()
        self._chain = ""
        self._has_lent = False
        self._chains: ChainFile | None = None
        self._leases: LeaseFile | None = None
        self._watch: sqlite3.Connection | None = None
        self._version = -1

    @property
    def place(self) -> str:
        return str(self.folder)

    def join(self, project: Project, chain: str, head: Head) -> Mapping[str, Head]:
        with self._reaching():
            if self._chains is None:
                self._open(project)
            chains = self._opened()
            check_project(project, chains.project, self.place, OTHER_PROJECT)
            check_head(chain, head, chains.head(chain), self.place)
            self._chain = chain
            return chains.heads()

    def push(
        self, links: Sequence[Link], *, answered: Sequence[str] = (), reopened: Sequence[str] = ()
    ) -> Head:
        with self._reaching():
            chains = self._opened()
            if any(link.chain != self._chain for link in links):
                raise DeskError("these are another person's answers", where=self.place)
            if links:
                with in_transaction(chains.connection):
                    chains.append(links)
            head = chains.head(self._chain)
            if answered and head == NO_HEAD:
                raise ChainDiffersError.of(self._chain, 1, 0, self.place)
            # After the labels: a row must not look answered whose label was not kept.
            self._lent().note(self._chain, answered=answered, reopened=reopened)
            return head

    def pull(self, heads: Mapping[str, Head]) -> list[Link]:
        with self._reaching():
            return self._opened().beyond(heads)

    def lend(self, wishes: Sequence[Wish], count: int) -> list[str]:
        with self._reaching():
            self._has_lent = True
            return self._lent().lend(self._chain, wishes, count)

    def give_back(self, row_ids: Sequence[str]) -> None:
        with self._reaching():
            self._lent().note(self._chain, given_back=row_ids, renew=False)

    def renew(self) -> None:
        with self._reaching():
            self._lent().note(self._chain)

    def wait(self, seconds: float) -> bool:
        until = time.monotonic() + seconds
        while not self._closed.is_set():
            if self._has_changed():
                return True
            left = until - time.monotonic()
            if left <= 0 or self._closed.wait(min(LOOK_SECONDS, left)):
                break
        return False

    def close(self) -> None:
        self._closed.set()
        with self._lock:
            if self._leases is not None:
                if self._has_lent:  # whoever only reads ends no loans of the same person
                    with suppress(sqlite3.Error):  # they end by themselves too
                        self._leases.give_all_back(self._chain)
                self._leases.close()
            if self._chains is not None:
                self._chains.close()
            self._chains = self._leases = None
        with self._watching:
            if self._watch is not None:
                self._watch.close()
            self._watch = None

    def _open(self, project: Project) -> None:
        make_folder(self.folder, self._data)
        if self.path.is_symlink():
            raise DeskError("the desk is a link to another place", where=str(self.path))
        if not self.path.exists():
            make_file(
                self.path,
                lambda path: ChainFile.create(path, project, mode=FILE_MODE).close(),
            )
        if not os.access(self.path, os.R_OK | os.W_OK):
            raise no_access(self.path, PermissionError())
        self._chains = open_chains(self.path)
        self._leases = LeaseFile(self.folder / "leases.db", self._clock)
        self._watch = connect(self.path)

    def _has_changed(self) -> bool:
        """Whether another person has written since the last look."""
        with self._watching, self._in_words():
            if self._watch is None:
                return False
            before = self._version
            (self._version,) = self._watch.execute("PRAGMA data_version").fetchone()
            return self._version != before

    def _opened(self) -> ChainFile:
        if self._chains is None:
            raise DeskError("the desk is closed", where=self.place)
        return self._chains

    def _lent(self) -> LeaseFile:
        if self._leases is None:
            raise DeskError("the desk is closed", where=self.place)
        return self._leases

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        """One call at a time."""
        with self._lock, self._in_words():
            yield

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """What SQLite and the disk say becomes a sentence."""
        try:
            yield
        except sqlite3.Error as error:
            name = getattr(error, "sqlite_errorname", "")
            kind = DeskGoneError if name.startswith(_PASSING) else DeskError
            hint = ANEW if name.startswith(_DAMAGED) else ""
            raise kind(f"the desk cannot be used: {error}", where=self.place, hint=hint) from error
        except OSError as error:
            raise no_access(self.folder, error) from error
