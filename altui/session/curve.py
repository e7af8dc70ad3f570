"""The accuracy curve: what each answer that still holds led to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from altui.learning.evaluation import Evaluation


class Point(NamedTuple):
    """One retrain. Labels per class are counted up to here, the known ones included."""

    labeled: int
    evaluation: Evaluation | None
    per_class: tuple[int, ...]


def curve_points(
    initial: tuple[int, ...],
    answers: Iterable[tuple[int, int]],
    evaluations: Mapping[int, Evaluation | None],
    start: Evaluation | None,
) -> tuple[Point, ...]:
    """One point for the start and one for each answer, in order.

    `answers` gives (event, class index); `evaluations` maps an answer's event to the
    evaluation of the Round after it, absent where no Round was made. A label taken back
    takes its point with it.
    """
    per_class = list(initial)
    points = [Point(sum(per_class), start, tuple(per_class))]
    for event, label in answers:
        per_class[label] += 1
        points.append(Point(sum(per_class), evaluations.get(event), tuple(per_class)))
    return tuple(points)
