"""The decisions that can be undone, the last on top, in a few bytes each."""

from array import array
from collections.abc import Mapping
from typing import NamedTuple

from altui.session.events import STANDINGS, Kind
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

    def __len__(self) -> int:
        return len(self._events)

    @property
    def top(self) -> Change:
        event, row = self._events[-1], self._rows[-1]
        other = self._others.get(event)
        if other is not None:
            return other
        standing = self._standings[row]
        return Change(event, standing.kind, row, None, standing)

    def push(self, change: Change) -> None:
        self._events.append(change.event)
        self._rows.append(change.row)
        if change.before is not None or change.kind not in STANDINGS:
            self._others[change.event] = change

    def drop(self) -> None:
        """Remove the top, whatever its row's Standing is now."""
        self._rows.pop()
        self._others.pop(self._events.pop(), None)

    def move(self, places: Places) -> None:
        """Renumber rows. Changes of rows that are gone, below zero, are removed."""
        moved = [
            (event, places.get(row, row))
            for event, row in zip(self._events, self._rows, strict=True)
        ]
        kept = {event: row for event, row in moved if row >= 0}
        self._events, self._rows = array("i", kept), array("i", kept.values())
        self._others = {
            event: change._replace(row=kept[event])
            for event, change in self._others.items()
            if event in kept
        }
