"""The rows that may be asked for now, updated with each change."""

import numpy as np
from numpy.typing import NDArray

from altui.data.dataset import Part
from altui.data.units.units import ALONE, Units
from altui.errors import SessionError
from altui.learning.rounds import Knowledge
from altui.session.events import SECOND, STANDINGS, Kind
from altui.session.project.allotment import Allotment
from altui.session.state.asking_again import ask_again, recheckable
from altui.session.state.check_turns import find_check_turn
from altui.session.state.common_turns import find_common_turn
from altui.session.state.joined_labels import overruled, with_others
from altui.session.state.label_state import SKIP_ANSWERS, State
from altui.session.state.narrowed import Narrow, narrowed, no_narrowing
from altui.session.state.order import Integers
from altui.session.state.others import Effect
from altui.session.state.shared_labels import SharedLabels
from altui.session.state.undo_stack import ClassesChange, Step

_CHANGING = STANDINGS | SECOND | {Kind.OPINION}
"""Decisions that may change which row is asked, or what is learned from it."""


class Pool:
    """The rows of a dataset in a session: `part` (n,), and `known` (n,) by slots of classes.
    `kept_by` looks up what a narrowing keeps.

    A change costs O(1). `knowledge` copies arrays of length n, without a Python loop.
    """

    def __init__(
        self,
        part: Integers,
        known: Integers,
        units: Units = ALONE,
        kept_by: Narrow = no_narrowing,
    ) -> None:
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
        self._taken = np.zeros_like(self._askable)
        self._open = np.zeros_like(self._askable)
        self._late: NDArray[np.bool_] | None = None
        self._known_rows = np.flatnonzero(part == Part.LABELED)
        self.known = known
        self._kept_by = kept_by
        self._allotment: Allotment | None = None
        self._narrowing = ""
        self._kept: NDArray[np.bool_] | None = None
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
        return int(self._allotted(self._free).sum())

    @property
    def asked_from(self) -> NDArray[np.bool_]:
        """The rows (n,) that a model may choose from, with or without an answer."""
        return self._allotted(self._askable)

    def allot(self, allotment: Allotment | None) -> None:
        """Ask only for the rows of this allotment; None for all. A person may still find others by
        a search, and label them."""
        self._allotment = allotment

    def _allotted(self, rows: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Those of the rows (n,) that are this person's, as a copy."""
        return rows.copy() if self._allotment is None else rows & self._allotment.mine

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

    def is_twice(self, row: int) -> bool:
        """Whether two people are to answer the row, each without knowing of the other."""
        return self._allotment is not None and bool(self._allotment.is_common[row])

    def holder(self, row: int, state: State) -> int:
        """The row whose label this one has: itself, an identical one, or -1."""
        is_own = row in state.standings or bool(self._taken[row])
        if is_own or self._shared is None or not self._askable[row]:
            return row if state.held_number(row) >= 0 or not self._askable[row] else -1
        return self._shared.holder(row)

    def labels(self, state: State) -> tuple[Integers, Integers]:
        """The class index now of each row (n,), -1 without a label, as the file or a person gave it
        to it or to a copy; and the row (n,) that it was given to, -1 for its own. Where several
        people have answered it is what holds by all of them."""
        labels = np.where(self._askable, -1, self.known).astype(np.int64)
        labels[state.answers.rows] = state.answers.numbers
        for row, weighed in state.others.effects.items():
            labels[row] = weighed.number
        givers: Integers = np.full(len(self), -1, np.int64)
        if self._shared is not None:
            givers = self._shared.holders()
            givers[~self._askable | (labels >= 0)] = -1
            givers[np.fromiter(state.standings, np.int64, len(state.standings))] = -1
            givers[self._taken] = -1
            served = givers >= 0
            labels[served] = labels[givers[served]]
        return state.class_of(labels), givers

    def narrow(self, text: str) -> None:
        """Ask only for rows that `text` keeps from here on, and for those of the random check."""
        if text != self._narrowing:
            self._kept = self.look_up(text)
            self._narrowing = text

    def look_up(self, narrow: str) -> NDArray[np.bool_] | None:
        """The rows (n,) that a narrowing keeps; None for all. Any thread may ask."""
        return self._kept_by(narrow) if narrow else None

    def listable(self, state: State, narrow: str = "") -> NDArray[np.bool_]:
        """The rows (n,) that a search may list: those without an answer, including skipped ones
        and those of other shares, of the narrowed pool; or those of a pool narrowed so. None of the
        random check: a person could otherwise choose what it measures."""
        listed: NDArray[np.bool_] = self._free.copy()
        listed[state.skips.rows] = True
        listed &= ~self._taken
        listed &= ~self._checked
        kept = self.look_up(narrow) if narrow else self._kept
        if narrow:
            listed = self._allotted(listed)
        return listed if kept is None else listed & kept

    def recheckable(self, state: State) -> list[int]:
        """The rows that may get a second label, in the order of their first."""
        answered = state.answers.rows
        return recheckable(state, answered[~self._aside[answered]])

    def follow(self, step: Step, state: State) -> None:
        """The `state` has taken this step."""
        if isinstance(step, ClassesChange) and (self._shared is not None or state.others):
            self.settle(state)  # labels that differed may be of one class now
        rows = [change.row for change in step.changes if change.kind in _CHANGING]
        for row in rows:
            self._follow_others(row, state)
            self._free[row] = row not in state.standings and not self._taken[row]
        if self._shared is not None:
            self._shared.follow(rows, state)

    def _follow_others(self, row: int, state: State) -> None:
        weighed = state.others.weighed(row)
        self._open[row] = weighed.effect is Effect.OPEN
        self._taken[row] = weighed.is_taken and self._askable[row]

    def settle(self, state: State) -> None:
        """Take over a whole state. SessionError if its rows are not in this pool."""
        rows = np.fromiter(state.standings, dtype=np.int64, count=len(state.standings))
        if not self._askable[rows].all():
            raise SessionError("the session has answers for rows with a label in the file")
        self._free[:] = self._askable
        self._free[rows] = False
        self._open[:] = self._taken[:] = False
        for row in state.others.effects:
            self._follow_others(row, state)
        self._free[self._taken] = False
        drawn, n = np.array(list(state.drawn), np.int64), len(self)
        marked = np.zeros(n, bool)
        marked[drawn] = True
        self._checked = self._units.with_copies(drawn, n)
        self._aside = self._untrained | self._checked | self._units.belonging_to(drawn, n)
        late = self._aside & ~self._checked & self._askable
        self._late = late if late.any() else None
        self._rows = self._known_rows[~self._aside[self._known_rows]]
        self._labels = self.known[self._rows].astype(np.int64)
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
        available = self._allotted(self._free)
        self._bring_back(available, state)
        answered, given = state.answers.rows, state.answered_classes
        imported = imported_labels = answered[:0]
        if state.imported:
            # Like labels of the file: what is asked here, in its order, comes after them.
            # Those of the random check were given in an earlier session, and never train either.
            elsewhere = state.standings.are(Kind.IMPORTED, answered) & self._trains(answered)
            imported, imported_labels = answered[elsewhere], given[elsewhere]
            answered, given = answered[~elsewhere], given[~elsewhere]
        check, again = None, None
        if recheck:
            again = ask_again(state, answered, self._aside, recheck, stops=stops_recheck)
        later = self._put_off(available) if puts_off else 0
        if state.drawn:
            checked = self._checked[answered]
            check = find_check_turn(state, answered[checked], given[checked], available)
            answered, given = answered[~checked], given[~checked]
        common = None
        if self._allotment is not None and len(self._allotment.common):
            common = find_common_turn(self._allotment, answered, available, puts_off=puts_off)
        if self._kept is not None:
            available = narrowed(available, self._kept, self._skipped(state), state)
        trains = self._trains(answered)
        apart = given[~trains]
        answered, given = answered[trains], given[trains]
        others = 0
        if state.others:
            imported_labels = overruled(state, imported, imported_labels)
            theirs = ~self._checked & self._trains(np.arange(len(self)))
            answered, given, others = with_others(state, answered, given, theirs)
        rows = np.concatenate((self._rows, imported, answered))
        labels = np.concatenate((state.class_of(self._labels), imported_labels, given))
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
            others=others,
            common=common,
        )

    def _skipped(self, state: State) -> Integers:
        """The skipped rows that are asked for again, the first one first."""
        rows: Integers = state.skips.rows
        rows = np.asarray(rows[~self._taken[rows]])
        return rows if self._allotment is None else rows[self._allotment.mine[rows]]

    def _bring_back(self, available: NDArray[np.bool_], state: State) -> None:
        """Skipped rows return to `available` (n,) after some answers, or when no other is left."""
        skips, waiting = state.skips, self._skipped(state)
        returned = skips.rows[skips.numbers + SKIP_ANSWERS <= state.answered]
        available[np.intersect1d(returned, waiting)] = True
        if not available.any():
            available[waiting[:1]] = True

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
            return np.asarray((self._shared.stands_for[rows] > 0) & ~self._open[rows])
        return np.asarray(~(self._aside | self._open)[rows])

    def _stand_for(self, rows: Integers) -> Integers | None:
        """How many rows each of these (m,) trains for; None where each is alone."""
        if self._shared is None:
            return None
        counts = self._shared.stands_for[rows].astype(np.int64)
        return counts if (counts != 1).any() else None
