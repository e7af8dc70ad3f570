"""The accuracy curve: what each answer that still holds led to.

A session of tens of thousands of labels keeps a few bytes for each, in arrays; a Point is made
when somebody looks at it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, islice
from typing import NamedTuple, overload

import numpy as np

from altui.learning.evaluation import Evaluation
from altui.session.state.order import EventOrder, Integers

RECENT = 20
"""Labels over which a change of the accuracy is told."""


class Measured(NamedTuple):
    """The accuracy of one Round, and how many answers there were when it was made."""

    answered: int
    evaluation: Evaluation


class Measurements:
    """The accuracies of Rounds, by the event of the last answer that each knew (0: none)."""

    def __init__(self) -> None:
        self._events = array("i")
        self._answered = array("i")
        self._which = array("i")
        self._known: list[Evaluation] = []
        self._places: dict[Evaluation, int] = {}

    def put(self, event: int, answered: int, evaluation: Evaluation) -> None:
        """Take the place of what was measured at this event before, if anything was."""
        self.drop(event)
        # Of equal ones the first is kept: a long session has thousands, of a few values.
        which = self._places.setdefault(evaluation, len(self._known))
        if which == len(self._known):
            self._known.append(evaluation)
        place = bisect_left(self._events, event)
        self._events.insert(place, event)
        self._answered.insert(place, answered)
        self._which.insert(place, which)

    def drop(self, event: int) -> None:
        place = self._place(event)
        if place is not None:
            for column in (self._events, self._answered, self._which):
                del column[place]

    def at(self, event: int, answered: int) -> Evaluation | None:
        """What was measured with `answered` answers, the last of them in `event`.

        An older measurement knew an answer that was since changed, and so moved to a later place.
        """
        place = self._place(event)
        if place is None or self._answered[place] != answered:
            return None
        return self._known[self._which[place]]

    def last(self, events: Iterable[int], answered: int) -> Measured | None:
        """The newest one that still holds; `events` are the answers, the last one first."""
        if not self._events:
            return None
        for count, event in zip(range(answered, -1, -1), chain(events, (0,)), strict=True):
            evaluation = self.at(event, count)
            if evaluation is not None:
                return Measured(count, evaluation)
        return None

    def clear(self) -> None:
        for column in (self._events, self._answered, self._which):
            del column[:]

    def _place(self, event: int) -> int | None:
        place = bisect_left(self._events, event)
        return place if place < len(self._events) and self._events[place] == event else None


class Point(NamedTuple):
    """One retrain. Labels per class are counted up to here, the known ones included."""

    labeled: int
    evaluation: Evaluation | None
    per_class: tuple[int, ...]


class Gain(NamedTuple):
    """By how much the accuracy, a share, grew over the last `labels`."""

    accuracy: float
    labels: int


class Curve(Sequence[Point]):
    """One Point for the start and one for each answer, in order. `numbers` (n,) are the class
    indices of the answers; of the `evaluations` the first n + 1 count: more may be added to what
    is no copy, which would cost as much with each key as the session is long."""

    def __init__(
        self,
        initial: tuple[int, ...],
        numbers: Integers,
        evaluations: Sequence[Evaluation | None],
    ) -> None:
        self._initial = initial
        self._numbers = numbers
        self._evaluations = evaluations

    def __len__(self) -> int:
        return len(self._numbers) + 1

    @overload
    def __getitem__(self, index: int) -> Point: ...
    @overload
    def __getitem__(self, index: slice) -> list[Point]: ...
    def __getitem__(self, index: int | slice) -> Point | list[Point]:
        if isinstance(index, slice):
            return [self._point(place) for place in range(*index.indices(len(self)))]
        return self._point(range(len(self))[index])

    def measurements(self) -> Iterator[tuple[int, Evaluation]]:
        """(labeled samples, evaluation) of the points that have one."""
        own = islice(self._evaluations, len(self))
        for labeled, evaluation in enumerate(own, start=sum(self._initial)):
            if evaluation is not None:
                yield labeled, evaluation

    @property
    def last_measured(self) -> Evaluation | None:
        """The newest evaluation of rows enough to tell an accuracy."""
        return next((found for _, found in self._newest_first()), None)

    def gain(self, labels: int = RECENT) -> Gain | None:
        """What the last `labels` brought, or a few more where none was measured just then; None
        before two accuracies so far apart are known."""
        measured = self._newest_first()
        last = next(measured, None)
        if last is None:
            return None
        for place, found in measured:
            if place <= last[0] - labels:
                return Gain(last[1].accuracy - found.accuracy, last[0] - place)
        return None

    def _newest_first(self) -> Iterator[tuple[int, Evaluation]]:
        """(place, evaluation) of those of rows enough to tell an accuracy."""
        for place in range(len(self) - 1, -1, -1):
            found = self._evaluations[place]
            if found is not None and found.is_measured:
                yield place, found

    def _point(self, place: int) -> Point:
        return Point(
            sum(self._initial) + place,
            self._evaluations[place],
            tuple(self._per_class[place].tolist()),
        )

    @cached_property
    def _per_class(self) -> Integers:
        """Labels (n + 1, k) up to each point."""
        given = np.zeros((len(self), len(self._initial)), np.int64)
        given[np.arange(1, len(self)), self._numbers] = 1
        return np.asarray(given.cumsum(axis=0) + np.array(self._initial))


class GrowingCurve:
    """Follows the answers; one answer more costs little.

    A label taken back takes its point with it; a point has no evaluation where no Round was
    made of just the answers up to it.
    """

    def __init__(self, initial: tuple[int, ...]) -> None:
        self._initial = initial
        self._evaluations: list[Evaluation | None] = []
        self._events: Integers = np.empty(0, dtype=np.int64)
        self._numbers: Integers = self._events

    def points(
        self, answers: EventOrder, measurements: Measurements, changed: Iterable[int]
    ) -> Curve:
        """`changed` are the events whose measurement is another than at the last call."""
        events, numbers = answers.events, answers.numbers
        kept = self._unchanged(events, numbers)
        for event in changed:
            kept = min(kept, answers.until(event - 1) + 1 if event else 0)
        if kept < len(self._evaluations):
            self._evaluations = self._evaluations[:kept]  # what was handed out stays as it is
        if not self._evaluations:
            self._evaluations.append(measurements.at(0, 0))
        for count in range(len(self._evaluations), len(events) + 1):
            self._evaluations.append(measurements.at(int(events[count - 1]), count))
        self._events, self._numbers = events, numbers
        return Curve(self._initial, numbers, self._evaluations)

    def _unchanged(self, events: Integers, numbers: Integers) -> int:
        """How many points, from the first on, have the same answers behind them as before."""
        common = min(len(events), len(self._events))
        differs = self._events[:common] != events[:common]
        differs |= self._numbers[:common] != numbers[:common]
        return (int(differs.argmax()) if differs.any() else common) + 1
