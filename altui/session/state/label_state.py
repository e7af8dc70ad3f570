"""The state of a session, derived from its events alone.

Applying the same events to a new State gives the same State: live, replayed, or after any number
of undos.
"""

from collections import Counter
from collections.abc import Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

from altui.errors import SessionError
from altui.session.events import (
    IMPORTS,
    LABELS,
    SECOND,
    STANDINGS,
    UNDOABLE,
    Event,
    Kind,
    is_taken_up,
)
from altui.session.row_mapping import Places
from altui.session.state.order import EventOrder, Integers
from altui.session.state.row_status import Standing, Standings
from altui.session.state.undo_stack import Change, Fact, ModelChange, Step, Undoing

SKIP_ANSWERS = 10
"""A skipped row is asked again after this many more answers."""


class Kept(NamedTuple):
    """Everything that is decided about a row."""

    standing: Standing | None
    flagged: bool | None
    note: str | None
    second: Standing | None
    imported: Standing | None


class State:
    """`standings`, `flags` and `notes` map a row to what holds now; `answers` and `skips` are
    the rows that have a label (those imported are among them) or are skipped, in the order of
    their events; `event` is the last event that may change which row is asked next; `undone`
    holds the steps taken back, an import being one (see `is_undone`);
    `drawn` are the rows set aside for the random check, in drawn order, each with the number of
    the label that it shall be (None: it is in reserve), and `drawn_again` those that were drawn
    more than once, as copies are, with the numbers of the further labels; `second` maps a row to
    what came of asking for its label again, number -1 where that was nothing; `unmatched` is what
    holds of rows that the file has no more, by numbers below zero; `check_imports` are labels made
    elsewhere for rows of the random check, which is asked all the same; `has_imported` says
    whether anything ever was imported."""

    def __init__(self, classes: Sequence[str]) -> None:
        self.standings = Standings()
        self.flags: dict[int, bool] = {}
        self.notes: dict[int, str] = {}
        self.answers = EventOrder()
        self.skips = EventOrder()
        self.labels_per_class = [0] * len(classes)
        self.counts: Counter[Kind] = Counter()
        self.event = 0
        self.undone: set[int] = set()
        self.drawn: dict[int, int | None] = {}
        self.drawn_again: dict[int, list[int]] = {}
        self.unmatched: dict[int, Kept] = {}
        self.second: dict[int, Standing] = {}
        self.check_imports: dict[int, Standing] = {}
        self.has_imported = False
        self._classes = {name: index for index, name in enumerate(classes)}
        self._disputed: dict[int, None] = {}
        self._changed: dict[int, None] = {}
        self._undo = Undoing(self.standings)
        self._redo: list[Step] = []
        self._import = (0, 0)
        self._is_taken_up = False

    @property
    def answered(self) -> int:
        """The number of rows labeled in this session."""
        return len(self.answers) - self.imported

    @property
    def imported(self) -> int:
        """Rows whose label was made elsewhere."""
        return self.counts[Kind.IMPORTED]

    def is_undone(self, event: int) -> bool:
        """Whether the decision of this event was taken back, alone or with its import."""
        return self._undo.step_of(event) in self.undone

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
    def disputed(self) -> int | None:
        """The row with two different labels, before the person has chosen one."""
        return next(iter(self._disputed), None)

    @property
    def changed(self) -> int:
        """How many rows have another label than the first since they were asked again."""
        return len(self._changed)

    def label_of(self, row: int) -> int:
        """The class index of a row, also of a row that has left the file; -1 without a label."""
        gone = self.unmatched.get(row)
        standing = gone.standing if gone else self.standings.get(row)
        if standing is None or standing.kind not in LABELS:
            return -1
        return _holding(standing, gone.second if gone else self.second.get(row))

    def _compare(self, row: int) -> None:
        """Update the result of asking for a row's label again."""
        second, standing = self.second.get(row), self.standings.get(row)
        if second is None or standing is None:
            self._disputed.pop(row, None)
            self._changed.pop(row, None)
            return
        label = self.label_of(row)
        is_open = second.kind is Kind.RECHECK and second.number >= 0
        # A label given after that counts.
        is_newer = second.event > standing.event
        _mark(self._disputed, row, is_open and is_newer and second.number != label)
        _mark(self._changed, row, label != standing.number)

    def is_answered(self, row: int) -> bool:
        standing = self.standings.get(row)
        return standing is not None and standing.kind in LABELS

    def is_set_aside(self, row: int) -> bool:
        """Whether the row is ignored or unsure: it is not asked again."""
        standing = self.standings.get(row)
        return standing is not None and standing.kind in (Kind.IGNORE, Kind.UNSURE)

    @property
    def kept(self) -> dict[int, Kept]:
        """What is decided about each row of the file, for rows with decisions."""
        facts = self.standings, self.flags, self.notes, self.second, self.check_imports
        rows = {**self.standings, **self.flags, **self.notes, **self.check_imports}
        return {row: Kept(*(each.get(row) for each in facts)) for row in rows}  # type: ignore[arg-type]

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
        elif kind is Kind.MODEL:
            change = ModelChange.of(event)
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
        else:
            if kind is Kind.DRAW:
                self._draw(event)
            elif kind is Kind.IMPORT:
                self._import = event.sequence, event.sequence
                self._is_taken_up = is_taken_up(event.value)
            if kind is not Kind.ROUND:
                self.event = event.sequence
            return None
        if isinstance(change, ModelChange):
            self.event = event.sequence
        for each in change.changes:
            self._put(each)
            if each.kind in STANDINGS | SECOND:
                self.event = event.sequence
        return change

    def _decide(self, event: Event) -> Change:
        change = self._change(event)
        if event.kind in IMPORTS:
            begun, last = self._import
            if event.sequence != last + 1:
                begun = event.sequence  # the event that began it was lost to damage
            self._import, self.has_imported = (begun, event.sequence), True
            if not self._is_taken_up:
                self._undo.push_imported(change, begun)
        else:
            self._undo.push(change)
        self._redo.clear()
        return change

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
            elif any(fact is not None for fact in facts):
                self.unmatched[row] = facts
        self._undo.move(places)
        redo = (step.moved(places) for step in self._redo)
        self._redo = [step for step in redo if step is not None]
        drawn = {places.get(row, row): item for row, item in self.drawn.items()}
        self.drawn = {row: item for row, item in drawn.items() if row >= 0}
        again = {places.get(row, row): items for row, items in self.drawn_again.items()}
        self.drawn_again = {row: items for row, items in again.items() if row >= 0}

    def _take(self, row: int) -> Kept:
        if row in self.unmatched:
            return self.unmatched.pop(row)
        standing = self.standings.pop(row, None)
        if standing is not None:
            self._leave(standing)
        flagged, note = self.flags.pop(row, None), self.notes.pop(row, None)
        second, imported = self.second.pop(row, None), self.check_imports.pop(row, None)
        self._compare(row)
        return Kept(standing, flagged, note, second, imported)

    def _give(self, row: int, kept: Kept) -> None:
        _store(self.second, row, kept.second)
        if kept.standing is not None:
            self._enter(row, kept.standing)
        _store(self.standings, row, kept.standing)
        _store(self.flags, row, kept.flagged)
        _store(self.notes, row, kept.note)
        _store(self.check_imports, row, kept.imported)
        self._compare(row)

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
        if event.kind not in LABELS | SECOND | IMPORTS:
            return self.answered
        index = self._classes.get(event.value or "")
        if index is None:
            raise SessionError(f"event {event.sequence} names no class: {event.value!r}")
        return index

    def _put(self, change: Change) -> None:
        _, kind, row, before, after = change
        if kind is Kind.FLAG:
            _store(self.flags, row, after)
        elif kind is Kind.NOTE:
            _store(self.notes, row, after)
        elif kind is Kind.IMPORTED_CHECK:
            _store(self.check_imports, row, after)
        elif kind in SECOND:
            _store(self.second, row, after)
            self._follow_second(row)
            self._compare(row)
        else:
            if isinstance(before, Standing):
                self._leave(before)
            if isinstance(after, Standing):
                self._enter(row, after)
            _store(self.standings, row, after)
            if row in self.second:
                self._compare(row)

    def _follow_second(self, row: int) -> None:
        """Choosing between two labels changes a label in its place: later measurements stay."""
        standing = self.standings.get(row)
        if standing is not None and standing.kind in LABELS:
            number = _holding(standing, self.second.get(row))
            self.labels_per_class[self.answers.renumber(standing.event, number)] -= 1
            self.labels_per_class[number] += 1

    def _enter(self, row: int, standing: Standing) -> None:
        kind, event, number = standing
        self.counts[kind] += 1
        if kind in LABELS:
            number = _holding(standing, self.second.get(row))
            self.answers.add(event, row, number)
            self.labels_per_class[number] += 1
        elif kind is Kind.SKIP:
            self.skips.add(event, row, number)

    def _leave(self, standing: Standing) -> None:
        kind, event, _ = standing
        self.counts[kind] -= 1
        if kind in LABELS:
            self.labels_per_class[self.answers.remove(event)] -= 1
        elif kind is Kind.SKIP:
            self.skips.remove(event)


def _mark(rows: dict[int, None], row: int, is_so: bool) -> None:
    if is_so:
        rows[row] = None
    else:
        rows.pop(row, None)


def _nothing_to_do(event: Event) -> SessionError:
    return SessionError(f"nothing to {event.kind}", where=f"event {event.sequence}")


def _holding(standing: Standing, second: Standing | None) -> int:
    """The class index of an answer, after the person has chosen between two labels."""
    if second is None or second.kind is not Kind.SETTLE or second.number < 0:
        return standing.number
    return second.number if second.event > standing.event else standing.number


def _store(facts: MutableMapping[int, Any], row: int, fact: Fact | None) -> None:
    if fact is None:
        facts.pop(row, None)
    else:
        facts[row] = fact
