"""The rows that may be asked for now, updated with each change."""

import numpy as np
from numpy.typing import NDArray

from altui.data.dataset import Part
from altui.data.units.units import ALONE, Units
from altui.errors import SessionError
from altui.learning.honesty import random_check as audit
from altui.learning.rounds import Again, Check, Knowledge
from altui.session.events import STANDINGS, Kind
from altui.session.state.label_state import SKIP_ANSWERS, State
from altui.session.state.order import Integers
from altui.session.state.shared_labels import SharedLabels
from altui.session.state.undo_stack import Step

SECOND_ANSWERS, RARELY = 10, 0.1
"""From so many second answers on asking again ends where fewer than this share changed the label:
a tenth pays for itself (`tests.benchmarks.honesty`)."""

FRESH = 5
"""The number of newest labels that are not asked for again yet."""


class Pool:
    """The rows of a dataset in a session. `part` and `known` are (n,).

    A change costs O(1). `knowledge` copies arrays of length n, without a Python loop.
    """

    def __init__(self, part: Integers, known: Integers, units: Units = ALONE) -> None:
        self._askable: NDArray[np.bool_] = part == Part.UNLABELED
        self._free = self._askable.copy()
        self._units = units
        self._shared: SharedLabels | None = None
        if units.identical is not None:
            self._shared = SharedLabels(units.identical, part, known, self._free)
        untrained = units.untrained
        self._untrained = np.zeros_like(self._askable) if untrained is None else untrained
        self._aside = self._untrained
        self._checked = np.zeros_like(self._askable)
        self._late: NDArray[np.bool_] | None = None
        self._rows = np.flatnonzero(part == Part.LABELED)
        self._labels = known[self._rows].astype(np.int64)
        self.known = known
        self.settle(State(()))

    @property
    def drawable(self) -> Integers:
        """The rows that a random check is drawn from: all that may be asked for, copies among them,
        but none that belongs to rows with a label or to test rows."""
        rows = self._askable & ~self._untrained
        return np.flatnonzero(rows if self._shared is None else rows & ~self._shared.with_known)

    def __len__(self) -> int:
        return len(self._askable)

    @property
    def size(self) -> int:
        """How many rows a person is asked for: of identical ones it is one."""
        return int(self._free.sum())

    def holds(self, row: int) -> bool:
        """Whether a person may be asked for this row at all."""
        return 0 <= row < len(self) and bool(self._askable[row])

    @property
    def aside(self) -> NDArray[np.bool_]:
        """The rows (n,) that never train: of the random check, or belonging to what measures."""
        return self._aside

    def is_checked(self, row: int) -> bool:
        """Whether the row or one of its copies is of the random check."""
        return bool(self._checked[row])

    def holder(self, row: int, state: State) -> int:
        """The row whose label this one has: itself, an identical one, or -1."""
        if row in state.standings or self._shared is None or not self._askable[row]:
            return row if state.is_answered(row) or not self._askable[row] else -1
        return self._shared.holder(row)

    def labels(self, state: State) -> tuple[Integers, Integers]:
        """The class index of each row (n,), -1 without a label, as the file or a person gave it to
        it or to a copy; and the row (n,) that it was given to, -1 for its own."""
        labels = np.where(self._askable, -1, self.known).astype(np.int64)
        labels[state.answers.rows] = state.answers.numbers
        givers: Integers = np.full(len(self), -1, np.int64)
        if self._shared is not None:
            givers = self._shared.holders()
            givers[~self._askable | (labels >= 0)] = -1
            givers[np.fromiter(state.standings, np.int64, len(state.standings))] = -1
            served = givers >= 0
            labels[served] = labels[givers[served]]
        return labels, givers

    def listable(self, state: State) -> NDArray[np.bool_]:
        """The rows (n,) that a search may list: those without an answer, including skipped ones.
        None of the random check: a person could otherwise choose what it measures."""
        listed: NDArray[np.bool_] = self._free.copy()
        listed[state.skips.rows] = True
        listed &= ~self._checked
        return listed

    def recheckable(self, state: State) -> list[int]:
        """The rows that may get a second label, in the order of their first."""
        answered = state.answers.rows
        return _recheckable(state, answered[~self._aside[answered]])

    def follow(self, step: Step, state: State) -> None:
        """The `state` has taken this step."""
        changes = [change for change in step.changes if change.kind in STANDINGS]
        for change in changes:
            self._free[change.row] = change.after is None
        if self._shared is not None:
            self._shared.follow((change.row for change in changes), state)

    def settle(self, state: State) -> None:
        """Take over a whole state. SessionError if its rows are not in this pool."""
        rows = np.fromiter(state.standings, dtype=np.int64, count=len(state.standings))
        if not self._askable[rows].all():
            raise SessionError("the session has answers for rows with a label in the file")
        self._free[:] = self._askable
        self._free[rows] = False
        drawn = np.array(list(state.drawn), np.int64)
        self._checked = np.zeros_like(self._askable)
        self._checked[drawn] = True
        marked = self._checked.copy()
        if self._units.identical is not None:
            self._checked = self._units.identical.spread(marked)
        self._aside = self._untrained | self._checked
        if self._units.groups is not None and len(drawn):
            self._aside |= np.isin(self._units.groups, self._units.groups[drawn])
        late = self._aside & ~self._checked & self._askable
        self._late = late if late.any() else None
        if self._shared is not None:
            self._shared.settle(state, self._aside, marked)

    def knowledge(
        self,
        state: State,
        *,
        recheck: int = 0,
        stops_recheck: bool = False,
        puts_off: bool = True,
    ) -> Knowledge:
        """What the learner needs. Its arrays are read-only and never change. One label in `recheck`
        is asked for again; none if it is 0, or with `stops_recheck` once they rarely change. Rows
        that never train are put off to the end, unless all are to be found."""
        available = self._free.copy()
        skips = state.skips
        if len(skips):
            returned = skips.numbers + SKIP_ANSWERS <= state.answered
            available[skips.rows[returned]] = True
            if not available.any():
                available[skips.rows[0]] = True
        answered, given = state.answers.rows, state.answers.numbers
        imported = imported_labels = answered[:0]
        if state.imported:
            # Like labels of the file: what is asked here, in its order, comes after them.
            # Those of the random check were given in an earlier session, and never train either.
            elsewhere = state.standings.are(Kind.IMPORTED, answered) & self._trains(answered)
            imported, imported_labels = answered[elsewhere], given[elsewhere]
            answered, given = answered[~elsewhere], given[~elsewhere]
        check, again = None, None
        if recheck:
            again = _again(state, answered, self._aside, recheck, stops=stops_recheck)
        later = self._put_off(available) if puts_off else 0
        if state.drawn:
            checked = self._checked[answered]
            check = _check(state, answered[checked], given[checked], available)
            answered, given = answered[~checked], given[~checked]
        trains = self._trains(answered)
        apart = given[~trains]
        rows = np.concatenate((self._rows, imported, answered[trains]))
        labels = np.concatenate((self._labels, imported_labels, given[trains]))
        counts = self._stand_for(rows)
        for array in (rows, labels, available):
            array.flags.writeable = False
        return Knowledge(
            state.event,
            rows,
            labels,
            available,
            state.answered,
            check,
            again,
            counts=counts,
            apart=apart if len(apart) else None,
            later=later,
            copies=0 if self._shared is None else self._shared.served,
        )

    def _put_off(self, available: NDArray[np.bool_]) -> int:
        """Rows that never train are asked when no other is left. Takes them out of `available` (n,)
        until then, and says how many."""
        if self._late is None:
            return 0
        others = available & ~self._late
        if not (others & ~self._checked).any():
            return 0
        later = int(np.count_nonzero(available)) - int(np.count_nonzero(others))
        available[:] = others
        return later

    def _trains(self, rows: Integers) -> NDArray[np.bool_]:
        if self._shared is not None:
            return np.asarray(self._shared.stands_for[rows] > 0)
        return ~self._aside[rows]

    def _stand_for(self, rows: Integers) -> Integers | None:
        """How many rows each of these (m,) trains for; None where each is alone."""
        if self._shared is None:
            return None
        counts = self._shared.stands_for[rows].astype(np.int64)
        return counts if (counts != 1).any() else None


