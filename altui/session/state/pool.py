"""The rows that may be asked for now, updated with each change."""

from collections.abc import Callable
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from altui.data.dataset import Part
from altui.errors import SessionError
from altui.learning.honesty import random_check as audit
from altui.learning.rounds import Again, Check, Knowledge
from altui.session.events import STANDINGS, Kind
from altui.session.state.label_state import SKIP_ANSWERS, State
from altui.session.state.order import Integers
from altui.session.state.undo_stack import Step

SECOND_ANSWERS, RARELY = 10, 0.1
"""From so many second answers on asking again ends where fewer than this share changed the label:
a tenth pays for itself (`tests.benchmarks.honesty`)."""

FRESH = 5
"""The number of newest labels that are not asked for again yet."""


Narrow = Callable[[str], NDArray[np.bool_]]
"""From the text of a narrowing to the rows (n,) that it keeps."""


def no_narrowing(text: str) -> NDArray[np.bool_]:
    raise SessionError(f"the rows that {text} keeps cannot be looked up here")


class Pool:
    """The rows of a dataset in a session: `part` (n,), and `known` (n,) by slots of classes.
    `kept_by` looks up what a narrowing keeps.

    A change costs O(1). `knowledge` copies arrays of length n, without a Python loop.
    """

    def __init__(self, part: Integers, known: Integers, kept_by: Narrow = no_narrowing) -> None:
        self._askable: NDArray[np.bool_] = part == Part.UNLABELED
        self._free = self._askable.copy()
        self._aside = np.zeros_like(self._askable)
        self._rows = np.flatnonzero(part == Part.LABELED)
        self._labels = known[self._rows].astype(np.int64)
        self.known = known
        self._kept_by = kept_by
        self._narrowing = ""
        self._kept: NDArray[np.bool_] | None = None

    @property
    def rows(self) -> Integers:
        """All rows that a person may be asked for."""
        return np.flatnonzero(self._askable)

    def __len__(self) -> int:
        return len(self._askable)

    @property
    def size(self) -> int:
        """How many rows a person may be asked for."""
        return int(self._askable.sum())

    def holds(self, row: int) -> bool:
        """Whether a person may be asked for this row at all."""
        return 0 <= row < len(self) and bool(self._askable[row])

    def narrow(self, text: str) -> None:
        """Ask only for rows that `text` keeps from here on, and for those of the random check."""
        if text != self._narrowing:
            self._kept = self.look_up(text)
            self._narrowing = text

    def look_up(self, narrow: str) -> NDArray[np.bool_] | None:
        """The rows (n,) that a narrowing keeps; None for all. Any thread may ask."""
        return self._kept_by(narrow) if narrow else None

    def listable(self, state: State, narrow: str = "") -> NDArray[np.bool_]:
        """The rows (n,) that a search may list: those without an answer, including skipped ones,
        of the narrowed pool, or of one narrowed so. None of the random check: a person could
        otherwise choose what it measures."""
        listed: NDArray[np.bool_] = self._free.copy()
        listed[state.skips.rows] = True
        listed[list(state.drawn)] = False
        kept = self.look_up(narrow) if narrow else self._kept
        return listed if kept is None else listed & kept

    def recheckable(self, state: State) -> list[int]:
        """The rows that may get a second label, in the order of their first."""
        answered = state.answers.rows
        return _recheckable(state, answered[~self._aside[answered]])

    def follow(self, step: Step) -> None:
        for change in step.changes:
            if change.kind in STANDINGS:
                self._free[change.row] = change.after is None

    def settle(self, state: State) -> None:
        """Take over a whole state. SessionError if its rows are not in this pool."""
        rows = np.fromiter(state.standings, dtype=np.int64, count=len(state.standings))
        if not self._askable[rows].all():
            raise SessionError("the session has answers for rows with a label in the file")
        self._free[:] = self._askable
        self._free[rows] = False
        self._aside[:] = False
        self._aside[list(state.drawn)] = True

    def knowledge(
        self, state: State, *, recheck: int = 0, stops_recheck: bool = False
    ) -> Knowledge:
        """What the learner needs. Its arrays are read-only and never change. One label in `recheck`
        is asked for again; none if it is 0, or with `stops_recheck` once they rarely change."""
        available = self._free.copy()
        skips = state.skips
        if len(skips):
            returned = skips.numbers + SKIP_ANSWERS <= state.answered
            available[skips.rows[returned]] = True
            if not available.any():
                available[skips.rows[0]] = True
        answered, given = state.answers.rows, state.answered_classes
        imported = imported_labels = answered[:0]
        if state.imported:
            # Like labels of the file: what is asked here, in its order, comes after them.
            # Those of the random check were given in an earlier session, and never train either.
            elsewhere = state.standings.are(Kind.IMPORTED, answered) & ~self._aside[answered]
            imported, imported_labels = answered[elsewhere], given[elsewhere]
            answered, given = answered[~elsewhere], given[~elsewhere]
        check, again = None, None
        if recheck:
            again = _again(state, answered, self._aside, recheck, stops=stops_recheck)
        if state.drawn:
            checked = self._aside[answered]
            check = _check(state, answered[checked], given[checked], available)
            answered, given = answered[~checked], given[~checked]
        if self._kept is not None:
            available = _narrow(available, self._kept, skips.rows, state)
        rows = np.concatenate((self._rows, imported, answered))
        labels = np.concatenate((state.class_of(self._labels), imported_labels, given))
        for array in (rows, labels, available):
            array.flags.writeable = False
        return Knowledge(state.event, rows, labels, available, state.answered, check, again)


def _narrow(
    available: NDArray[np.bool_], kept: NDArray[np.bool_], skipped: Integers, state: State
) -> NDArray[np.bool_]:
    """The rows (n,) to ask for that are `kept`; where nothing else is, the first one skipped. The
    random check has its rows by then: when each of them comes does not depend on a narrowing."""
    narrowed: NDArray[np.bool_] = available & kept
    if not narrowed.any():
        waiting = (row for row in skipped.tolist() if kept[row] and row not in state.drawn)
        narrowed[[*islice(waiting, 1)]] = True
    return narrowed


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


def _check(state: State, rows: Integers, labels: Integers, available: NDArray[np.bool_]) -> Check:
    """The random check. Its rows are removed from `available` (n,).

    It consists of the first drawn rows that are not ignored: a reserve row is used only when
    another row will never be answered. The other reserve rows are asked for when no other row is
    left.
    """
    drawn = np.array(list(state.drawn))
    still_open = drawn[available[drawn]]
    available[drawn] = False
    items = state.items
    candidates = still_open[:0]
    if audit.is_due(state.answered, len(rows), items):
        members = [row for row in state.drawn if not state.is_set_aside(row)][: len(items)]
        candidates = still_open[np.isin(still_open, members)]
    if not len(candidates) and not available.any():
        candidates = still_open
    due = int(candidates[0]) if len(candidates) else None
    for array in (rows, labels, still_open):
        array.flags.writeable = False
    return Check(rows, labels, due, still_open)
