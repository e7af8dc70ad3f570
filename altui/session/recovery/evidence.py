"""What is left of a session: the readable parts of its file, and the copies beside it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from altui.errors import SessionError
from altui.session.events import Event
from altui.session.recovery.table_end import TableEnd, find_end
from altui.session.recovery.verification import Salvage, salvage
from altui.session.store.copies import all_copies, mark_of
from altui.session.store.log import EventLog
from altui.session.store.log_file import journal_of
from altui.session.store.schema import connect

Tell = Callable[[float], object]
"""Gets the share of the work that is done, 0 to 1."""


@dataclass(frozen=True)
class Remains:
    """`own` are the events in the file, `copies` those of this session's copies, newest first.
    `notes` name copies of other sessions. `whole` is the number of events if the file is
    undamaged, else 0. `end` is what its pages say of how many events there were."""

    own: Salvage
    whole: int
    end: TableEnd
    copies: Sequence[Salvage]
    notes: Sequence[str]

    @property
    def is_cut(self) -> bool:
        """Whether more may be lost than is known: the end of the table cannot be read, or it is
        older than what is left."""
        newest = max((max(each.events, default=0) for each in (self.own, *self.copies)), default=0)
        return not self.end.is_known or self.end.least < newest

    def events(self) -> list[Event]:
        """All proven events, in order. The file itself comes before its copies."""
        events: dict[int, Event] = {}
        for each in (self.own, *self.copies):
            events = {**each.events, **events}
        return [events[sequence] for sequence in sorted(events)]


def remains_of(path: Path, folder: Path, tell: Tell) -> Remains:
    content, whole, end = _read_beginning(path, folder / "recovering")
    copies = all_copies(folder)[::-1]
    sizes = [len(content), *(copy.stat().st_size for copy in copies)]
    own = salvage(content)
    read: dict[Path, Salvage] = {}
    for count, copy in enumerate(copies, start=1):
        tell(sum(sizes[:count]) / max(sum(sizes), 1))
        read[copy] = salvage(copy.read_bytes())
    if own.events:
        return Remains(own, whole, end, *_separate(own, read))
    marks = [*dict.fromkeys(mark_of(copy) for copy in read)]
    notes = []
    if len(marks) > 1:
        notes.append("The folder also has copies of earlier sessions; the newest copy was used.")
    newest = [found for copy, found in read.items() if mark_of(copy) == marks[0]]
    return Remains(own, whole, end, newest, notes)


def _separate(own: Salvage, read: dict[Path, Salvage]) -> tuple[list[Salvage], list[str]]:
    """The copies that agree with the file in every event, and notes on the others."""
    copies, notes, hashes = [], [], own.hashes
    for copy, found in read.items():
        common = hashes.keys() & found.events.keys()
        equal = [s for s in common if hashes[s] == found.events[s].hash]
        if equal and len(equal) == len(common):
            copies.append(found)
        elif equal:
            notes.append(f"{copy.name} differs after event {max(equal)} and was not used.")
    return copies, notes


def _read_beginning(path: Path, work: Path) -> tuple[bytes, int, TableEnd]:
    """The file's bytes, its number of events if it is undamaged, else 0, and the table's end.

    A commit that a crash interrupted is rolled back, as on opening, but in a copy at `work`: the
    file itself must not change.
    """
    if not path.is_file():
        return b"", 0, find_end(b"")
    for source, target in ((path, work), (journal_of(path), journal_of(work))):
        target.unlink(missing_ok=True)
        if source.exists():
            private_copy(source, target)
    whole, content = 0, b""
    with suppress(sqlite3.Error), closing(connect(work)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    with suppress(SessionError), EventLog.open(work, readonly=True) as log:
        whole = log.verify()
    end = find_end(work.read_bytes())
    # A file that cannot be opened is read byte by byte, with its journal.
    for left in (work, journal_of(work)):
        if left.exists():
            content += left.read_bytes()
            left.unlink()
    return content, whole, end


def private_copy(source: Path, target: Path) -> None:
    """Make a copy that only this user may read. `target` must not exist."""
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as copy, source.open("rb") as file:
        shutil.copyfileobj(file, copy)
        copy.flush()
        os.fsync(copy.fileno())
