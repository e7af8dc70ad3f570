"""The accuracy curve: what each answer that still holds led to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from altui.learning.evaluation import Evaluation


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


def curve_points(
    initial: tuple[int, ...],
    answers: Iterable[tuple[int, int]],
    measurements: Measurements,
) -> tuple[Point, ...]:
    """One point for the start and one for each answer, in order.

    `answers` gives (event, class index). A label taken back takes its point with it; a point
    has no evaluation where no Round was made of just the answers up to it.
    """
    per_class = list(initial)
    points = [Point(sum(per_class), evaluation_at(measurements, 0, 0), tuple(per_class))]
    for count, (event, label) in enumerate(answers, start=1):
        per_class[label] += 1
        evaluation = evaluation_at(measurements, event, count)
        points.append(Point(sum(per_class), evaluation, tuple(per_class)))
    return tuple(points)


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
