"""Which available row a model should be asked about: scanned exactly where the model is linear
and the strategy known, from all probabilities else."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from altui.learning.names import MOST_LIKELY, is_own
from altui.learning.rounds import Query
from altui.learning.strategies import MEASURES, TIE, best, least_confidence

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, FloatArray, Matrix
    from altui.learning.measures import Measure
    from altui.learning.models import FittedModel
    from altui.learning.scan import Scanner

NEAR = 1e-4
"""How far rounding can move the score of a float32 row; so near the best, float64 decides."""

MOST_NEAR = 10_000
"""Above so many the scores hardly differ at all: no order among them is worth a second look."""


class Linear(NamedTuple):
    """A linear model's decision function, as scikit-learn has it: (1 or k, d) and (1 or k,)."""

    coef: FloatArray
    intercept: FloatArray


class Querier:
    """Chooses rows of one matrix (n, d) by strategies that ask the model."""

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self._scored: tuple[FittedModel, str, FloatArray] | None = None

    def best(self, model: FittedModel, available: BoolArray, measure: Measure) -> Query:
        """The available row with the highest score; of those within a TIE of it, the lowest."""
        linear, strategy = self._linear(model), measure.strategy
        if linear is not None and strategy in MEASURES:
            found = self._scanner.best(*linear, available, strategy)
            shares = _of_all_classes(found.probabilities, model)
        elif linear is not None and measure.steepness is not None:
            from altui.learning.scan_measures import best_by

            found = best_by(measure, self._scanner.rows, linear, model, available)
            shares = found.probabilities
        else:
            return self._from_all(model, available, measure)
        return Query(found.row, strategy, shares, found.uncertainty, found.score, found.surer)

    def likeliest(self, model: FittedModel, available: BoolArray, wanted: int) -> Query:
        """The available row that is most probably of the class; of equal ones the lowest."""
        scores = model.predict_proba(self.matrix)[:, wanted]
        row = best(scores, available)
        return replace(self.about(model, row, MOST_LIKELY), score=float(scores[row]))

    def about(self, model: FittedModel, row: int, strategy: str) -> Query:
        """A row that was chosen without the model, and what the model thinks of it."""
        probabilities = model.predict_proba(self.matrix[row : row + 1])
        uncertainty = float(least_confidence(probabilities)[0])
        return Query(row, strategy, tuple(probabilities[0].tolist()), uncertainty)

    def ranked(
        self, model: FittedModel, available: BoolArray, depth: int, measure: Measure
    ) -> tuple[Query, ...]:
        """The available rows with the highest scores, at most `depth` of them, best first.

        They are a stopgap until the next ranking: which of two nearly equal rows comes first is
        left to the precision of the matrix.
        """
        rows = np.flatnonzero(available)
        scores = self._quick_scores(model, measure)[rows]
        if len(rows) > depth:
            chosen = np.argpartition(-scores, depth)[:depth]
            rows, scores = rows[chosen], scores[chosen]
        order = np.lexsort((rows, -scores))
        rows = rows[order]
        probabilities = model.predict_proba(self.matrix[rows])
        unsure, scores = least_confidence(probabilities), scores[order]
        if measure.strategy in MEASURES:
            scores = measure.of(probabilities, rows)
        return tuple(
            Query(int(row), measure.strategy, tuple(shares), float(doubt), float(score))
            for row, shares, doubt, score in zip(
                rows, probabilities.tolist(), unsure, scores, strict=True
            )
        )

    def _quick_scores(self, model: FittedModel, measure: Measure) -> FloatArray:
        """Scores (n,) that order all rows as the strategy does, or nearly so."""
        scored = self._scored  # read once: another thread may put its own there
        if scored is not None and scored[:2] == (model, measure.strategy):
            return scored[2]
        linear = self._linear(model)
        if linear is None or len(linear.coef) > 1 or measure.strategy not in MEASURES:
            return measure.of(model.predict_proba(self.matrix), slice(None))
        # Of two classes all of these ask for the row nearest to the boundary.
        values = self.matrix @ linear.coef[0].astype(self.matrix.dtype)
        return np.asarray(-np.abs(values + self.matrix.dtype.type(linear.intercept[0])))

    def _linear(self, model: FittedModel) -> Linear | None:
        """The model's plane if it has one; the float64 matrix of the reference scenario is
        asked as the scenario says, for all probabilities."""
        from sklearn.linear_model import LogisticRegression

        from altui.learning.newton import NewtonLogistic

        classifier: Any = model.classifier
        if type(classifier) is NewtonLogistic or (
            type(classifier) is LogisticRegression and self.matrix.dtype == np.float32
        ):
            return Linear(classifier.coef_, classifier.intercept_)
        return None

    def _from_all(self, model: FittedModel, available: BoolArray, measure: Measure) -> Query:
        probabilities = model.predict_proba(self.matrix)
        scores = measure.of(probabilities, slice(None))
        if not is_own(measure.strategy):
            self._sharpen(scores, probabilities, available, model, measure)
        self._scored = (model, measure.strategy, scores)
        row = best(scores, available)
        return Query(
            row,
            measure.strategy,
            probabilities=tuple(probabilities[row].tolist()),
            uncertainty=float(least_confidence(probabilities[row : row + 1])[0]),
            score=float(scores[row]),
            surer=int(np.count_nonzero(scores[available] < scores[row] - TIE)),
        )

    def _sharpen(
        self,
        scores: FloatArray,
        probabilities: FloatArray,
        available: BoolArray,
        model: FittedModel,
        measure: Measure,
    ) -> None:
        """Put float64's answers in the places (of both arrays) that could be the best."""
        if self.matrix.dtype == np.float64:
            return
        near = np.flatnonzero(available & (scores >= scores[available].max() - NEAR))
        if 1 < len(near) <= MOST_NEAR:
            probabilities[near] = model.predict_proba(self.matrix[near].astype(np.float64))
            scores[near] = measure.of(probabilities[near], near)

    @cached_property
    def _scanner(self) -> Scanner:
        from altui.learning.scan import Scanner

        return Scanner(self.matrix)


def _of_all_classes(shares: tuple[float, ...], model: FittedModel) -> tuple[float, ...]:
    """The probabilities of the classes seen in training, 0 for the others between them."""
    every = [0.0] * model.n_classes
    for index, share in zip(model.classifier.classes_, shares, strict=True):
        every[int(index)] = share
    return tuple(every)
