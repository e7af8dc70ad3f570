"""Rebuilds a damaged session from what is left in its file and its copies.

Nothing is deleted: the damaged file is kept, and everything that cannot be saved is listed.
"""

from __future__ import annotations

import csv
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from altui.errors import SessionError, StorageError
from altui.session.events import STEPS, UNDOABLE, Decision, Event, Kind, chain
from altui.session.figures.summary import iso_time
from altui.session.recovery.evidence import Tell, private_copy, remains_of
from altui.session.recovery.lost_classes import restore_classes
from altui.session.recovery.rebuilding import Rebuilding, lost_move, provenance, runs
from altui.session.recovery.verification import Salvage
from altui.session.replay import Replay
from altui.session.store.companion import companion_folder
from altui.session.store.disk_errors import cause_at
from altui.session.store.event_rows import EventColumns
from altui.session.store.lock import SessionLock, user_name
from altui.session.store.log_file import journal_of, make_file

NO_BEGINNING = "Its first event is lost: it says which data the session belongs to."
NO_MOVE = "The data file has changed once, and the event that describes it is lost: later decisions"
NO_END = "The end of the file is missing or damaged: it is unknown what came after event"
_KINDS = {kind.value for kind in Kind}


@dataclass(frozen=True)
class Lost:
    """The lost events `first` to `last`; `what` describes them if they could still be read."""

    first: int
    last: int
    what: str = ""

    @property
    def count(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True)
class Recovery:
    """`saved` events are in the session now, `from_copies` of them only from a copy. `aside` is
    the damaged file, None if nothing was damaged. `left_out` events were read but depend on lost
    ones. `rescued` is a file of decisions that fit no session. `is_cut`: more events may be lost
    than are known. `notes` are sentences for the person."""

    path: Path
    saved: int
    from_copies: int = 0
    lost: tuple[Lost, ...] = ()
    left_out: int = 0
    aside: Path | None = None
    rescued: Path | None = None
    is_whole: bool = False
    is_cut: bool = False
    notes: tuple[str, ...] = ()


def recover(
    path: Path, now: Callable[[], float] = time.time, tell: Tell = lambda _: None
) -> Recovery:
    """Rebuild the session at `path`, unless it is undamaged. `tell` gets the progress, 0 to 1.

    SessionError if it is open elsewhere or nothing is left of it, StorageError if nothing can be
    written. After an error nothing has changed.
    """
    path = path.resolve()
    try:
        with ExitStack() as stack:
            stack.callback(SessionLock(path, companion_folder(path)).release)
            return _recover(path, companion_folder(path), now, tell)
    except (OSError, sqlite3.Error) as error:
        cause, remedy = cause_at(error, path)
        message = f"the session cannot be rebuilt: {cause}"
        raise StorageError(message, where=str(path), hint=remedy) from error


def _recover(path: Path, folder: Path, now: Callable[[], float], tell: Tell) -> Recovery:
    remains = remains_of(path, folder, tell)
    events, notes = remains.events(), list(remains.notes)
    if not events:
        raise SessionError(
            "nothing is left of this session: no event in its file or in a copy",
            where=str(path),
        )
    if remains.whole == len(events):
        return Recovery(path, len(events), is_whole=True, notes=tuple(notes))
    saved, rest = _until_lost_move(events, remains.own)
    if events[0].kind is not Kind.BEGIN:
        saved, rest = [], events
        notes.append(NO_BEGINNING)
    elif rest:
        notes.append(f"{NO_MOVE} cannot be matched to rows.")
    last = max(events[-1].sequence, remains.end.least)
    if remains.is_cut:
        notes.append(f"{NO_END} {last:,}, if anything.")
    missing = sorted({*range(1, last + 1)} - {e.sequence for e in events})
    aside = _put_aside(path, folder)
    rebuilding = Rebuilding()
    if saved:
        lost = [*missing, *(event.sequence for event in rest)]
        rebuilding = _rebuild(path, saved, provenance(saved, lost, str(aside or "")), now())
    return Recovery(
        path,
        len(saved),
        sum(event.sequence not in remains.own.events for event in saved),
        tuple(_describe_losses(missing, remains.own)),
        len(rebuilding.left_out),
        aside,
        _rescue(folder, rest) if rest else None,
        is_cut=remains.is_cut,
        notes=tuple(notes),
    )


def _rebuild(path: Path, saved: Sequence[Event], note: str, at: float) -> Rebuilding:
    usable = restore_classes(saved)
    kept = {event.sequence for event in usable}
    rebuilding = Rebuilding(left_out=[event for event in saved if event.sequence not in kept])
    for event in usable:
        rebuilding.follow(event)
    head = rebuilding.events[-1].sequence, rebuilding.events[-1].hash
    end = chain(head, [(Decision(Kind.RECOVERED, value=note), None)], user_name(), at)
    whole = [*rebuilding.events, *end]
    Replay.of(whole)  # it must open before it takes the session's place
    make_file(path, whole)
    return rebuilding


def _put_aside(path: Path, folder: Path) -> Path | None:
    """Rename the damaged file and its journal. Returns the new name."""
    if not path.exists():
        return None
    aside = _unused(folder, "damaged-{}.altui")
    for source, target in ((path, aside), (journal_of(path), journal_of(aside))):
        if source.exists():
            private_copy(source, target)
    return aside


def _unused(folder: Path, name: str) -> Path:
    number = 1
    while (place := folder / name.format(number)).exists():
        number += 1
    return place


def _until_lost_move(events: Sequence[Event], own: Salvage) -> tuple[list[Event], list[Event]]:
    """The events whose rows are known, and those after a lost change of the data file."""
    there = {event.sequence for event in events}
    lost = [row[0] for row in own.damaged if row[2] == Kind.SOURCE and row[0] not in there]
    first = min([*lost, lost_move(events) or events[-1].sequence + 1])
    return [e for e in events if e.sequence < first], [e for e in events if e.sequence >= first]


def _describe_losses(missing: Sequence[int], own: Salvage) -> Iterator[Lost]:
    """Missing events: singly if the damaged row is still readable, else in runs."""
    told = {row[0]: _what(row) for row in own.damaged if row[0] in set(missing)}
    untold = runs([number for number in missing if number not in told])
    alone = [Lost(number, number, what) for number, what in told.items()]
    yield from sorted([*alone, *(Lost(*run) for run in untold)], key=lambda lost: lost.first)


def _what(row: EventColumns) -> str:
    kind = row[2] if row[2] in _KINDS else "something"
    about = f" of row {row[4]}" if row[4] else ""
    value = f": {row[5]}" if row[5] and kind in UNDOABLE else ""
    return f"{kind}{about}{value}"


def _rescue(folder: Path, events: Sequence[Event]) -> Path:
    """Write decisions as a table for the person."""
    target = _unused(folder, "rescued-{}.csv")
    target.touch(mode=0o600)
    with target.open("w", newline="", encoding="utf-8", errors="surrogatepass") as file:
        writer = csv.writer(file)
        writer.writerow(["event", "decision", "row_id", "value", "annotator", "time"])
        for e in events:
            if e.kind in {*STEPS, Kind.UNDO, Kind.REDO}:
                when = iso_time(e.decided_at)
                writer.writerow([e.sequence, e.kind, e.row_id, e.value, e.annotator, when])
    return target
