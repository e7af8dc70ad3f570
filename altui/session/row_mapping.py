"""Where rows went when the data file changed, as one event keeps it.

A row is a number. One that is no longer in the file, or no longer to be asked for, gets a number
below zero: what was decided about it is kept under that, and comes back if the row does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from altui.errors import SessionError
from altui.session.events import Event

Places = Mapping[int, int]
"""From a row's number before to its number now; rows that are not named stay where they were."""


class Moves:
    """All changes of the file that were agreed to, in order."""

    def __init__(self) -> None:
        self._steps: list[tuple[int, Places]] = []

    def add(self, event: Event) -> Places:
        places = places_of(source_of(event.value))
        self._steps.append((event.sequence, places))
        return places

    @property
    def lowest(self) -> int:
        """The lowest number that any row was given, 0 if none is gone."""
        return min([0, *(now for _, places in self._steps for now in places.values())])

    def row(self, event: Event) -> int:
        """The number that the row of `event` has now; -1 if the event is of no row."""
        return -1 if event.row is None else self.now(event.row, event.sequence)

    def now(self, row: int, since: int) -> int:
        """The number now of what was `row` at event `since`."""
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
        raise SessionError("what is logged of a changed data file cannot be read") from error
    assert isinstance(logged, dict)
    return logged


def places_of(logged: Mapping[str, Any]) -> Places:
    return {int(before): int(now) for before, now in logged.get("places", ())}
