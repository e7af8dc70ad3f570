"""Chooses the row to ask for: by the exact argmax if the model is linear, else from the
probabilities of all rows."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from altui.learning.rounds import Query
from altui.learning.selection.linear import as_linear
from altui.learning.selection.ties import TIE, best_row
from altui.learning.strategies.registry import MOST_LIKELY
from altui.learning.strategies.uncertainty import least_confidence

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, FloatArray, IntArray, Matrix
    from altui.learning.classifiers.models import FittedModel
    from altui.learning.selection.acquisition import Acquisition
    from altui.learning.selection.exact_argmax import ExactArgmax

NEAR = 1e-4
"""How much rounding can change the score of a float32 row. This near the best, float64 decides."""

MOST_NEAR = 10_000
"""With more rows than this near the best, scores hardly differ: an exact order is not worth it."""


class Selector:
    """Chooses rows of one matrix (n, d) by strategies that use the model."""

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self._scored: tuple[FittedModel, str, FloatArray] | None = None

    def best(self, model: FittedModel, available: BoolArray, acquisition: Acquisition) -> Query:
        """The available row with the highest score; of those within TIE of it, the lowest."""
        linear = as_linear(model, self.matrix.dtype)
        if linear is None or acquisition.strategy.takes_whole_pool:
            return self._from_all(model, available, acquisition)
        choice = self._argmax.best(linear, available, acquisition)
        return Query(
            choice.row,
            acquisition.name,
            choice.probabilities,
            choice.uncertainty,
            choice.score,
            choice.ranked_lower,
        )

    def likeliest(self, model: FittedModel, available: BoolArray, wanted: int) -> Query:
        """The available row with the highest probability of the class; the lowest on a tie."""
        scores = model.score(self.matrix, lambda shares, _: shares[:, wanted])
        row = best_row(scores, available)
        return replace(self.about(model, row, MOST_LIKELY), score=float(scores[row]))

    def about(self, model: FittedModel, row: int, strategy: str) -> Query:
        """The Query of a row that was chosen without the model, with the model's prediction."""
        probabilities = model.predict_proba(self.matrix[row : row + 1])
        uncertainty = float(least_confidence(probabilities)[0])
        return Query(row, strategy, tuple(probabilities[0].tolist()), uncertainty)

    def rank(
        self, model: FittedModel, available: BoolArray, depth: int, acquisition: Acquisition
    ) -> tuple[Query, ...]:
        """The available rows with the highest scores, at most `depth` of them, best first.

        They are used only until the next ranking, so the order of nearly equal rows may depend on
        the precision of the matrix.
        """
        rows, scores = self._nearest(model, available, depth, acquisition)
        # lexsort sorts by its last key first: by score, then by row.
        order = np.lexsort((rows, -scores))
        rows = rows[order]
        probabilities = model.predict_proba(self.matrix[rows])
        unsure, scores = least_confidence(probabilities), scores[order]
        # With two classes the quick scores may be distances. Show the strategy's scores instead.
        if acquisition.strategy.falls_with_distance:
            scores = acquisition.of(probabilities, rows)
        return tuple(
            Query(int(row), acquisition.name, tuple(shares), float(doubt), float(score))
            for row, shares, doubt, score in zip(
                rows, probabilities.tolist(), unsure, scores, strict=True
            )
        )

    def nearest(
        self, model: FittedModel, available: BoolArray, count: int, acquisition: Acquisition
    ) -> IntArray:
        """The same rows in ascending order, without their scores."""
        return np.sort(self._nearest(model, available, count, acquisition)[0])

    def _nearest(
        self, model: FittedModel, available: BoolArray, count: int, acquisition: Acquisition
    ) -> tuple[IntArray, FloatArray]:
        """At most `count` rows with their scores, in no order."""
        rows = np.flatnonzero(available)
        scores = self._quick_scores(model, acquisition)[rows]
        if len(rows) > count:
            chosen = np.argpartition(-scores, count)[:count]
            rows, scores = rows[chosen], scores[chosen]
        return rows, scores

    def _quick_scores(self, model: FittedModel, acquisition: Acquisition) -> FloatArray:
        """Values (n,) that order all rows (nearly) as the strategy does."""
        scored = self._scored  # read once: another thread may replace it
        if scored is not None and scored[:2] == (model, acquisition.name):
            return scored[2]
        linear = as_linear(model, self.matrix.dtype)
        is_by_distance = acquisition.strategy.falls_with_distance
        if linear is None or not linear.is_binary or not is_by_distance:
            if acquisition.strategy.takes_whole_pool:
                return acquisition.of(model.predict_proba(self.matrix), slice(None))
            return model.score(self.matrix, acquisition.of)
        # With two classes the row nearest to the boundary is first: one product is enough.
        values = self.matrix @ linear.coefficients[0].astype(self.matrix.dtype)
        return np.asarray(-np.abs(values + self.matrix.dtype.type(linear.intercept[0])))

    def _from_all(
        self, model: FittedModel, available: BoolArray, acquisition: Acquisition
    ) -> Query:
        probabilities = model.predict_proba(self.matrix)
        scores = acquisition.of(probabilities, slice(None))
        # If a score depends on other rows, a few rows cannot be scored alone.
        if not acquisition.strategy.takes_whole_pool:
            self._sharpen(scores, probabilities, available, model, acquisition)
        self._scored = (model, acquisition.name, scores)
        row = best_row(scores, available)
        return Query(
            row,
            acquisition.name,
            probabilities=tuple(probabilities[row].tolist()),
            uncertainty=float(least_confidence(probabilities[row : row + 1])[0]),
            score=float(scores[row]),
            ranked_lower=int(np.count_nonzero(scores[available] < scores[row] - TIE)),
        )

    def _sharpen(
        self,
        scores: FloatArray,
        probabilities: FloatArray,
        available: BoolArray,
        model: FittedModel,
        acquisition: Acquisition,
    ) -> None:
        """Replace, in both arrays, the values of rows that could be the best by float64 values."""
        if self.matrix.dtype == np.float64:
            return
        near = np.flatnonzero(available & (scores >= scores[available].max() - NEAR))
        if 1 < len(near) <= MOST_NEAR:
            probabilities[near] = model.predict_proba(self.matrix[near].astype(np.float64))
            scores[near] = acquisition.of(probabilities[near], near)

    @cached_property
    def _argmax(self) -> ExactArgmax:
        from altui.learning.selection.exact_argmax import ExactArgmax

        return ExactArgmax(self.matrix)
