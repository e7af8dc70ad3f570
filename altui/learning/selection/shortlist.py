"""The rows that a slow model scores: those that newton, trained on the same labels, would ask for
first. Nothing else of the pool is looked at, so the time does not grow with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from altui.learning.rounds import Query
from altui.learning.selection.ties import TIE
from altui.learning.strategies.uncertainty import least_confidence

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, IntArray, Matrix
    from altui.learning.classifiers.models import FittedModel
    from altui.learning.selection.acquisition import Acquisition
    from altui.learning.selection.selector import Selector

QuickFit = Callable[["IntArray", "IntArray", "IntArray | None"], "FittedModel"]


class Shortlist:
    """`size` rows by a `quick` model, scored by another."""

    def __init__(self, matrix: Matrix, selector: Selector, quick: QuickFit, size: int) -> None:
        self._size = size
        self._matrix, self._selector, self._quick = matrix, selector, quick

    def rank(
        self,
        model: FittedModel,
        labeled: tuple[IntArray, IntArray, IntArray | None],
        available: BoolArray,
        acquisition: Acquisition,
    ) -> tuple[Query, ...]:
        """The nearest available rows, the one with the model's highest score first; of those within
        TIE of it the lowest row."""
        near = self._selector.nearest(self._quick(*labeled), available, self._size, acquisition)
        probabilities = model.predict_proba(self._matrix[near])
        scores = acquisition.of(probabilities, near)
        scores = np.where(scores >= scores.max() - TIE, scores.max(), scores)
        unsure = least_confidence(probabilities)
        # lexsort sorts by its last key first: by score, then by row.
        return tuple(
            Query(
                int(near[place]),
                acquisition.name,
                tuple(probabilities[place].tolist()),
                float(unsure[place]),
                float(scores[place]),
            )
            for place in np.lexsort((near, -scores)).tolist()
        )
