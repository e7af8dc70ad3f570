"""Whether another model is plainly ahead of the session's, by the labels that were asked for.

They are no fair sample: they were asked for where the session's own model was unsure, and there any
other model looks better. (Compared label by label, by two standard errors, two in three that looked
ahead were behind on test rows, by 4 points on average: `tests.benchmarks.leads`.) So what counts is
where the two models differ on rows of the pool, by how sure the session's model is of them: at each
level the labels on which held-out predictions differ say which of the two is right, and a level
begins with labels lost. The random check and the test set are never looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from altui.learning.honesty.label_review import Doubts

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, FloatArray, IntArray, Matrix
    from altui.learning.classifiers.models import FittedModel
    from altui.learning.honesty.label_review import OutOfFold
    from altui.learning.rounds import Knowledge

LEVELS = 4
"""Of equally many rows of the pool, by the confidence of the session's model."""

LOST = 2
"""Labels that each level begins with, all of them against the other model."""

ERRORS, LEAST = 2.0, 0.02
"""A lead is plain if it is this many standard errors, and this share of the pool."""

Train = Callable[[str, "IntArray", "IntArray", "IntArray | None"], "FittedModel"]
"""The model of that name, trained on labeled rows (m,) with their labels (m,), each as often as it
counts (m,)."""


@dataclass(frozen=True)
class Lead:
    """The `model` is expected to be right on `gain` more of the pool, a share, with its standard
    `error`. Of the labels on which its held-out predictions differ from those of the model `over`,
    it has `right`, the other has `wrong`."""

    model: str
    over: str
    gain: float
    error: float
    right: int
    wrong: int


class Predicted(NamedTuple):
    """The classes (m,) that a model predicts, and how sure it is of each (m,)."""

    classes: IntArray
    share: FloatArray

    @classmethod
    def of(cls, probabilities: FloatArray) -> Predicted:
        return cls(probabilities.argmax(axis=1), probabilities.max(axis=1))


class Leads:
    """Compares models on the labels of `matrix` (n, d); `pool` (n,) are rows that may be asked for,
    all of them or a fair sample."""

    def __init__(self, matrix: Matrix, pool: BoolArray, seed: int, train: Train) -> None:
        self._matrix, self._seed, self._train = matrix, seed, train
        self._rows = np.flatnonzero(pool)

    def find(self, current: str, others: tuple[str, ...], knowledge: Knowledge) -> Lead | None:
        """The plain lead over the current model that is expected to gain most. Raises ModelError
        where a training fails."""
        held, seen = self._predict(current, knowledge)
        found = []
        for other in others:
            other_held, other_seen = self._predict(other, knowledge)
            lead = compare(knowledge.labels, (held, other_held), (seen, other_seen))
            if lead is not None and is_plain(*lead[:2]):
                found.append(Lead(other, current, *lead))
        return max(found, key=lambda lead: lead.gain, default=None)

    def _predict(self, model: str, knowledge: Knowledge) -> tuple[OutOfFold, Predicted]:
        rows, labels, counts = knowledge.rows, knowledge.labels, knowledge.counts

        def fit(rows: IntArray, labels: IntArray, counts: IntArray | None) -> FittedModel:
            return self._train(model, rows, labels, counts)

        held = Doubts(self._matrix, self._seed, fit).predict_held_out(rows, labels, counts)
        unlabeled = self._rows[~np.isin(self._rows, rows)]
        probabilities = fit(rows, labels, counts).predict_proba(self._matrix[unlabeled])
        return held, Predicted.of(probabilities)


def is_plain(gain: float, error: float) -> bool:
    return gain >= LEAST and gain > ERRORS * error


def compare(
    labels: IntArray, held: tuple[OutOfFold, OutOfFold], pool: tuple[Predicted, Predicted]
) -> tuple[float, float, int, int] | None:
    """The gain of the second model over the first on the pool, its standard error, and the labels
    (m,) that each has right where they differ; None without rows of the pool."""
    (first, second), (sure, other) = held, pool
    if not len(sure.classes):
        return None
    places = np.flatnonzero(
        (first.predicted != second.predicted) & first.is_judged & second.is_judged
    )
    won, lost = (
        second.predicted[places] == labels[places],
        first.predicted[places] == labels[places],
    )
    edges = np.unique(np.quantile(sure.share, np.arange(1, LEVELS) / LEVELS))
    level = np.digitize(first.share[places], edges)
    differs = np.bincount(
        np.digitize(sure.share, edges)[sure.classes != other.classes], minlength=LEVELS
    ) / len(sure.classes)
    gain = variance = 0.0
    for each, share in enumerate(differs):
        right, wrong = won[level == each].sum(), lost[level == each].sum() + LOST
        count = int((level == each).sum()) + LOST
        mean = (right - wrong) / count
        gain += share * mean
        variance += share**2 * ((right + wrong) / count - mean**2) / count
    return float(gain), float(np.sqrt(variance)), int(won.sum()), int(lost.sum())
