"""The decisions that can be undone, the last on top, in a few bytes each.

Each is a step of its own, but for those of a batch, which are one step together: the labels of an
import, and those of a row with its look-alikes.
"""

import json
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from altui.session.classes.class_changes import ClassChange
from altui.session.classes.class_list import REMOVED, ClassList
from altui.session.events import STANDINGS, Event, Kind
from altui.session.row_mapping import Places
from altui.session.state.row_status import Standing

Fact = Standing | str | bool


class Change(NamedTuple):
    """One undoable decision and what it replaced (None: nothing)."""

    event: int
    kind: Kind
    row: int
    before: Fact | None
    after: Fact | None

    @property
    def inverse(self) -> "Change":
        return self._replace(before=self.after, after=self.before)

    @property
    def changes(self) -> "tuple[Change, ...]":
        return (self,)

    def moved(self, places: Places) -> "Change | None":
        """The same where rows have other numbers now; None if the row is gone."""
        row = places.get(self.row, self.row)
        return self._replace(row=row) if row >= 0 else None


class Batch(NamedTuple):
    """Changes that are one step; `event` is that of its beginning. It is about no one row."""

    event: int
    changes: tuple[Change, ...]
    kind: Kind
    row: None = None

    @property
    def inverse(self) -> "Batch":
        return self._replace(changes=tuple(each.inverse for each in reversed(self.changes)))

    def moved(self, places: Places) -> "Batch | None":
        moved = (change.moved(places) for change in self.changes)
        changes = tuple(change for change in moved if change is not None)
        return self._replace(changes=changes) if changes else None


class ModelChange(NamedTuple):
    """Another model from an event on: `after` instead of `before`. It is about no row."""

    event: int
    before: str
    after: str
    kind: Kind = Kind.MODEL
    row: None = None
    changes: tuple[Change, ...] = ()

    @classmethod
    def of(cls, event: Event) -> "ModelChange":
        logged = json.loads(event.value or "{}")
        return cls(event.sequence, str(logged["before"]), str(logged["model"]))

    @property
    def inverse(self) -> "ModelChange":
        return self._replace(before=self.after, after=self.before)

    def moved(self, _: Places) -> "ModelChange":
        return self


class ClassesChange(NamedTuple):
    """Other classes from an event on. The decisions about rows stay: they are stored by slot."""

    event: int
    before: ClassList
    after: ClassList
    kind: Kind = Kind.CLASSES
    row: None = None
    changes: tuple[Change, ...] = ()

    @classmethod
    def of(cls, event: Event, before: ClassList) -> "ClassesChange":
        after = ClassChange.loads(event.value).apply(before, event.sequence)
        return cls(event.sequence, before, after)

    @property
    def is_merge(self) -> bool:
        """Whether labels of some class are labels of another from here on."""
        merged = zip(self.before.homes, self.after.homes, strict=False)
        return any(before != after != REMOVED for before, after in merged)

    @property
    def inverse(self) -> "ClassesChange":
        return self._replace(before=self.after, after=self.before)

    def moved(self, _: Places) -> "ClassesChange":
        return self


OfNoRow = ModelChange | ClassesChange
Step = Change | Batch | OfNoRow


def step_of(event: Event, classes: ClassList) -> OfNoRow:
    """The step of a decision about no row; `classes` are those before it."""
    if event.kind is Kind.MODEL:
        return ModelChange.of(event)
    return ClassesChange.of(event, classes)


class Undoing:
    """A stack of Changes over the `standings` that they led to.

    Nearly all are the first decision about a row. For those, event and row are enough: when one is
    on top again, its result is the row's Standing.
    """

    def __init__(self, standings: Mapping[int, Standing]) -> None:
        self._standings = standings
        self._events = array("i")
        self._rows = array("i")
        self._others: dict[int, Change] = {}
        self._of_no_row: dict[int, OfNoRow] = {}
        self._batches = array("i")
        self._ends = array("i")
        self._kinds: list[Kind] = []

    def __len__(self) -> int:
        return len(self._events)

    @property
    def top(self) -> Step:
        last, places = self._events[-1], range(self._start, len(self))
        if not self._is_in_batch(last):
            return self._of_no_row.get(last) or self._change(places[0])
        kind = self._kinds[self._batch(last)]
        return Batch(self.step_of(last), tuple(map(self._change, places)), kind)

    def step_of(self, event: int) -> int:
        """The event that names the step of `event`: in a batch that of its beginning."""
        return self._batches[self._batch(event)] if self._is_in_batch(event) else event

    def _batch(self, event: int) -> int:
        """The place of the last batch begun before `event`, -1 if there is none."""
        return bisect_right(self._batches, event) - 1

    def _is_in_batch(self, event: int) -> bool:
        place = self._batch(event)
        return place >= 0 and event <= self._ends[place]

    @property
    def _start(self) -> int:
        """The place of the first change of the step on top."""
        last = self._events[-1]
        if not self._is_in_batch(last):
            return len(self) - 1
        return bisect_left(self._events, self.step_of(last))

    def _change(self, place: int) -> Change:
        event, row = self._events[place], self._rows[place]
        other = self._others.get(event)
        if other is not None:
            return other
        standing = self._standings[row]
        return Change(event, standing.kind, row, None, standing)

    def push(self, step: Step) -> None:
        if isinstance(step, OfNoRow):
            self._of_no_row[step.event] = step
            self._events.append(step.event)
            self._rows.append(0)  # of no row
        for change in step.changes:
            self._push(change)

    def push_to_batch(self, change: Change, begun: int, kind: Kind) -> None:
        """Add to the step on top if that is the batch `begun` at this event, else begin it."""
        if self._batches and self._batches[-1] == begun:
            self._ends[-1] = change.event
        else:
            self._batches.append(begun)
            self._ends.append(change.event)
            self._kinds.append(kind)
        self._push(change)

    def _push(self, change: Change) -> None:
        self._events.append(change.event)
        self._rows.append(change.row)
        if change.before is not None or change.kind not in STANDINGS:
            self._others[change.event] = change

    def drop(self) -> None:
        """Remove the top, whatever the Standings of its rows are now."""
        start = self._start
        for event in self._events[start:]:
            self._others.pop(event, None)
            self._of_no_row.pop(event, None)
        del self._events[start:], self._rows[start:]

    def move(self, places: Places) -> None:
        """Renumber rows. Changes of rows that are gone, below zero, are removed."""
        moved = [
            (event, row if event in self._of_no_row else places.get(row, row))
            for event, row in zip(self._events, self._rows, strict=True)
        ]
        kept = {event: row for event, row in moved if row >= 0}
        self._events, self._rows = array("i", kept), array("i", kept.values())
        self._others = {
            event: change._replace(row=kept[event])
            for event, change in self._others.items()
            if event in kept
        }
