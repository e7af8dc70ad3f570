"""What a person settles, in the team file: on disk before anything else is shown."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from altui.desk.chain_file import ChainFile, in_transaction
from altui.errors import SessionError
from altui.session.events import Decision, Event, Head, Kind, chain
from altui.session.store.disk_errors import not_written
from altui.session.store.links import links_of
from altui.session.team.chains import SETTLES, read_chain
from altui.session.team.settling import Settlements


class Settler:
    """An open team file and the chain of what `name` settles in it. Calls run one at a time.

    The chain begins with the first settlement: who only looks adds nothing.
    """

    def __init__(self, file: ChainFile, name: str, begin: Event) -> None:
        """`begin` is the first event of a session of the team. SessionError if what `name` settled
        before cannot be read."""
        self.name = name
        self._file, self._chain, self._begin = file, f"{name}{SETTLES}", begin
        before = read_chain(self._chain, file.links(self._chain))
        if before.broken:
            raise SessionError(
                before.broken,
                where=str(file.path),
                hint="Settle under another name; what is whole stays. altui verify says more.",
            )
        self._settlements = Settlements(before.events)
        self._head: Head = file.head(self._chain)

    @classmethod
    def open(cls, path: Path, name: str, begin: Event) -> Self:
        """For the file at `path`, which `close` closes. DeskError if it is none."""
        file = ChainFile.open(path)
        try:
            return cls(file, name, begin)
        except BaseException:
            file.close()
            raise

    def held(self, row_id: str) -> str:
        """The class that this person settled a row by; empty where they have not."""
        event = self._settlements.held.get(row_id)
        return "" if event is None else event.value or ""

    @property
    def next_undo(self) -> str | None:
        """The id of the row whose settlement `undo` takes back."""
        return _row_of(self._settlements.to_undo)

    @property
    def next_redo(self) -> str | None:
        return _row_of(self._settlements.to_redo)

    def settle(self, row_id: str, decision: Decision) -> None:
        """Have a class hold for a row. StorageError: it is not saved."""
        self._append([(decision, row_id)])

    def undo(self) -> str | None:
        """Take back all that was last said of one row, and return its id; None if there is
        nothing. StorageError: it is not saved."""
        return self._move(Kind.UNDO, self._settlements.to_undo)

    def redo(self) -> str | None:
        """The same for what was last taken back."""
        return self._move(Kind.REDO, self._settlements.to_redo)

    def close(self) -> None:
        self._file.close()

    def _move(self, kind: Kind, events: Sequence[Event]) -> str | None:
        moves = [Decision(kind, each.row, str(each.sequence)) for each in events]
        if moves:
            self._append([(move, events[0].row_id) for move in moves])
        return _row_of(events)

    def _append(self, decisions: Sequence[tuple[Decision, str | None]]) -> None:
        begin = [] if self._head[0] else [(self._beginning(), None)]
        events = chain(self._head, [*begin, *decisions], self.name, time.time())
        end = (events[-1].sequence, events[-1].hash)
        try:
            self._write(events)
        except (sqlite3.Error, OSError) as error:
            if not self._is_there(end):
                raise not_written(error, self._file.path) from error
        self._head = end
        for event in events:
            self._settlements.follow(event)

    def _write(self, events: Sequence[Event]) -> None:
        with in_transaction(self._file.connection):
            if self._file.head(self._chain) != self._head:
                raise SessionError(
                    f"somebody else settles as {self.name} at the same time",
                    where=str(self._file.path),
                    hint="Quit one of the two; then begin again here.",
                )
            self._file.append(links_of(events, self._chain))

    def _is_there(self, end: Head) -> bool:
        """Whether the events were written though an error came."""
        try:
            return self._file.head(self._chain) == end
        except sqlite3.Error:
            return False

    def _beginning(self) -> Decision:
        stored = json.loads(self._begin.value or "{}")
        return Decision(Kind.BEGIN, value=json.dumps({**stored, "annotator": self.name}))


def _row_of(events: Sequence[Event]) -> str | None:
    return events[0].row_id if events else None
