"""The state of a session, derived from its events alone.

Applying the same events to a new State gives the same State: live, replayed, or after any number
of undos.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain

import numpy as np

from altui.errors import SessionError
from altui.session.events import (
    HEADERS,
    IMPORTS,
    NAMING,
    OF_NO_ROW,
    SECOND,
    STANDINGS,
    UNDOABLE,
    Event,
    Kind,
    is_taken_up,
)
from altui.session.row_mapping import Places
from altui.session.state.batches import OpenBatch
from altui.session.state.order import Integers
from altui.session.state.row_facts import RowFacts
from altui.session.state.row_status import Standing
from altui.session.state.undo_stack import (
    Change,
    ClassesChange,
    OfNoRow,
    Step,
    Undoing,
    step_of,
)

SKIP_ANSWERS = 10
"""A skipped row is asked again after this many more answers."""


class State(RowFacts):
    """What is decided about rows, and: `event` is the last event that may change which row is asked
    next; `undone` holds the steps taken back, a batch being one (see `is_undone`); `drawn` are
    the rows set aside for the random check, in drawn order, each with the number of the label that
    it shall be (None: it is in reserve), and `drawn_again` those that were drawn more than once, as
    copies are, with the numbers of the further labels; `has_imported` says whether anything ever
    was imported."""

    def __init__(self, classes: Sequence[str]) -> None:
        super().__init__(classes)
        self.event = 0
        self.undone: set[int] = set()
        self.drawn: dict[int, int | None] = {}
        self.drawn_again: dict[int, list[int]] = {}
        self.has_imported = False
        self._undo = Undoing(self.standings)
        self._redo: list[Step] = []
        self._batch = OpenBatch()
        self._beside: dict[int, str] = {}
        self._is_taken_up = False

    def is_undone(self, event: int) -> bool:
        """Whether the decision of this event was taken back, alone or with its batch."""
        return self._undo.step_of(event) in self.undone

    def given_with(self, event: int) -> str:
        """The id of the row on the screen whose look-alikes were labeled by the batch of `event`;
        empty if it is of none."""
        return self._beside.get(self._undo.step_of(event), "")

    @property
    def items(self) -> list[int]:
        """The numbers of the labels that go into the random check."""
        first = [item for item in self.drawn.values() if item is not None]
        return sorted([*first, *chain.from_iterable(self.drawn_again.values())])

    def draws_of(self, rows: Integers) -> Integers:
        """How often each of the drawn rows (m,) was drawn."""
        again = self.drawn_again
        return np.array([1 + len(again.get(row, ())) for row in rows.tolist()], np.int64)

    @property
    def checked(self) -> int:
        """How many rows of the random check have a label."""
        answered = [row for row in self.drawn if self.is_answered(row)]
        return int(self.draws_of(np.array(answered)).sum())

    @property
    def replaced(self) -> int:
        """How many rows of the random check were replaced by others."""
        return sum(self.is_set_aside(row) for row in self.drawn)

    @property
    def next_undo(self) -> Step | None:
        return self._undo.top if self._undo else None

    @property
    def next_redo(self) -> Step | None:
        return self._redo[-1] if self._redo else None

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        return bool(self._redo)

    def apply(self, event: Event) -> Step | None:
        """Follow one event; returns what it changed about rows, if anything."""
        kind = event.kind
        change: Step
        if kind in UNDOABLE:
            change = self._decide(event)
        elif kind in OF_NO_ROW:
            change = step_of(event, self.classes.now)
            self._undo.push(change)
            self._redo.clear()
        elif kind is Kind.UNDO:
            done = self.next_undo
            if done is None:
                raise _nothing_to_do(event)
            self._undo.drop()
            self._redo.append(done)
            self.undone.add(done.event)
            change = done.inverse
        elif kind is Kind.REDO:
            if not self._redo:
                raise _nothing_to_do(event)
            change = self._redo.pop()
            self._undo.push(change)
            self.undone.discard(change.event)
        elif kind is Kind.OPINION:
            return self._hear(event)
        else:
            if kind is Kind.DRAW:
                self._draw(event)
            elif kind is Kind.SEEN:
                self.others.see(event)
                return None  # what it brings follows
            elif kind in HEADERS:
                self._begin_batch(event)
            if kind is not Kind.ROUND:
                self.event = event.sequence
            return None
        if isinstance(change, OfNoRow):
            self.event = event.sequence
        if isinstance(change, ClassesChange):
            self.classes.put(event.sequence, change.after)
            self._compare_all()
        for each in change.changes:
            self._put(each)
            if each.kind in STANDINGS | SECOND:
                self.event = event.sequence
        return change

    def _decide(self, event: Event) -> Change:
        change = self._change(event)
        kind = self._batch.take(event, event.sequence - 1)
        self.has_imported |= event.kind in IMPORTS
        if kind is None or self._batch.first is None:
            self._undo.push(change)
        elif kind is not Kind.IMPORT or not self._is_taken_up:
            self._undo.push_to_batch(change, self._batch.first.sequence, kind)
        self._redo.clear()
        return change

    def _hear(self, event: Event) -> Change:
        """What others say is no step. Where it makes no difference no other row is asked."""
        self.others.hear(event)
        row = event.row or 0
        if self._weigh(row):
            self.event = event.sequence
        return Change(event.sequence, event.kind, row, None, None)

    def _begin_batch(self, header: Event) -> None:
        self._batch.begin(header)
        if header.kind is Kind.IMPORT:
            self._is_taken_up = is_taken_up(header.value)
        elif header.kind is Kind.ALIKE:
            self._beside[header.sequence] = header.row_id or ""

    @contextmanager
    def suppose(self, event: Event) -> Iterator[Step | None]:
        """Apply `event`, a decision about a row, and undo it when the context ends."""
        redo, moment = self._redo, self.event
        self._redo = []
        change = self.apply(event)
        try:
            yield change
        finally:
            if change is not None:
                for each in change.inverse.changes:
                    self._put(each)
                self._undo.drop()
            self._redo, self.event = redo, moment

    @property
    def to_split(self) -> list[int]:
        """The rows whose label a split class has still to be asked for again, in the order of their
        labels."""
        splits, found = self.classes.now.splits, list[int]()
        if not splits:
            return found  # every View asks
        rows, homes = self.answers.rows, np.array(self.classes.now.homes)[self.answers.numbers]
        for slot, event in splits:
            held = rows[homes == slot].tolist()
            found += [row for row in held if row >= 0 and self._given_at(row) < event]
        return found

    def _given_at(self, row: int) -> int:
        """The event that the label of an answered row comes from."""
        second, given = self.second.get(row), self.standings[row].event
        chosen = second is not None and second.kind is Kind.SETTLE and second.number >= 0
        return max(given, second.event) if second is not None and chosen else given

    def _draw(self, event: Event) -> None:
        if event.row is None:
            raise SessionError(f"event {event.sequence} (draw) names no row")
        item = None if event.value is None else int(event.value)
        if event.row not in self.drawn:
            self.drawn[event.row] = item
        elif item is not None:
            self.drawn_again.setdefault(event.row, []).append(item)

    def move(self, places: Places) -> None:
        """Renumber rows after a change of the file. Rows that are gone get numbers below zero."""
        kept = {now: self._take(before) for before, now in places.items()}
        for row, facts in kept.items():
            if row >= 0:
                self._give(row, facts)
            elif facts.is_decided or facts.said is not None:
                self.unmatched[row] = facts
        self._undo.move(places)
        redo = (step.moved(places) for step in self._redo)
        self._redo = [step for step in redo if step is not None]
        drawn = {places.get(row, row): item for row, item in self.drawn.items()}
        self.drawn = {row: item for row, item in drawn.items() if row >= 0}
        again = {places.get(row, row): items for row, items in self.drawn_again.items()}
        self.drawn_again = {row: items for row, items in again.items() if row >= 0}

    def _change(self, event: Event) -> Change:
        sequence, kind, row = event.sequence, event.kind, event.row
        if row is None:
            raise SessionError(f"event {sequence} ({kind}) names no row")
        if kind in STANDINGS:
            standing = Standing(kind, sequence, self._number(event))
            return Change(sequence, kind, row, self.standings.get(row), standing)
        if kind in SECOND:
            second = Standing(kind, sequence, self._number(event) if event.value else -1)
            return Change(sequence, kind, row, self.second.get(row), second)
        if kind is Kind.IMPORTED_CHECK:
            imported = Standing(kind, sequence, self._number(event))
            return Change(sequence, kind, row, self.check_imports.get(row), imported)
        if kind is Kind.FLAG:
            flagged = True if event.value == "on" else None
            return Change(sequence, kind, row, self.flags.get(row), flagged)
        return Change(sequence, kind, row, self.notes.get(row), event.value or None)

    def _number(self, event: Event) -> int:
        if event.kind not in NAMING:
            return self.answered
        slot = self.classes.now.slot(event.value or "")
        if slot is None:
            raise SessionError(f"event {event.sequence} names no class: {event.value!r}")
        return slot


def _nothing_to_do(event: Event) -> SessionError:
    return SessionError(f"nothing to {event.kind}", where=f"event {event.sequence}")
