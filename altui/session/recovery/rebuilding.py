"""Makes a new chain from the events saved of a damaged one.

The content of each event stays the same. References from one event to another get new numbers.
Missing events are not replaced: an undo whose decision is lost is dropped too.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import uuid4

from altui.session.events import (
    BEFORE_ALL,
    HEADERS,
    IMPORTS,
    STEPS,
    UNDOABLE,
    Event,
    Kind,
    reseal_event,
)
from altui.session.state.batches import OpenBatch


@dataclass
class Rebuilding:
    """`events` is the new chain. `left_out` counts saved events that depend on lost ones."""

    events: list[Event] = field(default_factory=list)
    left_out: list[Event] = field(default_factory=list)
    _old: list[int] = field(default_factory=list)
    _new: list[int] = field(default_factory=list)
    _undo: list[Event] = field(default_factory=list)
    _redo: list[Event] = field(default_factory=list)
    _last: int = 0
    _batch: OpenBatch = field(default_factory=OpenBatch)
    _scattered: dict[int, int] = field(default_factory=dict)
    """By the number of a lost header the last of its decisions, which are steps of their own now.
    """

    def follow(self, event: Event) -> None:
        kind = event.kind
        if kind in STEPS:
            self._redo.clear()
            self._decide(event)
        elif kind in HEADERS:
            self._batch.begin(event)
        if kind is Kind.UNDO:
            self._take_back(event, self._undo, self._redo)
        elif kind is Kind.REDO:
            self._take_back(event, self._redo, self._undo)
        elif kind is Kind.ROUND:
            self._add(event, self._round_value(event))
        elif kind is Kind.BEGIN:
            # A new uuid: copies of the damaged session are not copies of this one.
            self._add(event._replace(uuid=uuid4().hex), event.value)
        else:
            self._add(event, event.value)

    def _decide(self, event: Event) -> None:
        """A step that undo takes back; the decisions of a batch are one, named by its beginning."""
        kind, first = self._batch.take(event, self._last), self._batch.first
        step = event if kind is None or first is None else first
        if not self._undo or self._undo[-1] is not step:
            self._undo.append(step)

    def _take_back(self, event: Event, one: list[Event], other: list[Event]) -> None:
        """Add an undo or redo of the decision that it names.

        Decisions above it on the stack must have been undone by an event that is missing.
        """
        target = _named(event, one) or self._scattered_step(event)
        if target is None:
            self.left_out.append(event)
            return
        while True:
            decision = one.pop()
            other.append(decision)
            is_named = decision.sequence == target
            own = event.uuid if is_named else uuid4().hex
            number = self._number(decision.sequence)
            row, row_id = decision.row, decision.row_id
            if decision.kind in IMPORTS | HEADERS:
                row = row_id = None
            self._add(event._replace(uuid=own, row=row, row_id=row_id), str(number))
            if is_named:
                return

    def _scattered_step(self, event: Event) -> int | None:
        """Where the header of look-alikes is lost: how far to take back, or to give again, what
        stood above it as one step."""
        target = int(event.value or 0)
        if event.row is not None:
            return None
        if event.kind is Kind.REDO:
            return self._scattered.get(target)
        left = [each.sequence for each in self._undo if each.sequence > target]
        if left:
            self._scattered[target] = max(left)
        return min(left, default=None)

    def _round_value(self, event: Event) -> str | None:
        logged = json.loads(event.value or "{}")
        return json.dumps({**logged, "event": self._number(logged.get("event", 0))})

    def _number(self, old: int) -> int:
        """The new number of an event, or of the last saved event before it."""
        place = bisect_right(self._old, old)
        return self._new[place - 1] if place else 0

    def _add(self, event: Event, value: str | None) -> None:
        last, previous = BEFORE_ALL
        if self.events:
            last, previous = self.events[-1].sequence, self.events[-1].hash
        new = reseal_event(event._replace(sequence=last + 1, value=value, previous=previous))
        self._last = event.sequence
        self._old.append(event.sequence)
        self._new.append(new.sequence)
        self.events.append(new)


def _named(event: Event, steps: Sequence[Event]) -> int | None:
    """The step that an undo or redo names: of an import whose beginning is missing, the first
    label that is left of it."""
    target, is_import = int(event.value or 0), event.row is None
    found = [
        step.sequence
        for step in steps
        if step.sequence == target
        or (is_import and step.kind in IMPORTS and step.sequence > target)
    ]
    return min(found, default=None)


def runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending numbers as runs of consecutive numbers, (first, last)."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def provenance(saved: Sequence[Event], lost: Sequence[int], aside: str) -> str:
    """The log's record of its rebuilding: the first and last hash of each run of events in the
    damaged chain, so that the events can be checked against it."""
    by_number = {event.sequence: event for event in saved}
    kept = [
        [first, last, by_number[first].previous, by_number[last].hash]
        for first, last in runs([*by_number])
    ]
    return json.dumps({"damaged": aside, "kept": kept, "lost": runs(lost)})


def lost_move(saved: Sequence[Event]) -> int | None:
    """The first event whose row number does not fit its row. The event that describes a change of
    the file is missing there, and row numbers are unreliable from here on."""
    known: dict[int, tuple[str | None, str | None]] = {}
    for event in saved:
        if event.kind is Kind.SOURCE:
            known.clear()
        elif event.kind in UNDOABLE and event.row is not None:
            name, content = known.get(event.row, (event.row_id, None))
            is_other = None not in (content, event.content) and content != event.content
            if is_other or name != event.row_id:
                return event.sequence
            known[event.row] = (name, event.content or content)
    return None
