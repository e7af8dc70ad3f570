"""Which label to ask for again: the one that the other labels speak against most.

Five percent of wrong labels cost as much as active learning gains. One row at a time, never a
list: of what such a measure flags under active querying most is right after all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from altui.learning.recent import Recent

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray, Matrix
    from altui.learning.models import FittedModel
    from altui.learning.rounds import Knowledge

FOLDS = 5
KEPT = 8

Fit = Callable[["IntArray", "IntArray"], "FittedModel"]


class Doubts:
    """The out-of-fold probability of each label, remembered for the last labels it was asked of."""

    def __init__(self, matrix: Matrix, seed: int, fit: Fit) -> None:
        self._matrix = matrix
        self._seed = seed
        self._fit = fit
        self._known: Recent[FloatArray] = Recent(KEPT)

    def most_doubtful(self, knowledge: Knowledge, candidates: IntArray) -> int:
        """The candidate, a labeled row, whose own label is least likely; the first on a tie."""
        places = np.flatnonzero(np.isin(knowledge.rows, candidates))
        own = self._own_probabilities(knowledge.rows, knowledge.labels)
        return int(knowledge.rows[places[np.argmin(own[places])]])

    def _own_probabilities(self, rows: IntArray, labels: IntArray) -> FloatArray:
        return self._known.get(rows, labels, lambda: self._out_of_fold(rows, labels))

    def _out_of_fold(self, rows: IntArray, labels: IntArray) -> FloatArray:
        """p of each label (m,) by a model of the other folds; 1 where they do not know its class,
        since they cannot speak against it."""
        own = np.ones(len(rows))
        folds = np.random.default_rng([self._seed, len(rows)]).permutation(len(rows)) % FOLDS
        for fold in range(FOLDS):
            others = folds != fold
            seen = np.unique(labels[others])
            held = np.flatnonzero(~others & np.isin(labels, seen))
            if len(seen) > 1 and len(held):
                model = self._fit(rows[others], labels[others])
                shares = model.predict_proba(self._matrix[rows[held]])
                own[held] = shares[np.arange(len(held)), labels[held]]
        return own
