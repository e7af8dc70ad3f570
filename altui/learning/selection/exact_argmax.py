"""A fast exact argmax: one fast pass over the pool, float64 only for rows that could be the best.

The fast pass gives each row a value with a known error bound. Only rows that could be the best
within this bound are computed in float64. So the answer equals that of float64 probabilities for
the whole pool, which are never computed. Without a bound every row is computed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from altui.errors import ModelError
from altui.learning.arrays import blocks
from altui.learning.selection.fast_pass import fast_pass
from altui.learning.selection.rows import BLOCK, DenseRows, Rows, SparseRows
from altui.learning.selection.ties import first_best
from altui.learning.strategies.uncertainty import least_confidence

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, FloatArray, IntArray, Matrix
    from altui.learning.selection.acquisition import Acquisition
    from altui.learning.selection.linear import LinearModel


@dataclass(frozen=True)
class Choice:
    """The row to ask for: its score, 1 - max p, the number of available rows that score less, and
    its probabilities of all classes."""

    row: int
    score: float
    uncertainty: float
    ranked_lower: int
    probabilities: tuple[float, ...]


class ExactArgmax:
    """Searches one matrix (n, d), dense or CSR, for any number of models, from any threads.

    Row lengths are computed once. Buffers are kept for the next search; searches at the same time
    have their own.
    """

    def __init__(self, matrix: Matrix) -> None:
        if matrix.dtype not in (np.float32, np.float64):
            matrix = matrix.astype(np.float64)
        self._rows: Rows = (
            DenseRows(matrix) if isinstance(matrix, np.ndarray) else SparseRows(matrix)
        )
        self._free: list[FloatArray] = []

    def best(self, linear: LinearModel, available: BoolArray, acquisition: Acquisition) -> Choice:
        """The available row that `ties.best_row` would choose from float64 probabilities.

        Raises ModelError when a score is not a number, and ValueError for a score that depends
        on other rows: no block of rows can be searched alone.
        """
        if acquisition.strategy.takes_whole_pool:
            raise ValueError(f"the score of '{acquisition.name}' depends on all rows of the pool")
        if not available.any():
            raise ValueError("there is no available row")
        near = self._candidates(linear, available, acquisition)
        return self._decide(linear, near, available, acquisition)

    def probabilities(self, row: int, linear: LinearModel) -> tuple[float, ...]:
        """Probabilities of all classes for one row, in float64."""
        shares = self._probabilities(linear, np.array([row]))
        return tuple(linear.over_all_classes(shares)[0].tolist())

    def _candidates(
        self, linear: LinearModel, available: BoolArray, acquisition: Acquisition
    ) -> IntArray:
        fast = fast_pass(self._rows.of_columns(linear.columns), linear, acquisition)
        if fast is None:
            return np.flatnonzero(available)
        with self._buffer() as values:
            return fast.candidates(available, values)

    def _decide(
        self, linear: LinearModel, near: IntArray, available: BoolArray, acquisition: Acquisition
    ) -> Choice:
        """The best of the rows `near` it, in float64, block by block. All others score less."""
        scores = np.empty(len(near))
        for block in blocks(len(near), BLOCK):
            shares = self._probabilities(linear, near[block])
            # The score of one class finds it by its place among all, seen in training or not.
            if acquisition.strategy.names_classes:
                shares = linear.over_all_classes(shares)
            scores[block] = acquisition.of(shares, near[block])
        if not np.isfinite(scores).all():
            raise ModelError("the model gave probabilities that are not numbers")
        at = first_best(scores)
        # Rows that are not near score less, so all that rank as high are among the near ones.
        lower = int(np.count_nonzero(available)) - int(np.count_nonzero(scores >= scores[at]))
        row = int(near[at])
        if len(near) > 1 or acquisition.strategy.names_classes:
            # Worked out once more: the shares of all near rows could fill the memory.
            shares = self._probabilities(linear, near[at : at + 1])
        return Choice(
            row,
            score=float(scores[at]),
            uncertainty=float(least_confidence(shares)[0]),
            ranked_lower=lower,
            probabilities=tuple(linear.over_all_classes(shares)[0].tolist()),
        )

    def _probabilities(self, linear: LinearModel, rows: IntArray) -> FloatArray:
        kept = self._rows.of_columns(linear.columns)
        values = kept.exact(rows, linear.coefficients) + linear.intercept
        return linear.probabilities(values)

    @contextmanager
    def _buffer(self) -> Iterator[FloatArray]:
        """An array (n,) in the precision of the matrix. Taking from a list is one atomic step."""
        try:
            taken = self._free.pop()
        except IndexError:
            taken = np.empty(self._rows.n, self._rows.dtype)
        yield taken
        self._free.append(taken)
