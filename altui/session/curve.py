"""The accuracy curve: what each answer that still holds led to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import NamedTuple

import numpy as np

from altui.learning.evaluation import Evaluation
from altui.session.order import EventOrder, Integers


class Measured(NamedTuple):
    """The accuracy of one Round, and how many answers there were when it was made."""

    answered: int
    evaluation: Evaluation


Measurements = Mapping[int, Measured]
"""By the event of the last answer that the Round knew, 0 where it knew none."""


class Point(NamedTuple):
    """One retrain. Labels per class are counted up to here, the known ones included."""

    labeled: int
    evaluation: Evaluation | None
    per_class: tuple[int, ...]


class GrowingCurve:
    """One point for the start and one for each answer, in order; one answer more costs O(1).

    A label taken back takes its point with it; a point has no evaluation where no Round was
    made of just the answers up to it.
    """

    def __init__(self, initial: tuple[int, ...]) -> None:
        self._initial = initial
        self._points: list[Point] = []
        self._events: Integers = np.empty(0, dtype=np.int64)
        self._numbers: Integers = self._events

    def points(
        self, answers: EventOrder, measurements: Measurements, changed: Iterable[int]
    ) -> tuple[Point, ...]:
        """`changed` are the events whose measurement is another than at the last call."""
        events, numbers = answers.events, answers.numbers
        kept = self._unchanged(events, numbers)
        for event in changed:
            kept = min(kept, answers.until(event - 1) + 1 if event else 0)
        del self._points[kept:]
        if not self._points:
            first = evaluation_at(measurements, 0, 0)
            self._points.append(Point(sum(self._initial), first, self._initial))
        for count in range(len(self._points), len(events) + 1):
            evaluation = evaluation_at(measurements, int(events[count - 1]), count)
            self._points.append(_next(self._points[-1], int(numbers[count - 1]), evaluation))
        self._events, self._numbers = events, numbers
        return tuple(self._points)

    def _unchanged(self, events: Integers, numbers: Integers) -> int:
        """How many points, from the first on, have the same answers behind them as before."""
        common = min(len(events), len(self._events))
        differs = self._events[:common] != events[:common]
        differs |= self._numbers[:common] != numbers[:common]
        return (int(differs.argmax()) if differs.any() else common) + 1


def _next(point: Point, label: int, evaluation: Evaluation | None) -> Point:
    counts = list(point.per_class)
    counts[label] += 1
    return Point(point.labeled + 1, evaluation, tuple(counts))


def evaluation_at(measurements: Measurements, event: int, answered: int) -> Evaluation | None:
    """What was measured with `answered` answers, the last of them in `event`.

    An older measurement knew an answer that was since changed, and so moved to a later place.
    """
    found = measurements.get(event)
    return found.evaluation if found is not None and found.answered == answered else None


def last_measured(
    events: Iterable[int], answered: int, measurements: Measurements
) -> Measured | None:
    """The newest measurement that still holds; `events` are the answers, the last one first."""
    if not measurements:
        return None
    for count, event in zip(range(answered, -1, -1), chain(events, (0,)), strict=True):
        evaluation = evaluation_at(measurements, event, count)
        if evaluation is not None:
            return Measured(count, evaluation)
    return None
