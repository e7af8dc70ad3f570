"""Which label to ask for again: the one that the other labels contradict most.

Five percent of wrong labels cost as much as active learning gains. Rows are asked again one at a
time and never changed as a list: under active querying most flagged labels are right.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from altui.learning.classifiers.recent import Recent

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, FloatArray, IntArray, Matrix
    from altui.learning.classifiers.models import FittedModel
    from altui.learning.rounds import Knowledge

FOLDS = 5
KEPT = 2

FoldFit = Callable[["IntArray", "IntArray", "IntArray | None"], "FittedModel"]
"""The model of labeled rows (m,), their labels (m,), and how often each counts (m,) or None."""


@dataclass(frozen=True)
class Contradiction:
    """A labeled row that the other labels put in another class: `predicted`, with probability
    `share`. Its own `label` has the probability `own`."""

    row: int
    label: int
    predicted: int
    own: float
    share: float


class OutOfFold(NamedTuple):
    """The predictions for each labeled row by a model of the other folds: the probability `own`
    (m,) of its label, the class `predicted` (m,) and its probability `share` (m,). A model that
    does not know the label's class cannot contradict it: then `own` is 1, the label itself is
    predicted and `is_judged` (m,) is false."""

    own: FloatArray
    predicted: IntArray
    share: FloatArray
    is_judged: BoolArray


class Doubts:
    """Out-of-fold predictions, cached for the last sets of labels. Threads may call it at the same
    time, and none waits for the trainings of another."""

    def __init__(self, matrix: Matrix, seed: int, fit: FoldFit) -> None:
        self._matrix = matrix
        self._seed = seed
        self._fit = fit
        self._known: Recent[OutOfFold] = Recent(KEPT)

    def most_doubtful(self, knowledge: Knowledge, candidates: IntArray) -> int:
        """The labeled row among the candidates whose own label is least likely; the first on a
        tie."""
        places = np.flatnonzero(np.isin(knowledge.rows, candidates))
        own = self._held_out(knowledge).own
        return int(knowledge.rows[places[np.argmin(own[places])]])

    def find_contradictions(self, knowledge: Knowledge) -> tuple[Contradiction, ...]:
        """The labeled rows predicted as another class, the least likely label first; on a tie the
        one labeled earlier."""
        own, predicted, share, _ = self._held_out(knowledge)
        places = np.flatnonzero(predicted != knowledge.labels)
        ranked = places[np.argsort(own[places], kind="stable")]
        columns = (knowledge.rows, knowledge.labels, predicted, own, share)
        return tuple(map(Contradiction, *(each[ranked].tolist() for each in columns)))

    def predict_held_out(
        self, rows: IntArray, labels: IntArray, counts: IntArray | None = None
    ) -> OutOfFold:
        """The predictions for labeled rows (m,), each by a model that has not seen it."""
        return self._known.get(
            rows, labels, lambda: self._out_of_fold(rows, labels, counts), counts
        )

    def _held_out(self, knowledge: Knowledge) -> OutOfFold:
        return self.predict_held_out(knowledge.rows, knowledge.labels, knowledge.counts)

    def _out_of_fold(self, rows: IntArray, labels: IntArray, counts: IntArray | None) -> OutOfFold:
        n = len(rows)
        found = OutOfFold(np.ones(n), labels.copy(), np.ones(n), np.zeros(n, bool))
        folds = np.random.default_rng([self._seed, n]).permutation(n) % FOLDS
        for fold in range(FOLDS):
            others = folds != fold
            seen = np.unique(labels[others])
            held = np.flatnonzero(~others & np.isin(labels, seen))
            if len(seen) > 1 and len(held):
                kept = None if counts is None else counts[others]
                model = self._fit(rows[others], labels[others], kept)
                shares = model.predict_proba(self._matrix[rows[held]])
                found.own[held] = shares[np.arange(len(held)), labels[held]]
                found.predicted[held] = shares.argmax(axis=1)
                found.share[held] = shares.max(axis=1)
                found.is_judged[held] = True
        return found
