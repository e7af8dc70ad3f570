"""The decision values of several classes, block after block, in memory that is used again: new
arrays for each block would take longer than the arithmetic."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray
    from altui.learning.selection.linear import LinearModel
    from altui.learning.selection.rows import Rows

NUMBERS = 1 << 19
"""Values of all classes in a block, at most: a few megabytes, which the processor's cache holds."""


def rows_at_once(size: int, k: int) -> int:
    """How many rows of k classes to take at once, at most `size`."""
    return max(min(size, NUMBERS // k), 1)


class ClassValues:
    """`size` is the most rows of a block."""

    def __init__(self, rows: Rows, linear: LinearModel, size: int) -> None:
        self._rows = rows
        self._weights = np.ascontiguousarray(linear.coefficients.T, rows.dtype)
        self._shift = linear.intercept.astype(rows.dtype)[:, None]
        k = self._weights.shape[1]
        self._products = np.empty((min(size, rows.n), k), rows.dtype)
        self._values = np.empty((k, min(size, rows.n)), rows.dtype)

    def of(self, rows: slice) -> FloatArray:
        """(k, m), each class contiguous; until the next call."""
        products = self._products[: rows.stop - rows.start]
        self._rows.class_products(self._weights, rows, products)
        return np.add(products.T, self._shift, out=self._values[:, : len(products)])


class HighestTwo:
    """The two highest of k values in each of up to `size` columns."""

    def __init__(self, k: int, size: int, dtype: np.dtype[Any]) -> None:
        self._second, self._lower = (np.empty(((k + 1) // 2, size), dtype) for _ in range(2))

    def of(self, values: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The highest and the second (m,) of values (k, m), which are overwritten."""
        # A tournament: half of the classes against the other half, and so on.
        left, m = values.shape
        second, lower = self._second[:, :m], self._lower[:, :m]
        second[:] = -inf
        while left > 1:
            pairs, left = left // 2, (left + 1) // 2
            one, other = values[:pairs], values[left : left + pairs]
            beaten = np.minimum(one, other, out=lower[:pairs])
            np.maximum(one, other, out=one)
            # Empty in the first turn: nobody has beaten anybody yet.
            behind = second[left : left + pairs]
            np.maximum(beaten[: len(behind)], behind, out=beaten[: len(behind)])
            np.maximum(second[:pairs], beaten, out=second[:pairs])
        return values[0], second[0]
