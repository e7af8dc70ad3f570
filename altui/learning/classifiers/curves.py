"""Columns of the matrix that were made from others, so that a linear model can bend its boundary.

They mean nothing to a person: only linear models learn from them, and what they add to a decision
is told of the columns that they were made from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray, Matrix


class Curves(Protocol):
    """The last columns of a matrix, from `first` on, made from its columns `inputs`."""

    @property
    def inputs(self) -> range: ...

    @property
    def first(self) -> int: ...

    def transform(self, values: Any) -> FloatArray:
        """The columns (n, made) of rows of the inputs (n, inputs)."""


def without_curves(matrix: Matrix, curves: Curves | None) -> Matrix:
    """The columns that mean something; of a dense matrix a view."""
    return matrix if curves is None else matrix[:, : curves.first]


def bends(curves: Curves, columns: IntArray, values: FloatArray, weights: FloatArray) -> FloatArray:
    """How much of the decision goes by the curves when each of the `columns` (m,) of a row is set
    to 0, the mean of a number (m,); `values` (m,) are the row's, `weights` (d,) the model's."""
    is_input = (columns >= curves.inputs.start) & (columns < curves.inputs.stop) & (values != 0)
    places = columns[is_input] - curves.inputs.start
    row = np.zeros(len(curves.inputs))
    row[places] = values[is_input]
    changed = np.tile(row, (len(places) + 1, 1))
    changed[np.arange(len(places)), places] = 0.0
    decisions = curves.transform(changed) @ weights[curves.first :]
    lost = np.zeros(len(columns))
    lost[is_input] = decisions[-1] - decisions[:-1]
    return lost


class StraightModel:
    """A classifier that learns from the columns before the curves: what needs no bending is only
    misled by them."""

    classes_: Any

    def __init__(self, classifier: Any, curves: Curves) -> None:
        self.classifier = classifier
        self._curves = curves

    @classmethod
    def fitted(cls, classifier: Any, curves: Curves) -> StraightModel:
        """Of a classifier that has learned from those columns before."""
        made = cls(classifier, curves)
        made.classes_ = classifier.classes_
        return made

    def fit(self, X: Matrix, y: IntArray, **weights: FloatArray) -> StraightModel:
        self.classifier.fit(without_curves(X, self._curves), y, **weights)
        self.classes_ = self.classifier.classes_
        return self

    def predict_proba(self, X: Matrix) -> Any:
        return self.classifier.predict_proba(without_curves(X, self._curves))
