"""One answer for identical rows: which row of a set is asked, and for how many its label stands.

A label that the person gave serves all rows of its set that have none of their own, and so does a
label from elsewhere, of the file or of an import, unless two of those differ: then the rest of the
set is asked once. Copies have no events: undo, redo and a changed file need nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from altui.data.dataset import Part
from altui.session.events import ANSWERS, LABELS, Kind
from altui.session.state.others import Effect

if TYPE_CHECKING:
    from altui.data.units.identical import Identical
    from altui.session.state.label_state import State
    from altui.session.state.order import Integers

Mask = NDArray[np.bool_]


class SharedLabels:
    """`free` (n,) marks the rows that are asked, which is updated in place; `aside` (n,) those that
    never train. `stands_for` (n,) is how many rows a row's label trains for, itself among them."""

    def __init__(self, identical: Identical, part: Integers, known: Integers, free: Mask) -> None:
        self._identical = identical
        self._askable: Mask = part == Part.UNLABELED
        self._free = free
        self._aside = np.zeros(len(part), bool)
        self._drawn = np.zeros(len(part), bool)
        self.stands_for = np.ones(len(part), np.int32)
        sets, starts = identical, identical.bounds[:-1]
        labels = np.where(self._askable[sets.rows], -1, known[sets.rows]).astype(np.int64)
        places = np.arange(len(labels))
        first = np.minimum.reduceat(np.where(labels >= 0, places, len(labels)), starts)
        highest = np.maximum.reduceat(labels, starts)
        lowest = np.minimum.reduceat(np.where(labels < 0, highest[sets.sets], labels), starts)
        is_one = (highest >= 0) & (highest == lowest)
        self._of_file = np.where(is_one, sets.rows[np.minimum(first, len(labels) - 1)], -1)
        self._slot_of_file = np.where(is_one, highest, -1)
        self._has_known: Mask = highest >= 0
        self._servers = self._of_file.copy()
        self._served = np.zeros(len(identical), np.int32)

    @property
    def served(self) -> int:
        """How many rows have the label of an identical one."""
        return int(self._served.sum())

    @property
    def with_known(self) -> Mask:
        """The rows (n,) that are identical to one with a label in the file."""
        found = np.zeros(len(self._askable), bool)
        found[self._identical.rows] = self._has_known[self._identical.sets]
        return found

    def settle(self, state: State, aside: Mask, drawn: Mask) -> None:
        """Take over a whole state, with the rows (n,) that never train and those that were `drawn`
        for the random check."""
        self._aside, self._drawn = aside, drawn
        sets = self._identical
        self.stands_for = (~aside).astype(np.int32)
        self._servers = self._of_file.copy()
        askable = self._askable[sets.rows]
        rest = np.add.reduceat((askable & ~aside[sets.rows]).astype(np.int32), sets.bounds[:-1])
        self._served = np.add.reduceat(askable.astype(np.int32), sets.bounds[:-1])
        self._served[self._of_file < 0] = 0
        served = np.flatnonzero(self._of_file >= 0)
        self.stands_for[self._of_file[served]] += rest[served]
        # The first to ask: one that can train, if there is one.
        places = np.arange(len(sets.rows))
        key = np.where(askable, places + aside[sets.rows] * len(places), 2 * len(places))
        first = np.minimum.reduceat(key, sets.bounds[:-1])
        asked = first[(self._of_file < 0) & (first < 2 * len(places))] % len(places)
        self._free[sets.rows] = False
        self._free[sets.rows[asked]] = True
        self.follow((*state.standings, *state.others.effects), state)
        self._settle_sets(np.unique(sets.set_of[drawn]).tolist(), state)

    def follow(self, rows: Iterable[int], state: State) -> None:
        """The Standings of these rows have changed."""
        touched = {int(self._identical.set_of[row]) for row in rows}
        self._settle_sets(touched, state)

    def holder(self, row: int) -> int:
        """The row whose label this one has without one of its own: -1 for none."""
        k = int(self._identical.set_of[row])
        return -1 if k < 0 else int(self._servers[k])

    def holders(self) -> Integers:
        """The same for all rows (n,)."""
        found = np.full(len(self._askable), -1, np.int64)
        found[self._identical.rows] = self._servers[self._identical.sets]
        return found

    def _settle_sets(self, sets: Iterable[int], state: State) -> None:
        for k in sets:
            if k >= 0:
                self._settle(k, state)

    def _settle(self, k: int, state: State) -> None:
        members = self._identical.rows[self._identical.bounds[k] : self._identical.bounds[k + 1]]
        askable = members[self._askable[members]]
        held = state.standings.held(askable)
        if state.others:
            held |= [state.others.weighed(row).is_taken for row in askable.tolist()]
        own, rest = askable[held], askable[~held]
        server = self._find_server(k, own, state)
        self._servers[k] = server
        self._served[k] = len(rest) if server >= 0 else 0
        self._free[askable] = False
        self.stands_for[members] = ~self._aside[members]
        if server >= 0:
            self.stands_for[server] += int(np.count_nonzero(~self._aside[rest]))
        elif len(rest) and not self._is_put_off(own, state):
            self._free[self._first_of(rest)] = True

    def _find_server(self, k: int, own: Integers, state: State) -> int:
        kinds = {row: _kind(state, row) for row in own.tolist()}
        labeled = [(_event(state, row), row) for row, kind in kinds.items() if kind in LABELS]
        given = [pair for pair in labeled if kinds[pair[1]] in ANSWERS]
        if given:
            return int(max(given)[1])
        if not labeled:
            return int(self._of_file[k])
        labels = {state.held_number(row) for _, row in labeled}
        if self._has_known[k]:
            labels.add(state.number_of(int(self._slot_of_file[k])))  # -1 where the file has several
        return int(max(labeled)[1]) if len(labels) == 1 else -1

    def _is_put_off(self, own: Integers, state: State) -> bool:
        """Whether a row of the set is skipped or set aside, and all of it with it."""
        return any(_kind(state, row) not in LABELS for row in own.tolist())

    def _first_of(self, rest: Integers) -> int:
        for chosen in (rest[self._drawn[rest]], rest[~self._aside[rest]]):
            if len(chosen):
                return int(chosen[0])
        return int(rest[0])


OPEN = "open"
"""In place of the kind of a label: several people differ."""


def _kind(state: State, row: int) -> str:
    """The kind of what holds of a row that something is decided about, here or by others."""
    effect = state.others.weighed(row).effect
    if effect is Effect.HELD:
        return Kind.IMPORTED
    return OPEN if effect is Effect.OPEN else state.standings[row].kind


def _event(state: State, row: int) -> int:
    standing = state.standings.get(row)
    return state.others.weighed(row).event if standing is None else standing.event
