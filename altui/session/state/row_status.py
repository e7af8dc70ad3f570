"""What is decided about each row, in a few bytes per row: a session may be long."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, MutableMapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from altui.session.events import STANDINGS, Kind
from altui.session.state.order import Integers


class Standing(NamedTuple):
    """What is decided about a row. `event` is the decision's sequence. `number` is the class index
    of an answer or, for a skip, the number of answers before it."""

    kind: Kind
    event: int
    number: int


_KINDS = sorted(STANDINGS)
_NUMBERS = {kind: number for number, kind in enumerate(_KINDS, start=1)}  # 0: there is none


class Standings(MutableMapping[int, Standing]):
    """The Standing of each row that has one, in the order of the rows.

    Three arrays as long as the highest such row take nine bytes per row. They do not grow while
    rows below get theirs, as a dict would with every label.
    """

    def __init__(self) -> None:
        self._kinds = bytearray()
        self._events = array("i")
        self._numbers = array("i")
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[int]:
        return iter(np.flatnonzero(np.frombuffer(self._kinds, np.uint8)).tolist())

    def __contains__(self, row: object) -> bool:
        return isinstance(row, int) and 0 <= row < len(self._kinds) and bool(self._kinds[row])

    def __getitem__(self, row: int) -> Standing:
        if row not in self:
            raise KeyError(row)
        kind = _KINDS[self._kinds[row] - 1]
        return Standing(kind, self._events[row], self._numbers[row])

    def get(self, row: int, default: Any = None) -> Any:
        # The method of Mapping raises and catches an error for each row without a Standing.
        if row in self:
            return self[row]
        return default

    def are(self, kind: Kind, rows: Integers) -> NDArray[np.bool_]:
        """Whether the Standing of each of `rows` (m,) is of this kind. All must have one."""
        kinds = np.frombuffer(self._kinds, np.uint8)
        return np.asarray(kinds[rows] == _NUMBERS[kind])

    def events_of(self, rows: Integers) -> Integers:
        """The events of the Standings of `rows` (m,). All must have one."""
        return np.frombuffer(self._events, np.intc)[rows].astype(np.int64)

    def held(self, rows: Integers) -> NDArray[np.bool_]:
        """Which of the rows (m,) have a Standing."""
        kinds = np.frombuffer(self._kinds, np.uint8)
        found = np.zeros(len(rows), bool)
        there = rows < len(kinds)
        found[there] = kinds[rows[there]] > 0
        return found

    def __setitem__(self, row: int, standing: Standing) -> None:
        missing = row + 1 - len(self._kinds)
        if missing > 0:
            self._kinds.extend(bytes(missing))
            self._events.frombytes(bytes(missing * self._events.itemsize))
            self._numbers.frombytes(bytes(missing * self._numbers.itemsize))
        kind, event, number = standing
        self._count += not self._kinds[row]
        self._kinds[row], self._events[row], self._numbers[row] = _NUMBERS[kind], event, number

    def __delitem__(self, row: int) -> None:
        if row not in self:
            raise KeyError(row)
        self._kinds[row] = 0
        self._count -= 1
