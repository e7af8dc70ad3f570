"""The scores of rows, each decided in float64 from the row alone.

BLAS may add in another order for another number of rows, so the same row could get two scores that
differ in the last bit. A linear model's decision values are therefore summed row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from altui.learning.arrays import blocks
from altui.learning.selection.linear import as_linear
from altui.learning.selection.rows import SparseRows

if TYPE_CHECKING:
    from altui.labeling.scanning.request import Selection
    from altui.learning.arrays import FloatArray, IntArray, Matrix
    from altui.learning.selection.linear import LinearModel

DIGITS = 9
"""Decimals of a score: other processors round exp in another way, and scores this near count as
equal everywhere in altui."""

MOST_CELLS, MOST_ROWS, FEWEST_ROWS = 1 << 16, 4096, 64
"""At a time: their numbers stay in the processor's cache."""


class Scorer:
    def __init__(self, selection: Selection) -> None:
        self._model, self._score = selection.model, selection.score()
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
        values_of = _of_rows(matrix, linear)
        for rows in blocks(n, _rows_at_once(matrix)):
            values = values_of(rows) + linear.intercept
            yield rows, linear.over_all_classes(linear.probabilities(values))


def _rows_at_once(matrix: Matrix) -> int:
    columns: int = matrix.shape[1]
    return min(max(MOST_CELLS // columns, FEWEST_ROWS), MOST_ROWS)


def _of_rows(matrix: Matrix, linear: LinearModel) -> Callable[[slice], FloatArray]:
    """The decision values (m, k) of some rows but for the intercept."""
    if not isinstance(matrix, np.ndarray):
        held = SparseRows(matrix).of_columns(linear.columns)
        return lambda rows: held.exact(np.arange(rows.start, rows.stop), linear.coefficients)
    # One place for all products: on a worker of Dask the system takes back each array at once.
    products = np.empty((_rows_at_once(matrix), matrix.shape[1]))

    def values_of(rows: slice) -> FloatArray:
        some = matrix[rows]
        values = np.empty((len(some), len(linear.coefficients)))
        for place, weights in enumerate(linear.coefficients):
            np.multiply(some, weights, out=products[: len(some)])
            products[: len(some)].sum(axis=1, out=values[:, place])
        return values

    return values_of
