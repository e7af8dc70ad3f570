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
from altui.session.recovery.verification import Salvage, salvage
from altui.session.store.copies import all_copies, mark_of
from altui.session.store.log import EventLog
from altui.session.store.log_file import journal_of
from altui.session.store.schema import connect, read_header

Tell = Callable[[float], object]
"""Gets the share of the work that is done, 0 to 1."""


@dataclass(frozen=True)
class Remains:
    """`own` are the events in the file, `copies` those of this session's copies, newest first.
    `notes` name copies of other sessions. `whole` is the number of events if the file is
    undamaged, else 0. `is_cut`: the file is shorter than its header says, so more may be lost."""

    own: Salvage
    whole: int
    is_cut: bool
    copies: Sequence[Salvage]
    notes: Sequence[str]

    def events(self) -> list[Event]:
        """All proven events, in order. The file itself comes before its copies."""
        events: dict[int, Event] = {}
        for each in (self.own, *self.copies):
            events = {**each.events, **events}
        return [events[sequence] for sequence in sorted(events)]


def remains_of(path: Path, folder: Path, tell: Tell) -> Remains:
    content, whole = _read_beginning(path, folder / "recovering")
    copies = all_copies(folder)[::-1]
    sizes = [len(content), *(copy.stat().st_size for copy in copies)]
    own, is_cut = salvage(content), _is_cut(path)
    read: dict[Path, Salvage] = {}
    for count, copy in enumerate(copies, start=1):
        tell(sum(sizes[:count]) / max(sum(sizes), 1))
        read[copy] = salvage(copy.read_bytes())
    if own.events:
        return Remains(own, whole, is_cut, *_separate(own, read))
    marks = [*dict.fromkeys(mark_of(copy) for copy in read)]
    notes = []
    if len(marks) > 1:
        notes.append("The folder also has copies of earlier sessions; the newest copy was used.")
    newest = [found for copy, found in read.items() if mark_of(copy) == marks[0]]
    return Remains(own, whole, is_cut, newest, notes)


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


def _read_beginning(path: Path, work: Path) -> tuple[bytes, int]:
    """The file's bytes, and its number of events if it is undamaged, else 0.

    A commit that a crash interrupted is rolled back, as on opening, but in a copy at `work`: the
    file itself must not change.
    """
    if not path.is_file():
        return b"", 0
    for source, target in ((path, work), (journal_of(path), journal_of(work))):
        target.unlink(missing_ok=True)
        if source.exists():
            private_copy(source, target)
    whole, content = 0, b""
    with suppress(sqlite3.Error), closing(connect(work)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    with suppress(SessionError), EventLog.open(work, readonly=True) as log:
        whole = log.verify()
    # A file that cannot be opened is read byte by byte, with its journal.
    for left in (work, journal_of(work)):
        if left.exists():
            content += left.read_bytes()
            left.unlink()
    return content, whole


def _is_cut(path: Path) -> bool:
    """Whether a file has fewer pages than its header counts, or no header to count them."""
    if read_header(path) is None:
        return True
    with path.open("rb") as file:
        head = file.read(100)
    size, pages = int.from_bytes(head[16:18], "big"), int.from_bytes(head[28:32], "big")
    return path.stat().st_size < size * pages


def private_copy(source: Path, target: Path) -> None:
    """Make a copy that only this user may read. `target` must not exist."""
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as copy, source.open("rb") as file:
        shutil.copyfileobj(file, copy)
        copy.flush()
        os.fsync(copy.fileno())