def _again(
    state: State, answered: Integers, aside: NDArray[np.bool_], every: int, *, stops: bool
) -> Again | None:
    """The label to ask for again: one after each `every` new labels, never one of the random check,
    and never twice."""
    disputed = state.disputed
    if disputed is not None:
        return Again(disputed, answered[:0])
    if stops and _rarely_change(state):
        return None
    rows = answered[~aside[answered]]
    turns = len(rows) // every
    if not turns:
        return None
    last = max((second.event for second in state.second.values()), default=0)
    if last > state.standings[int(rows[every * turns - 1])].event:
        return None
    candidates = _recheckable(state, rows[:-FRESH])  # the person still remembers the newest
    return Again(None, np.array(candidates)) if candidates else None


def _rarely_change(state: State) -> bool:
    """Whether so few second answers differed from the first that more are not worth the time."""
    given = len(state.second)
    return given >= SECOND_ANSWERS and state.changed < RARELY * given


def _recheckable(state: State, rows: Integers) -> list[int]:
    """The answered rows that the person labeled (not revealed) and that were not asked again."""
    labeled = rows[state.standings.are(Kind.LABEL, rows)]
    return [row for row in labeled.tolist() if row not in state.second]


def _members(state: State, size: int) -> list[int]:
    """The first drawn rows that are not ignored, as many as make up the check."""
    rows = np.array([row for row in state.drawn if not state.is_set_aside(row)], np.int64)
    before = np.cumsum(state.draws_of(rows)) - state.draws_of(rows)
    return rows[before < size].tolist()  # type: ignore[no-any-return]


def _check(
    state: State,
    rows: Integers,
    labels: Integers,
    available: NDArray[np.bool_],
) -> Check:
    """The random check. Its rows are removed from `available` (n,). One that was drawn several
    times, by its copies, counts as often.

    It consists of the first drawn rows that are not ignored: a reserve row is used only when
    another row will never be answered. The other reserve rows are asked for when no other row is
    left.
    """
    drawn = np.array(list(state.drawn))
    still_open = drawn[available[drawn]]
    available[drawn] = False
    items = state.items
    counts = state.draws_of(rows)
    candidates = still_open[:0]
    if audit.is_due(state.answered, int(counts.sum()), items):
        members = _members(state, len(items))
        candidates = still_open[np.isin(still_open, members)]
    if not len(candidates) and not available.any():
        candidates = still_open
    due = int(candidates[0]) if len(candidates) else None
    for array in (rows, labels, still_open):
        array.flags.writeable = False
    return Check(rows, labels, due, still_open, counts if (counts != 1).any() else None)
