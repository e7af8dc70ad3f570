"""How many rows of each class there are, from predictions for all of them and answers for some.

The estimate is prediction-powered (Angelopoulos et al., Science 2023, the mean): the share that
is predicted, corrected by what the answers say of the predictions. Its usual interval is normal,
for one look and many rows; a certificate stops when it likes, and often few of its predictions
are wrong. So the interval is made of two confidence sequences without replacement: the rows of
the class among those predicted as it, of which there are so many, and among all others. Each is
wrong at some moment in at most 2.5 % of all runs, so the interval of one class in at most 5 %.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from altui.learning.confidence_sequence import ALPHA, right_rows

Answers = Sequence[Sequence[int]]
"""How many drawn rows of each answer (outer) have each predicted class (inner). The last line is
of rows without an answer."""


class ClassRows(NamedTuple):
    """How many rows are of a class: the estimate, the least and the most."""

    estimate: float
    low: int
    high: int


def class_rows(answers: Answers, predicted: Sequence[int]) -> list[ClassRows]:
    """For each class; `predicted` has how many of all rows are predicted as each class."""
    return [_rows_of(k, answers, predicted) for k in range(len(predicted))]


def _rows_of(k: int, answers: Answers, predicted: Sequence[int]) -> ClassRows:
    total, drawn = sum(predicted), sum(map(sum, answers))
    alike, without = sum(line[k] for line in answers), answers[-1]
    found, open_ = answers[k][k], without[k]
    missed, open_others = sum(answers[k]) - found, sum(without) - open_
    inside = _ends(found, open_, alike, predicted[k])
    outside = _ends(missed, open_others, drawn - alike, total - predicted[k])
    low, high = inside[0] + outside[0], inside[1] + outside[1]
    answered = drawn - sum(without)
    if not answered:
        return ClassRows((low + high) / 2, low, high)
    corrected = predicted[k] + total * (missed - (alike - open_ - found)) / answered
    return ClassRows(min(max(corrected, low), high), low, high)


def _ends(counted: int, open_: int, drawn: int, total: int) -> tuple[int, int]:
    """The least and the most of `total`; a row without an answer counts against both."""
    low = right_rows(counted, drawn, total, ALPHA / 2)[0]
    return low, right_rows(counted + open_, drawn, total, ALPHA / 2)[1]
