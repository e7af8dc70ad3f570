"""Where rows moved when the data file changed, as one event stores it.

A row is a number. A row that has left the file or the pool gets a number below zero: its decisions
are kept under that number, and come back if the row does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from altui.errors import SessionError
from altui.session.events import Event

Places = Mapping[int, int]
"""From a row's old number to its new number. Rows that are not listed have not moved."""


class Moves:
    """All accepted changes of the file, in order."""

    def __init__(self) -> None:
        self._steps: list[tuple[int, Places]] = []

    def add(self, event: Event) -> Places:
        places = places_of(source_of(event.value))
        self._steps.append((event.sequence, places))
        return places

    @property
    def lowest(self) -> int:
        """The lowest number of any row; 0 if no row is gone."""
        return min([0, *(now for _, places in self._steps for now in places.values())])

    def row(self, event: Event) -> int:
        """The current number of the row of `event`; -1 if the event has no row."""
        return -1 if event.row is None else self.now(event.row, event.sequence)

    def now(self, row: int, since: int) -> int:
        """The current number of the row that was `row` at event `since`."""
        for sequence, places in self._steps:
            if sequence > since:
                row = places.get(row, row)
        return row


def source_of(value: str | None) -> dict[str, Any]:
    """The JSON object of a SOURCE event."""
    try:
        logged = json.loads(value or "")
        places_of(logged)
    except (ValueError, TypeError, AttributeError) as error:
        raise SessionError("the log's record of a changed data file cannot be read") from error
    assert isinstance(logged, dict)
    return logged


def places_of(logged: Mapping[str, Any]) -> Places:
    return {int(before): int(now) for before, now in logged.get("places", ())}
