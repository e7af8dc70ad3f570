"""How often the labels were those that had been suggested, followed event by event.

On the random check the labels that hold now count: nobody saw the suggestion of those rows before
or after the key. Of the other rows that were asked the answer counts as it was given, since the
suggestion was told after it. What is undone does not count.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

import numpy as np

from altui.learning.evaluation import FEWEST, Proportion, wilson_interval
from altui.session.classes.class_list import ClassList
from altui.session.events import Event, Kind
from altui.session.row_mapping import Places
from altui.session.state.label_state import State
from altui.session.state.undo_stack import Step
from altui.session.suggested.telling import Suggested


class Difference(NamedTuple):
    """A share less another, between -1 and 1, with its 95 % interval."""

    value: float
    low: float
    high: float

    @classmethod
    def of(cls, one: Proportion, other: Proportion) -> Difference:
        """The hybrid score interval (Newcombe 1998, method 10), from Wilson's of each."""
        p, q = one.right / one.total, other.right / other.total
        low, high = wilson_interval(one.right, one.total)
        other_low, other_high = wilson_interval(other.right, other.total)
        down = sqrt((p - low) ** 2 + (other_high - q) ** 2)
        up = sqrt((high - p) ** 2 + (q - other_low) ** 2)
        return cls(p - q, p - q - down, p - q + up)


@dataclass(frozen=True)
class Agreement:
    """How many labels were the suggestion, of those for rows that had one. `check`: on the random
    check. Beside it, of rows that the strategy asked: `shown` had it before the key, `withheld`
    were drawn to be asked without meanwhile, `unshown` were asked while none was shown."""

    column: str
    check: Proportion
    shown: Proportion
    withheld: Proportion
    unshown: Proportion

    @property
    def difference(self) -> Difference | None:
        """Agreement where it was shown less that where it was withheld: both were asked by the same
        strategy, and chance alone told them apart. None for too few rows."""
        if min(self.shown.total, self.withheld.total) < FEWEST:
            return None
        return Difference.of(self.shown, self.withheld)

    def to_json(self) -> dict[str, object]:
        difference = self.difference
        return {
            "column": self.column,
            "random_check": _share(self.check),
            "shown": _share(self.shown),
            "withheld": _share(self.withheld),
            "unshown": _share(self.unshown),
            "shown_less_withheld": None if difference is None else _rounded(difference._asdict()),
        }


class _Answer(NamedTuple):
    way: str
    is_same: bool


class _Checked(NamedTuple):
    """What was suggested for a row of the check: the slot of a class, and the name that this began
    with; -1 for what was no class."""

    slot: int
    first: str

    @classmethod
    def of(cls, name: str, classes: ClassList) -> _Checked:
        slot = classes.slot(name)
        return cls(-1, "") if slot is None else cls(slot, classes.first[slot])

    def is_of(self, classes: ClassList) -> bool:
        """Not where the class was added and that has been undone: there is no suggestion then."""
        return self.slot < 0 or classes.has(self.slot, self.first)


class AgreementTally:
    def __init__(self) -> None:
        self._answers: dict[int, _Answer] = {}
        self._counts: Counter[_Answer] = Counter()
        self._checked: dict[int, _Checked] = {}

    def follow(self, event: Event, state: State, step: Step | None) -> None:
        """Take an event that `state` has applied, and what that changed."""
        if event.kind in (Kind.UNDO, Kind.REDO):
            for change in step.changes if step is not None else ():
                answer = self._answers.get(change.event)
                if answer is not None:
                    self._counts[answer] += 1 if event.kind is Kind.REDO else -1
        elif event.suggested is not None and event.row is not None:
            told = Suggested.loads(event.suggested)
            assert told is not None
            if event.row in state.drawn:
                self._checked[event.row] = _Checked.of(told.name, state.classes.now)
            elif event.kind is Kind.LABEL:
                answer = _Answer(_way(told), event.value == told.name)
                self._answers[event.sequence] = answer
                self._counts[answer] += 1

    def move(self, places: Places) -> None:
        """Renumber rows after a change of the file; rows that are gone are not of the check."""
        moved = {places.get(row, row): each for row, each in self._checked.items()}
        self._checked = {row: each for row, each in moved.items() if row >= 0}

    def agreement(self, column: str, state: State) -> Agreement:
        """On the random check by the classes that hold now: two that were merged are the same."""
        ways = [self._proportion(way) for way in ("shown", "withheld", "unshown")]
        return Agreement(column, self._on_check(state), *ways)

    def _on_check(self, state: State) -> Proportion:
        """Identical rows are asked once, and count as often as they were drawn."""
        now = state.classes.now
        counted = [row for row, each in self._checked.items() if each.is_of(now)]
        rows = np.array([row for row in counted if state.label_of(row) >= 0], np.int64)
        given = [state.label_of(row) for row in rows.tolist()]
        same = [
            label == state.number_of(self._checked[row].slot)
            for label, row in zip(given, rows.tolist(), strict=True)
        ]
        draws = state.draws_of(rows)
        return Proportion(int(draws[same].sum()) if len(rows) else 0, int(draws.sum()))

    def _proportion(self, way: str) -> Proportion:
        same, other = (self._counts[_Answer(way, is_same)] for is_same in (True, False))
        return Proportion(same, same + other)


def _way(told: Suggested) -> str:
    if told.is_shown:
        return "shown"
    return "withheld" if told.is_withheld else "unshown"


def _share(found: Proportion) -> dict[str, object]:
    told: dict[str, object] = {"same": found.right, "total": found.total}
    if found.total:
        low, high = wilson_interval(found.right, found.total)
        told |= _rounded({"share": found.right / found.total, "low": low, "high": high})
    return told


def _rounded(values: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in values.items()}
