"""What is decided about each row, and the counts of it.

Labels are stored by the slot of their class (see `session.classes.class_list`). What leaves this
module is numbered by the classes that hold now.
"""

from collections import Counter
from collections.abc import MutableMapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from altui.session.classes.class_history import ClassHistory
from altui.session.events import LABELS, SECOND, Kind
from altui.session.state.order import EventOrder, Integers
from altui.session.state.others import Effect, Others, Own, RowSaid
from altui.session.state.row_status import Standing, Standings
from altui.session.state.undo_stack import Change, Fact


class Kept(NamedTuple):
    """Everything that is decided about a row."""

    standing: Standing | None
    flagged: bool | None
    note: str | None
    second: Standing | None
    imported: Standing | None
    said: RowSaid | None = None
    """What others say of it, which is not decided here."""

    @property
    def is_decided(self) -> bool:
        return any(fact is not None for fact in self[:-1])


class RowFacts:
    """`standings`, `flags` and `notes` map a row to what holds now; `answers` and `skips` are
    the rows that have a label (those imported are among them) or are skipped, in the order of
    their events; `second` maps a row to what came of asking for its label again, number -1 where
    that was nothing; `check_imports` are labels made elsewhere for rows of the random check, which
    is asked all the same; `others` is what other people say; `unmatched` is what holds of rows that
    the file has no more, by numbers below zero."""

    def __init__(self, classes: Sequence[str]) -> None:
        self.classes = ClassHistory(classes)
        self.standings = Standings()
        self.flags: dict[int, bool] = {}
        self.notes: dict[int, str] = {}
        self.answers = EventOrder()
        self.skips = EventOrder()
        self.counts: Counter[Kind] = Counter()
        self.unmatched: dict[int, Kept] = {}
        self.second: dict[int, Standing] = {}
        self.check_imports: dict[int, Standing] = {}
        self.others = Others(self.classes)
        self._per_slot: Counter[int] = Counter()
        self._seconds = EventOrder()
        self._disputed: dict[int, None] = {}
        self._changed: dict[int, None] = {}

    @property
    def answered(self) -> int:
        """The number of rows labeled in this session."""
        return len(self.answers) - self.imported

    @property
    def imported(self) -> int:
        """Rows whose label was made elsewhere."""
        return self.counts[Kind.IMPORTED]

    @property
    def labels_per_class(self) -> list[int]:
        """The labels given and imported, by class."""
        now = self.classes.now
        return now.fold([self._per_slot[slot] for slot in range(len(now.homes))])

    @property
    def others_per_class(self) -> list[int]:
        """The labels of other people that hold, by class."""
        held = self.class_of(self.others.held.numbers)
        counts: list[int] = np.bincount(held, minlength=len(self.classes.now.active)).tolist()
        return counts

    @property
    def answered_classes(self) -> Integers:
        """The class index (m,) of each of `answers`."""
        return self.class_of(self.answers.numbers)

    def class_of(self, slots: Integers) -> Integers:
        """The class indices now of the slots (m,), -1 for none."""
        return self.classes.now.index[slots]

    @property
    def last_second(self) -> int:
        """The last event that asking for a label again came to, 0 if there is none."""
        return self._seconds.last

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
        return self.number_of(_holding(standing, gone.second if gone else self.second.get(row)))

    def held_number(self, row: int) -> int:
        """The class index that holds of a row, by all that have answered it: -1 for none."""
        weighed = self.others.weighed(row)
        if weighed.effect is Effect.NONE:
            return self.label_of(row)
        return self.number_of(weighed.number)

    def number_of(self, slot: int) -> int:
        """The class index now of a slot, -1 for none."""
        return int(self.classes.now.index[slot])

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
        differs = self.number_of(second.number) != label
        _mark(self._disputed, row, is_open and is_newer and differs)
        first = self.number_of(standing.number) if standing.kind in LABELS else None
        _mark(self._changed, row, label != first)

    def _compare_all(self) -> None:
        for row in [*self.second]:
            self._compare(row)
        for row in self.others.rows:
            self._weigh(row)

    def _weigh(self, row: int) -> bool:
        """Judge anew what holds of a row that others have answered. Returns whether it differs."""
        own = Own(self.label_of(row), self.is_set_aside(row))
        return self.others.weigh(row, own)

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
        rows |= dict.fromkeys(self.others.rows)
        said = self.others.said
        found = ((row, (*(each.get(row) for each in facts), said(row))) for row in rows)
        return {row: Kept._make(each) for row, each in found}

    def _take(self, row: int) -> Kept:
        if row in self.unmatched:
            return self.unmatched.pop(row)
        standing = self.standings.pop(row, None)
        if standing is not None:
            self._leave(standing)
        flagged, note = self.flags.pop(row, None), self.notes.pop(row, None)
        second, imported = self.second.get(row), self.check_imports.pop(row, None)
        self._set_second(row, None)
        self._compare(row)
        return Kept(standing, flagged, note, second, imported, self.others.take(row))

    def _give(self, row: int, kept: Kept) -> None:
        self._set_second(row, kept.second)
        if kept.standing is not None:
            self._enter(row, kept.standing)
        _store(self.standings, row, kept.standing)
        _store(self.flags, row, kept.flagged)
        _store(self.notes, row, kept.note)
        _store(self.check_imports, row, kept.imported)
        self._compare(row)
        if kept.said is not None:
            self.others.give(row, kept.said)
            self._weigh(row)

    def _put(self, change: Change) -> None:
        _, kind, row, before, after = change
        if kind is Kind.FLAG:
            _store(self.flags, row, after)
        elif kind is Kind.NOTE:
            _store(self.notes, row, after)
        elif kind is Kind.IMPORTED_CHECK:
            _store(self.check_imports, row, after)
        elif kind in SECOND:
            self._set_second(row, after if isinstance(after, Standing) else None)
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
        if row in self.others:
            self._weigh(row)

    def _set_second(self, row: int, now: Standing | None) -> None:
        before = self.second.get(row)
        if before is not None:
            self._seconds.remove(before.event)
        if now is not None:
            self._seconds.add(now.event, row, now.number)
        _store(self.second, row, now)

    def _follow_second(self, row: int) -> None:
        """Choosing between two labels changes a label in its place: later measurements stay."""
        standing = self.standings.get(row)
        if standing is not None and standing.kind in LABELS:
            number = _holding(standing, self.second.get(row))
            self._per_slot[self.answers.renumber(standing.event, number)] -= 1
            self._per_slot[number] += 1

    def _enter(self, row: int, standing: Standing) -> None:
        kind, event, number = standing
        self.counts[kind] += 1
        if kind in LABELS:
            number = _holding(standing, self.second.get(row))
            self.answers.add(event, row, number)
            self._per_slot[number] += 1
        elif kind is Kind.SKIP:
            self.skips.add(event, row, number)

    def _leave(self, standing: Standing) -> None:
        kind, event, _ = standing
        self.counts[kind] -= 1
        if kind in LABELS:
            self._per_slot[self.answers.remove(event)] -= 1
        elif kind is Kind.SKIP:
            self.skips.remove(event)


def _mark(rows: dict[int, None], row: int, is_so: bool) -> None:
    if is_so:
        rows[row] = None
    else:
        rows.pop(row, None)


def _holding(standing: Standing, second: Standing | None) -> int:
    """The slot of an answer's class, after the person has chosen between two labels."""
    if second is None or second.kind is not Kind.SETTLE or second.number < 0:
        return standing.number
    return second.number if second.event > standing.event else standing.number


def _store(facts: MutableMapping[int, Any], row: int, fact: Fact | None) -> None:
    if fact is None:
        facts.pop(row, None)
    else:
        facts[row] = fact
