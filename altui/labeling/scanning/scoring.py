"""The scores of rows, each decided in float64 from the row alone.

BLAS may add in another order for another number of rows, so the same row could get two scores that
differ in the last bit. A linear model's decision values are therefore summed row by row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from altui.learning.arrays import blocks
from altui.learning.selection.linear import as_linear
from altui.learning.selection.rows import DenseRows, SparseRows

if TYPE_CHECKING:
    from altui.labeling.scanning.request import ScanRequest
    from altui.learning.arrays import FloatArray, IntArray, Matrix
    from altui.learning.selection.rows import Rows

DIGITS = 9
"""Decimals of a score: other processors round exp in another way, and scores this near count as
equal everywhere in altui."""

AT_ONCE = 4096
"""Rows; their numbers stay in the processor's cache."""


class Scorer:
    def __init__(self, request: ScanRequest) -> None:
        self._model, self._score = request.model, request.score()
        self._linear = as_linear(self._model, np.dtype(np.float32))

    def of(self, matrix: Matrix) -> tuple[FloatArray, IntArray]:
        """The scores (n,), and the index (n,) of the likeliest class, the lowest on a tie. Raises
        ModelError."""
        scores, classes = np.empty(matrix.shape[0]), np.empty(matrix.shape[0], np.intp)
        for rows, shares in self._shares(matrix):
            scores[rows] = np.round(self._score(shares), DIGITS)
            classes[rows] = shares.argmax(axis=1)
        return scores, classes

    def _shares(self, matrix: Matrix) -> Iterator[tuple[slice, FloatArray]]:
        """The probabilities (m, k) of all rows, some at a time."""
        linear, n = self._linear, matrix.shape[0]
        if linear is None:
            yield slice(0, n), self._model.predict_proba(matrix.astype(np.float64))
            return
        held = _rows(matrix).of_columns(linear.columns)
        for rows in blocks(n, AT_ONCE):
            values = held.exact(np.arange(rows.start, rows.stop), linear.coefficients)
            yield rows, linear.over_all_classes(linear.probabilities(values + linear.intercept))


def _rows(matrix: Matrix) -> Rows:
    return DenseRows(matrix) if isinstance(matrix, np.ndarray) else SparseRows(matrix)
