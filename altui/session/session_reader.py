"""What a session says of itself, now: nothing is written, and nothing changes."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from threading import RLock

from altui.learning.arrays import BoolArray
from altui.learning.rounds import Knowledge
from altui.session.events import Decision, Event, Kind
from altui.session.figures.curve import Curve
from altui.session.figures.summary import Summary
from altui.session.history import LISTED, HistoryItem, item_of
from altui.session.reading import SessionView, view_of
from altui.session.replay import Replay
from altui.session.settings import Settings
from altui.session.state.label_state import State
from altui.session.state.order import Integers
from altui.session.state.pool import Pool
from altui.session.state.undo_stack import Batch, ClassesChange, Step
from altui.session.store.log import EventLog


class SessionReader:
    """`path` is the session file, `log` its events. Any thread may ask; calls run one at a time."""

    def __init__(self, log: EventLog, replay: Replay, pool: Pool) -> None:
        self.path: Path = log.path
        self.log = log
        self._replay = replay
        self._pool = pool
        self._guard = RLock()

    @property
    def settings(self) -> Settings:
        """The current settings: those at the start, with later changes."""
        return self._replay.settings

    @property
    def begun_with(self) -> Settings:
        return self._replay.begun_with

    @property
    def state(self) -> State:
        return self._replay.state

    @property
    def can_undo(self) -> bool:
        return self.next_undo is not None

    @property
    def can_redo(self) -> bool:
        return self.next_redo is not None

    @property
    def next_undo(self) -> Step | None:
        """What the next undo takes back."""
        with self._guard:
            return self.state.next_undo

    @property
    def next_redo(self) -> Step | None:
        with self._guard:
            return self.state.next_redo

    def batch_in(self, decision: Decision) -> Batch | None:
        """The batch that an undo or redo takes back or gives again, in one step, if it is one."""
        moves = {Kind.UNDO: self.next_undo, Kind.REDO: self.next_redo}
        step = moves.get(decision.kind)
        return step if isinstance(step, Batch) else None

    def moved_by(self, kind: Kind) -> HistoryItem | None:
        """The decision that the undo or redo just made took back or gave again; None if it is none
        that is listed."""
        step = self._moved_by(kind)
        items = [] if step is None else self.history(1, before=step.event + 1)
        return next((each for each in items if step and each.sequence == step.event), None)

    def has_moved_classes(self, kind: Kind) -> bool:
        """Whether the undo or redo just made was of the classes."""
        return isinstance(self._moved_by(kind), ClassesChange)

    def _moved_by(self, kind: Kind) -> Step | None:
        return self.next_redo if kind is Kind.UNDO else self.next_undo

    def is_flagged(self, row: int) -> bool:
        return row in self.state.flags

    def note(self, row: int) -> str:
        """The person's comment on a row; empty without one."""
        return self.state.notes.get(row, "")

    def knowledge(self) -> Knowledge:
        with self._guard:
            known = self._pool.knowledge(
                self.state,
                recheck=self.settings.recheck,
                stops_recheck=self.settings.generation.stops_asking_again,
                puts_off=not self.settings.find,
            )
            now, waiting = self.settings, None
            if now.find:
                waiting = self.state.skips.rows.copy()
            return replace(known, strategy=now.strategy, model=now.model, waiting=waiting)

    @property
    def aside(self) -> BoolArray:
        """The rows (n,) that never train."""
        with self._guard:
            return self._pool.aside

    def listable(self, narrow: str = "") -> BoolArray:
        """The rows (n,) that a search may list now, or could in a pool narrowed so."""
        self._pool.look_up(narrow)  # this may take a pass over the file: nobody waits for it
        with self._guard:
            return self._pool.listable(self.state, narrow)

    @property
    def asked_from(self) -> BoolArray:
        """The rows (n,) that a model may choose from, with or without an answer."""
        with self._guard:
            return self._pool.asked_from

    def label(self, row: int) -> str:
        """The class of a row; empty without a label."""
        with self._guard:
            number = self.state.label_of(row)
            return self.settings.classes[number] if number >= 0 else ""

    def two_labels(self, row: int) -> tuple[str, ...]:
        """The label of a row and its second label; empty if it was not asked for again."""
        with self._guard:
            second = self.state.second.get(row)
            classes = self.state.classes.now
            return (self.label(row), classes.name_now(second.number)) if second else ()

    def to_split(self) -> dict[int, str]:
        """The rows whose label a split class has still to be asked for again, with its name."""
        with self._guard:
            return {row: self.label(row) for row in self.state.to_split}

    @property
    def disputed(self) -> int | None:
        """The row with two different labels, before the person has chosen one."""
        with self._guard:
            return self.state.disputed

    def labeled_here(self, rows: Iterable[int]) -> frozenset[int]:
        """The given rows that the person labeled: none revealed, none of the random check."""
        with self._guard:
            standings, drawn = self.state.standings, self.state.drawn
            given = ((row, standings.get(row)) for row in rows if row not in drawn)
            return frozenset(row for row, each in given if each and each.kind is Kind.LABEL)

    def answered_rows(self) -> Integers:
        """The rows (m,) with a label of this session, in the order of their labels."""
        with self._guard:
            return self.state.answers.rows

    def labels_after(self, event: int) -> int:
        """How many labels that stand were given after an event."""
        with self._guard:
            return len(self.state.answers) - self.state.answers.until(event)

    def recheckable(self) -> frozenset[int]:
        """The rows labeled by the person whose label may still be asked for again: none of the
        random check, and none twice."""
        with self._guard:
            return frozenset(self._pool.recheckable(self.state))

    def history(self, limit: int = -1, *, before: int | None = None) -> list[HistoryItem]:
        """The last decisions before event `before`, newest first, with undone ones, which are
        marked."""
        with self._guard:
            events = self.log.newest(LISTED, limit, before=before)
            moves = self._replay.moves
            return [item_of(event, moves.row(event), self.state, self.settings) for event in events]

    def curve(self) -> Curve:
        """The accuracy after each answer that still stands, in their order."""
        with self._guard:
            return self._replay.curve()

    def events(self) -> list[Event]:
        """All events so far, oldest first."""
        with self._guard:
            return list(self.log.events())

    def view(self) -> SessionView:
        """The session so far, for an export while it is open."""
        with self._guard:
            return view_of(self.path, self.log.events())

    def summary(self) -> Summary:
        with self._guard:
            return self._replay.summary()
