"""The classes that a model predicts for rows that are looked at after every label: by a product in
the precision of the matrix, and exactly wherever that could name another class."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from altui.learning.selection.decision_bound import DecisionBound
from altui.learning.selection.linear import as_linear
from altui.learning.selection.rows import DenseRows, SparseRows

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray, Matrix
    from altui.learning.classifiers.models import FittedModel
    from altui.learning.selection.linear import LinearModel
    from altui.learning.selection.rows import Rows

EVEN = 1e-12
"""Nearer to the boundary than this, float64 may give both classes the same probability."""


FINER = 1e-7
"""The error of float64 is a smaller part of that of float32."""


class PredictedClasses:
    """Of the rows of one matrix (n, d), for any number of models."""

    def __init__(self, matrix: Matrix) -> None:
        self._matrix = matrix

    def of(self, model: FittedModel) -> IntArray:
        """The class index (n,) with the highest probability; the lowest on a tie. Raises
        ModelError."""
        linear = as_linear(model, self._matrix.dtype) if self._is_quick else None
        is_quick = linear is not None and linear.is_binary and linear.columns is None
        values = self._sure_values(linear) if linear is not None and is_quick else None
        if values is None or linear is None:
            return np.asarray(model.predict_proba(self._matrix).argmax(axis=1))
        return np.asarray(linear.classes[(values > 0).astype(np.intp)])

    def _sure_values(self, linear: LinearModel) -> FloatArray | None:
        """Decision values (n,) whose signs are right; None where one could be wrong."""
        bound = DecisionBound.of(self._rows, linear)
        if not bound.is_known:
            return None
        values = np.empty(self._rows.n, self._rows.dtype)
        weights = linear.coefficients[0].astype(self._rows.dtype)
        self._rows.products(weights, slice(0, self._rows.n), values)
        values += self._rows.dtype.type(linear.intercept[0])
        widest = bound.per_length * bound.lengths
        widest += bound.offset + EVEN
        # Written so that a value that is no number is not sure either.
        near = np.flatnonzero(~(np.abs(values) > widest))
        if not len(near):
            return values
        exact = self._rows.exact(near, linear.coefficients)[:, 0] + linear.intercept[0]
        values[near] = np.sign(exact)
        is_sure = np.abs(exact) > FINER * widest[near] + EVEN
        return values if bool(is_sure.all()) else None

    @property
    def _is_quick(self) -> bool:
        return self._matrix.dtype == np.float32

    @cached_property
    def _rows(self) -> Rows:
        matrix = self._matrix
        return DenseRows(matrix) if isinstance(matrix, np.ndarray) else SparseRows(matrix)
