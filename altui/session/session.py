"""One annotator's work: the log first, then the state.

When `decide` returns, the decision is on disk. When it raises, nothing has changed, and the
same call can be made again.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Self

from altui.data.units.units import ALONE, Units
from altui.errors import InputError, SessionError, StorageError
from altui.filesystem import network_note
from altui.learning.honesty.random_check import Draw
from altui.learning.rounds import Knowledge, Round
from altui.session.events import STANDINGS, UNDOABLE, Decision, Head, Kind, suppose_event
from altui.session.history import round_to_json
from altui.session.project.allotment import allot
from altui.session.project.shares import parse_share
from altui.session.reading import SessionView, read_session
from altui.session.refill import Refill
from altui.session.replay import Replay
from altui.session.session_reader import SessionReader
from altui.session.settings import Settings
from altui.session.source.changes import Changes, check_source
from altui.session.state.check_draw import draw_check
from altui.session.state.narrowed import Narrow, no_narrowing
from altui.session.state.order import Integers
from altui.session.state.pool import Pool
from altui.session.store.copies import keep_copy
from altui.session.store.disk_errors import cause_at
from altui.session.store.log import EventLog
from altui.session.validation.decisions import check_alike, check_decision, check_import
from altui.session.validation.opinions import check_opinions, seen_to_json

Clock = Callable[[], float]
Marks = Callable[[int], str | None]
"""From a row to the hash of its content."""


def no_mark(_row: int) -> None:
    return None


class Session(SessionReader):
    """Applies decisions. Made by `begin` or `resume`. Any thread may call it; calls run one at a
    time.

    `notes` are sentences for the person.
    """

    def __init__(
        self,
        log: EventLog,
        replay: Replay,
        ids: Sequence[str],
        pool: Pool,
        contents: Marks,
        now: Clock,
    ):
        super().__init__(log, replay, pool)
        self.notes: list[str] = _notes(log)
        self.annotator = replay.settings.annotator
        self._ids = ids
        self._contents = contents
        self._now = now
        self._named = {self.settings.model}

    @classmethod
    def begin(
        cls,
        path: Path,
        settings: Settings,
        *,
        ids: Sequence[str],
        known: Integers,
        part: Integers,
        units: Units = ALONE,
        contents: Marks = no_mark,
        narrow: Narrow = no_narrowing,
        now: Clock = time.time,
        draws: Sequence[Draw] | None = None,
        earlier: Iterable[Decision] = (),
    ) -> Self:
        """Make a new session. `known` and `part` are those of the Dataset, (n,).

        `draws` are the rows of the random check, where they were drawn before; `earlier` is what
        an earlier session has decided about its rows.
        """
        pool = Pool(part, known, units, narrow)
        if draws is None:
            draws = draw_check(pool.drawable, units, settings.audit, settings.seed)
        pool.allot(allot(settings, ids, units, (drawn.row for drawn in draws)))
        settings = replace(settings, pool=pool.size)
        if settings.share and not pool.size:
            raise InputError(
                f"no row falls into {parse_share(settings.share).in_words}",
                where=settings.source,
                hint="There are too few rows for so many shares.",
            )
        begin = Decision(Kind.BEGIN, value=settings.dumps())
        first = [
            (each, None)
            if each.row is None
            else (replace(each, content=contents(each.row)), ids[each.row])
            for each in (*(Decision.draw(*drawn) for drawn in draws), *earlier)
        ]
        log = EventLog.create(path, begin, annotator=settings.annotator, at=now(), first=first)
        replay = Replay.of(log.events())
        pool.settle(replay.state)
        session = cls(log, replay, ids, pool, contents, now)
        session._keep_copy()
        return session

    @classmethod
    def resume(
        cls,
        path: Path,
        *,
        ids: Sequence[str],
        known: Integers,
        part: Integers,
        fingerprint: str,
        units: Units = ALONE,
        annotator: str | None = None,
        contents: Marks = no_mark,
        narrow: Narrow = no_narrowing,
        agreed: Changes | None = None,
        now: Clock = time.time,
    ) -> Self:
        """Continue a session, and check its chain.

        SessionError if it belongs to other data, or if the data changed in another way than the
        person has agreed to.
        """
        log = EventLog.open(path)
        pool = Pool(part, known, units, narrow)
        try:
            session = cls(log, Replay.of(log.events()), ids, pool, contents, now)
            session.annotator = annotator or session.annotator
            session._keep_copy()
            if agreed is not None:
                session._follow_source(agreed)
            check_source(session.settings, path, rows=len(ids), fingerprint=fingerprint)
            pool.allot(allot(session.settings, ids, units, session.state.drawn))
            pool.settle(session.state)
            pool.narrow(session.settings.narrow)
            session._mark_rows()
            session._keep_copy()
        except BaseException:
            log.close()
            raise
        return session

    @staticmethod
    def read(path: Path) -> SessionView:
        """The session as it is now, only for reading. It may be open elsewhere."""
        return read_session(path)

    def decide(
        self, decision: Decision, prepared: Callable[[Knowledge], Round | None] = lambda _: None
    ) -> Knowledge:
        """Write `decision` to the log, then change the state.

        `prepared` gives the Round after it, if one was made ahead; it is logged in the same write.
        SessionError if the decision makes no sense now, StorageError if it could not be written.
        After an error nothing has changed.
        """
        with self._guard:
            chosen = self._check_all(decision)
            foreseen = prepared(self.foresee(decision)) if decision.kind in STANDINGS else None
            self._append(*chosen, *([self._round_decision(foreseen)] if foreseen else []))
            self._named.add(self.settings.model)
            return self.knowledge()

    def _check_all(self, decision: Decision) -> list[Decision]:
        """What a decision is in the log: more than one for a row with its look-alikes."""
        if decision.kind is Kind.ALIKE:
            return check_alike(decision, self.state, self._pool, self.settings)
        return [self._check(decision)]

    def _check(self, decision: Decision) -> Decision:
        return check_decision(decision, self.state, self._pool, self.settings, self._named)

    def bring_in(self, origin: str, labels: Iterable[Decision]) -> Knowledge:
        """Import labels made elsewhere, all or none: one write, and one step of undo.

        `origin` says in JSON where they come from; each of `labels` is an `imported` one.
        """
        with self._guard:
            chosen = check_import(labels, self._pool, self.settings)
            self._append(Decision(Kind.IMPORT, value=origin), *chosen)
            return self.knowledge()

    def take_in(self, heads: Mapping[str, Head], opinions: Iterable[Decision]) -> Knowledge:
        """Take in what others say: each of `opinions` is an `opinion` on a row that a person may be
        asked for; `heads` say how far their chains were read for it. One write."""
        with self._guard:
            given = check_opinions(opinions, self._pool)
            if given:
                value = seen_to_json(heads, self._pool, given)
                self._append(Decision(Kind.SEEN, value=value), *given)
            return self.knowledge()

    def refill(
        self,
        refill: Refill,
        *,
        ids: Sequence[str],
        known: Integers,
        part: Integers,
        units: Units,
        contents: Marks,
        narrow: Narrow,
    ) -> Settings:
        """Add rows to the sample: what is given is of all rows then, with these last. Undo does not
        take it back."""
        with self._guard:
            self._append(Decision(Kind.REFILL, value=refill.dumps()))
            self._ids, self._contents = ids, contents
            self._pool = Pool(part, known, units, narrow)
            self._pool.settle(self.state)
            self._pool.narrow(self.settings.narrow)
            return self.settings

    @property
    def ids(self) -> Sequence[str]:
        """Those of the rows, in their order."""
        return self._ids

    def content(self, row: int) -> str | None:
        """The mark of what a row holds now; None where the file can no longer be read."""
        return self._contents(row)

    def slots(self, row: int) -> int:
        """How many people of a team are to answer the row."""
        return 2 if self._pool.is_twice(row) else 1

    def foresee(self, decision: Decision) -> Knowledge:
        """The Knowledge after `decision` (label, skip, ignore or unsure). Nothing changes.

        Its `event` is a guess: other events may come first.
        """
        with self._guard:
            decision = self._check(decision)
            event = suppose_event(decision, self.log.head[0] + 1)
            with self.state.suppose(event) as change:
                if change is not None:
                    self._pool.follow(change, self.state)
                knowledge = self.knowledge()
            if change is not None:
                self._pool.follow(change.inverse, self.state)
            return knowledge

    def record(self, round_: Round) -> None:
        """Log a round, once per event. A round older than the last one is ignored."""
        with self._guard:
            if round_.event > self._replay.recorded:
                self._append(self._round_decision(round_))

    def _round_decision(self, round_: Round) -> Decision:
        return Decision(Kind.ROUND, value=round_to_json(round_, self.settings))

    def close(self) -> None:
        """Close the file. Nothing waits to be saved. Closing twice is allowed."""
        with self._guard:
            self.log.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _append(self, *decisions: Decision) -> None:
        """Write the decisions at once, then apply them."""
        entries = [self._with_row(decision) for decision in decisions]
        for event in self.log.append_many(entries, annotator=self.annotator, at=self._now()):
            change = self._replay.follow(event)
            if change is not None:
                self._pool.follow(change, self.state)
        self._pool.narrow(self.settings.narrow)

    def _with_row(self, decision: Decision) -> tuple[Decision, str | None]:
        """The decision with the hash of its row's content, and the row's id."""
        row = decision.row
        if row is None:
            return decision, None
        if decision.kind in UNDOABLE or decision.kind is Kind.OPINION:
            decision = replace(decision, content=self._contents(row))
        return decision, self._ids[row]

    def _follow_source(self, agreed: Changes) -> None:
        if agreed.event != self.log.head[0]:
            raise SessionError(
                "the session changed while you were asked", where=str(self.path), hint="Try again."
            )
        self._append(Decision(Kind.SOURCE, value=agreed.value))

    def _mark_rows(self) -> None:
        """Log the hashes of rows that were decided about before altui stored them."""
        if self._contents is no_mark or not self.log.has_unmarked():
            return
        marks = [[row, self._contents(row)] for row in sorted(self.state.kept)]
        # If this fails, the next opening tries again.
        with suppress(StorageError):
            self._append(Decision(Kind.SOURCE, value=json.dumps({"contents": marks})))

    def _keep_copy(self) -> None:
        try:
            keep_copy(self.log, self._replay.uuid)
        except (OSError, sqlite3.Error) as error:
            # The session itself is safe without a copy, so it may be opened.
            note = f"No copy of the session could be made: {cause_at(error, self.log.path)[0]}."
            if note not in self.notes:
                self.notes.append(note)


def _notes(log: EventLog) -> list[str]:
    lock_note = log.lock.note if log.lock is not None else ""
    return [note for note in (network_note(log.path), lock_note) if note]
