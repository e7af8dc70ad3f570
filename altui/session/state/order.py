"""Rows in the order of their events, as arrays."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.integer]


class EventOrder:
    """A list of (event, row, number) sorted by event. Adding at the end costs O(1).

    Undoing a relabel puts the old label back into its old place: the order depends only on the
    events that still stand.
    """

    def __init__(self) -> None:
        self._events = array("i")
        self._rows = array("i")
        self._numbers = array("i")

    def __len__(self) -> int:
        return len(self._events)

    @property
    def events(self) -> Integers:
        """A copy (m,)."""
        return np.array(self._events, dtype=np.int64)

    @property
    def last(self) -> int:
        """The last event, 0 if there is none."""
        return self._events[-1] if self._events else 0

    def newest_first(self) -> Iterator[int]:
        """The events, the last one first."""
        return reversed(self._events)

    def until(self, event: int) -> int:
        """How many entries there are up to and including `event`."""
        return bisect_right(self._events, event)

    def event_at(self, place: int) -> int:
        return self._events[place]

    @property
    def rows(self) -> Integers:
        """A copy (m,)."""
        return np.array(self._rows, dtype=np.int64)

    @property
    def numbers(self) -> Integers:
        """A copy (m,)."""
        return np.array(self._numbers, dtype=np.int64)

    def add(self, event: int, row: int, number: int) -> None:
        place = len(self._events)
        if place and self._events[-1] > event:
            place = bisect_left(self._events, event)
        self._events.insert(place, event)
        self._rows.insert(place, row)
        self._numbers.insert(place, number)

    def renumber(self, event: int, number: int) -> int:
        """Change the number of an entry. Returns the old number."""
        place = bisect_left(self._events, event)
        before, self._numbers[place] = self._numbers[place], number
        return before

    def remove(self, event: int) -> int:
        """Remove an event. Returns its number."""
        place = bisect_left(self._events, event)
        number = self._numbers[place]
        for column in (self._events, self._rows, self._numbers):
            del column[place]
        return number
