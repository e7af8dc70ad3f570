"""What somebody settled: chains of a BEGIN and SETTLE events, with undo and redo as everywhere.

A SETTLE names a row by its id; its value is the name of the class that holds, or nothing where the
row is left open again.
"""

from __future__ import annotations

from collections.abc import Iterable

from altui.session.events import Event, Kind


class Settlements:
    """Follows one such chain. `held` has the SETTLE that holds of each row, by its id."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self.held: dict[str, Event] = {}
        self._done: list[tuple[Event, Event | None]] = []
        self._undone: list[tuple[Event, Event | None]] = []
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
    def next_undo(self) -> Event | None:
        return self._done[-1][0] if self._done else None

    @property
    def next_redo(self) -> Event | None:
        return self._undone[-1][0] if self._undone else None

    def _put(self, row_id: str, event: Event | None) -> None:
        if event is None or not event.value:
            self.held.pop(row_id, None)
        else:
            self.held[row_id] = event
