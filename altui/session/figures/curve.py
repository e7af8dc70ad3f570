"""The accuracy curve: the accuracy after each answer that still stands.

Arrays keep a few bytes per label, even for tens of thousands of labels. A Point is made only when
it is read.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import NamedTuple, overload

import numpy as np

from altui.learning.evaluation import Evaluation
from altui.session.classes.class_list import ClassList
from altui.session.figures.measured_points import MeasuredPoints, places_measured
from altui.session.state.order import EventOrder, Integers

RECENT = 20
"""The number of labels over which a change of the accuracy is shown."""


class Measured(NamedTuple):
    """The accuracy of one Round, and the number of answers at that time."""

    answered: int
    evaluation: Evaluation


class Measurements:
    """The accuracies of Rounds, by the event of the last answer that each has seen (0: none)."""

    def __init__(self) -> None:
        self._events = array("i")
        self._answered = array("i")
        self._which = array("i")
        self._known: list[Evaluation] = []
        self._places: dict[Evaluation, int] = {}

    def put(self, event: int, answered: int, evaluation: Evaluation) -> None:
        """Store a measurement; it replaces an older one at the same event."""
        self.drop(event)
        # Equal evaluations share one object: a long session has thousands, of a few values.
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
        """The measurement with `answered` answers, the last one in `event`.

        A measurement with another count is outdated: one of its answers has been changed since.
        """
        place = self._place(event)
        if place is None or self._answered[place] != answered:
            return None
        return self._known[self._which[place]]

    def last(self, events: Iterable[int], answered: int) -> Measured | None:
        """The newest valid measurement. `events` are the answers, the last one first."""
        if not self._events:
            return None
        for count, event in zip(range(answered, -1, -1), chain(events, (0,)), strict=True):
            evaluation = self.at(event, count)
            if evaluation is not None:
                return Measured(count, evaluation)
        return None

    def forget_classes(self) -> None:
        """The classes have changed: keep only what was right of how many."""
        self._known = [replace(each, confusion=()) for each in self._known]
        self._places = {}

    def clear(self) -> None:
        for column in (self._events, self._answered, self._which):
            del column[:]

    def _place(self, event: int) -> int | None:
        place = bisect_left(self._events, event)
        return place if place < len(self._events) and self._events[place] == event else None


class Point(NamedTuple):
    """One training. Labels per class are counted up to here, with those of the file."""

    labeled: int
    evaluation: Evaluation | None
    per_class: tuple[int, ...]


class Gain(NamedTuple):
    """How much the accuracy, a share, grew over the last `labels`."""

    accuracy: float
    labels: int


class Curve(Sequence[Point]):
    """One Point for the start and one for each answer, in order. `numbers` (n,) are the slots of
    the answers in `classes` (None: they never changed), `initial` the labels by slot of the file.
    `merged_at` are the places of the last Points before classes were merged. Only the first n + 1
    `evaluations` belong to it, and of the `measured`, which are the places of those there are: the
    lists are shared and may grow, because a copy would make each key slower in a long session."""

    def __init__(
        self,
        initial: tuple[int, ...],
        numbers: Integers,
        evaluations: Sequence[Evaluation | None],
        classes: ClassList | None = None,
        merged_at: tuple[int, ...] = (),
        measured: Sequence[int] | None = None,
    ) -> None:
        self.merged_at = merged_at
        self._initial = initial
        self._numbers = numbers
        self._evaluations = evaluations
        self._measured = places_measured(evaluations) if measured is None else measured
        self._classes = classes or ClassList.of(tuple(map(str, range(len(initial)))))

    def __len__(self) -> int:
        return len(self._numbers) + 1

    @overload
    def __getitem__(self, index: int) -> Point: ...
    @overload
    def __getitem__(self, index: slice) -> list[Point]: ...
    def __getitem__(self, index: int | slice) -> Point | list[Point]:
        places = range(len(self))[index]
        return self._points([places])[0] if isinstance(places, int) else self._points(places)

    def __iter__(self) -> Iterator[Point]:
        return iter(self[:])

    def after(self, label: int, evaluation: Evaluation | None) -> Curve:
        """The curve after one more answer, of this class."""
        slot = int((self._classes.index == label).argmax())
        measured = self._measured[: bisect_left(self._measured, len(self))]
        return Curve(
            self._initial,
            np.append(self._numbers, slot),
            [*islice(self._evaluations, len(self)), evaluation],
            self._classes,
            self.merged_at,
            measured if evaluation is None else [*measured, len(self)],
        )

    @property
    def last_merge(self) -> int:
        """The place of the first Point with the classes as they are merged now."""
        return max(self.merged_at, default=0)

    def is_before_merge(self, labeled: int) -> bool:
        """Whether the Point with so many labeled rows was measured with classes merged since."""
        return labeled < sum(self._initial) + self.last_merge

    @property
    def used(self) -> Integers:
        """The class indices (n,) of the answers, oldest first."""
        return self._classes.index[self._numbers]

    def measurements(self) -> Sequence[tuple[int, Evaluation]]:
        """(labeled rows, evaluation) of the points that have one, made only where they are read."""
        own = bisect_left(self._measured, len(self))
        return MeasuredPoints(sum(self._initial), self._measured, own, self._evaluations)

    @property
    def last_measured(self) -> Evaluation | None:
        """The newest evaluation with enough rows to state an accuracy."""
        return next((found for _, found in self._newest_first()), None)

    def gain(self, labels: int = RECENT) -> Gain | None:
        """The change over the last `labels`, or a few more if none was measured just then; None
        before two such accuracies are known."""
        measured = self._newest_first()
        last = next(measured, None)
        if last is None:
            return None
        for place, found in measured:
            if place < self.last_merge:
                return None  # an accuracy with other classes is no earlier one of these
            if place <= last[0] - labels:
                return Gain(last[1].accuracy - found.accuracy, last[0] - place)
        return None

    def _newest_first(self) -> Iterator[tuple[int, Evaluation]]:
        """(place, evaluation) of those with enough rows to state an accuracy."""
        start = sum(self._initial)
        for labeled, found in reversed(self.measurements()):
            if found.is_measured:
                yield labeled - start, found

    def _points(self, places: Sequence[int]) -> list[Point]:
        start, fold = sum(self._initial), self._classes.fold
        return [
            Point(start + place, self._evaluations[place], tuple(fold(counts)))
            for place, counts in zip(places, self._per_slot(places).tolist(), strict=True)
        ]

    def _per_slot(self, places: Sequence[int]) -> Integers:
        """Labels (p, s) by slot up to each of the places (p,), in whatever order these are."""
        width, number = len(self._classes.homes), len(places)
        order = np.argsort(places, kind="stable")
        # Each answer counts from the first of the places that is not before it.
        ends = np.asarray(places)[order]
        first = np.searchsorted(ends, np.arange(1, len(self)))
        flat = np.bincount(first * width + self._numbers, minlength=(number + 1) * width)
        found = flat[: number * width].reshape(number, width).cumsum(axis=0)
        found[:, : len(self._initial)] += np.asarray(self._initial, found.dtype)
        ordered = np.empty_like(found)
        ordered[order] = found
        return ordered


class GrowingCurve:
    """Follows the answers. Each new answer costs little.

    Undoing a label removes its point. A point has no evaluation if no Round was made from exactly
    the answers up to it.
    """

    def __init__(self, initial: tuple[int, ...]) -> None:
        self._initial = initial
        self._evaluations: list[Evaluation | None] = []
        self._measured: list[int] = []
        self._events: Integers = np.empty(0, dtype=np.int64)
        self._numbers: Integers = self._events

    def points(
        self,
        answers: EventOrder,
        measurements: Measurements,
        changed: Iterable[int],
        classes: ClassList,
        merges: Iterable[int] = (),
    ) -> Curve:
        """`changed` are the events whose measurement differs from that at the last call, `merges`
        those that merged classes."""
        events, numbers = answers.events, answers.numbers
        kept = self._unchanged(events, numbers)
        for event in changed:
            kept = min(kept, answers.until(event - 1) + 1 if event else 0)
        if kept < len(self._evaluations):
            self._evaluations = self._evaluations[:kept]  # curves given out before must not change
            self._measured = self._measured[: bisect_left(self._measured, kept)]
        for count in range(len(self._evaluations), len(events) + 1):
            found = measurements.at(int(events[count - 1]) if count else 0, count)
            self._evaluations.append(found)
            if found is not None:
                self._measured.append(count)
        self._events, self._numbers = events, numbers
        merged_at = tuple(answers.until(event) for event in merges)
        evaluations, measured = self._evaluations, self._measured
        return Curve(self._initial, numbers, evaluations, classes, merged_at, measured)

    def _unchanged(self, events: Integers, numbers: Integers) -> int:
        """How many points, from the first on, rest on the same answers as before."""
        common = min(len(events), len(self._events))
        differs = self._events[:common] != events[:common]
        differs |= self._numbers[:common] != numbers[:common]
        return (int(differs.argmax()) if differs.any() else common) + 1
