"""The event log on disk, and the promise: an event that `append` returns is on disk.

An event whose write failed is not in the log, even if the disk stored it before it reported an
error: it is removed before the next write.
"""

import os
import sqlite3
import threading
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Self

from altui.errors import SessionError
from altui.session.events import BEFORE_ALL, COLUMNS, UNDOABLE, Decision, Event, Head, Kind, chain
from altui.session.store.companion import companion_folder
from altui.session.store.disk_errors import copies_hint, not_begun, not_read, not_written
from altui.session.store.event_rows import (
    EventColumns,
    Sealed,
    from_columns,
    read_unbroken,
    to_columns,
    with_texts,
)
from altui.session.store.lock import SessionLock, unclaim
from altui.session.store.log_file import INSERT, check_writable, make_file, open_claimed
from altui.session.store.schema import (
    check_header,
    check_tables,
    connect,
    connect_to_read,
    migrate,
    select,
    version_of,
)

_PAGE = "WHERE sequence > ? ORDER BY sequence LIMIT 4096"
_NEWEST_FIRST = "ORDER BY sequence DESC LIMIT ?"
_NO_END = 2**63 - 1


class EventLog:
    """An open session file. Any thread may call it; calls run one at a time."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: SessionLock | None):
        self.path = path
        self.lock = lock
        self._connection: sqlite3.Connection | None = connection
        self._select = select(COLUMNS, version_of(connection))
        self._guard = threading.RLock()
        self._head: Head | None = None
        self._unsaved: list[str] = []

    @classmethod
    def create(
        cls,
        path: Path,
        begin: Decision,
        *,
        annotator: str,
        at: float,
        first: Sequence[tuple[Decision, str | None]] = (),
    ) -> Self:
        """Make a new session file with `begin` and the `first` decisions. It appears complete or
        not at all."""
        path = path.resolve()
        with open_claimed(path, not_begun) as undo:
            lock = SessionLock(path, companion_folder(path))
            undo.callback(lock.release)
            if os.path.lexists(path):
                raise SessionError("there is a session already", where=str(path))
            undo.callback(path.unlink, missing_ok=True)
            make_file(path, chain(BEFORE_ALL, [(begin, None), *first], annotator, at))
            connection = connect(path)
            undo.callback(connection.close)
            return cls(path, connection, lock)

    @classmethod
    def open(cls, path: Path, *, readonly: bool = False) -> Self:
        """Open a session file. Reading `events()` or calling `verify()` checks the chain."""
        path = path.resolve()
        with open_claimed(path, not_read) as undo:
            check_header(path)
            lock = None
            if not readonly:
                check_writable(path)
                lock = SessionLock(path, companion_folder(path))
                undo.callback(lock.release)
            connection = connect_to_read(path) if readonly else connect(path)
            undo.callback(connection.close)
            if not readonly:
                migrate(connection)
            check_tables(connection, path)
            return cls(path, connection, lock)

    @property
    def connection(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = connect(self.path)
        return self._connection

    @property
    def head(self) -> Head:
        """(sequence, hash) of the last saved event."""
        if self._head is None:
            self.verify()
        return self._head or BEFORE_ALL

    def append(
        self, decision: Decision, *, annotator: str, at: float, row_id: str | None = None
    ) -> Event:
        """Write one event. When this returns it is on disk. StorageError: it is not saved."""
        return self.append_many([(decision, row_id)], annotator=annotator, at=at)[0]

    def append_many(
        self, decisions: Sequence[tuple[Decision, str | None]], *, annotator: str, at: float
    ) -> list[Event]:
        """Write all of (decision, row id) in one transaction, or none."""
        with self._guard:
            if self.lock is None:
                raise SessionError("the session is open for reading only", where=str(self.path))
            events = chain(self.head, decisions, annotator, at)
            try:
                self._write(events)
            except (sqlite3.Error, OSError) as error:
                self._unsaved += [event.uuid for event in events]
                self._roll_back()
                raise not_written(error, self.path) from error
            self._unsaved.clear()
            self._head = (events[-1].sequence, events[-1].hash)
            return events

    def events(self) -> Iterator[Event]:
        """All events in order, each checked against the chain while reading."""
        return (event for event, _ in self.sealed())

    def sealed(self) -> Iterator[Sealed]:
        """The same, each with the text that its hash is of."""
        sequence, previous = BEFORE_ALL
        while page := self._page(sequence):
            end = sequence + len(page)
            for event, content in read_unbroken(page, sequence, previous):
                sequence, previous = event.sequence, event.hash
                yield event, content
            if sequence < end:
                raise self._broken(sequence + 1)
        if sequence == 0:
            raise self._broken(1)
        if not self._unsaved:
            self._head = (sequence, previous)

    def verify(self) -> int:
        """Check the whole chain. Returns the number of events. SessionError names the first broken
        event."""
        return sum(1 for _ in self.events())

    def newest(
        self, kinds: Collection[Kind], limit: int = -1, *, before: int | None = None
    ) -> list[Event]:
        """The last events of these kinds, newest first; `before` is a sequence number."""
        marks = ", ".join("?" * len(kinds))
        query = f"{self._select} WHERE kind IN ({marks}) AND sequence <= ? {_NEWEST_FIRST}"
        last = self._head[0] if self._head else _NO_END
        last = last if before is None else min(last, before - 1)
        names = [kind.value for kind in kinds]
        return [from_columns(with_texts(row)) for row in self._read(query, (*names, last, limit))]

    def since(self, sequence: int, most: int = -1) -> list[Event]:
        """The events after event `sequence`, oldest first, at most so many."""
        query = f"{self._select} WHERE sequence > ? ORDER BY sequence LIMIT ?"
        return [from_columns(with_texts(row)) for row in self._read(query, (sequence, most))]

    def has_unmarked(self) -> bool:
        """Whether a decision about a row has no hash of the row's content, neither then nor added
        later."""
        marks = ", ".join("?" * len(UNDOABLE))
        query = f"{self._select} WHERE content IS NULL AND kind IN ({marks}) LIMIT 1"
        names = [kind.value for kind in UNDOABLE]
        return bool(self._read(query, names)) and not self.newest((Kind.SOURCE,), 1)

    def close(self) -> None:
        """Close the file and release the lock. Closing twice is allowed."""
        with self._guard:
            self._disconnect()
            if self.lock is not None:
                self.lock.release()
            unclaim(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write(self, events: Sequence[Event]) -> None:
        run = self.connection
        run.execute("BEGIN IMMEDIATE")
        if self._unsaved:
            run.executemany("DELETE FROM event WHERE uuid = ?", [(u,) for u in self._unsaved])
        run.executemany(INSERT, [to_columns(event) for event in events])
        run.execute("COMMIT")

    def _roll_back(self) -> None:
        try:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
        except sqlite3.Error:
            # Closing the connection ends the transaction; the next one rolls the journal back.
            self._disconnect()

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _page(self, after: int) -> list[EventColumns]:
        return self._read(f"{self._select} {_PAGE}", (after,))

    def _read(self, query: str, parameters: Sequence[object]) -> list[EventColumns]:
        try:
            with self._guard:
                return self.connection.execute(query, parameters).fetchall()
        except sqlite3.Error as error:
            raise not_read(error, self.path) from error

    def _broken(self, sequence: int) -> SessionError:
        return SessionError(
            f"the session file is damaged: event {sequence} is not what was written",
            where=str(self.path),
            hint=copies_hint(self.path),
        )
