"""What somebody settled: chains of a BEGIN and SETTLE events, with undo and redo as everywhere.

A SETTLE names a row by its id; its value is the name of the class that holds, or nothing where the
row is left open again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from altui.session.events import Event, Kind

Step = tuple[Event, Event | None]
"""A SETTLE, and the one that held of the row before."""


class Settlements:
    """Follows one such chain. `held` has the SETTLE that holds of each row, by its id."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self.held: dict[str, Event] = {}
        self._done: list[Step] = []
        self._undone: list[Step] = []
        for event in events:
            self.follow(event)

    def follow(self, event: Event) -> None:
        """An undo of nothing does nothing."""
        if event.kind is Kind.SETTLE and event.row_id is not None:
            self._done.append((event, self.held.get(event.row_id)))
            self._undone.clear()
            self._put(event.row_id, event)
        elif event.kind is Kind.UNDO and self._done:
            settled, before = self._done.pop()
            self._undone.append((settled, before))
            self._put(settled.row_id or "", before)
        elif event.kind is Kind.REDO and self._undone:
            settled, before = self._undone.pop()
            self._done.append((settled, before))
            self._put(settled.row_id or "", settled)

    @property
    def to_undo(self) -> list[Event]:
        """All that was last said of one row, the last first."""
        return _of_one_row(self._done)

    @property
    def to_redo(self) -> list[Event]:
        """All of one row that was last taken back, the first first."""
        return _of_one_row(self._undone)

    def _put(self, row_id: str, event: Event | None) -> None:
        if event is None or not event.value:
            self.held.pop(row_id, None)
        else:
            self.held[row_id] = event


def _of_one_row(steps: Sequence[Step]) -> list[Event]:
    events = [event for event, _ in reversed(steps)]
    return [*takewhile(lambda each: each.row_id == events[0].row_id, events)]
