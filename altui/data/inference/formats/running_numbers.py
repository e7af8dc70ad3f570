"""Whether a column only counts its rows: 1, 2, 3 in any order says nothing of a row."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LEAST_ROWS = 20
LARGEST = 2.0**53  # beyond it float64 has no whole numbers any more


class RunningNumbers:
    """Sums of a column, put in chunk by chunk; uint64 keeps them exact modulo 2**64.

    A column of n whole numbers from a to a + n - 1 has the sum and the sum of squares of these
    numbers. Two sums that agree by chance are as good as impossible in data that people have.
    """

    def __init__(self) -> None:
        self._rows = 0
        self._least, self._most = np.inf, -np.inf
        self._sum = self._squares = np.uint64(0)
        self._can_be = True

    def put(self, values: NDArray[np.float64]) -> None:
        if not self._can_be or not len(values):
            return
        low, high = float(values.min()), float(values.max())
        # NaN compares with nothing, so a gap ends it too.
        if not (-LARGEST < low <= high < LARGEST and (values == np.floor(values)).all()):
            self._can_be = False
            return
        self._rows += len(values)
        self._least, self._most = min(self._least, low), max(self._most, high)
        whole = values.astype(np.int64).astype(np.uint64)
        with np.errstate(over="ignore"):
            self._sum = self._sum + whole.sum(dtype=np.uint64)
            self._squares = self._squares + (whole * whole).sum(dtype=np.uint64)

    def stop(self) -> None:
        self._can_be = False

    def __bool__(self) -> bool:
        rows = self._rows
        if not self._can_be or rows < LEAST_ROWS or self._most - self._least != rows - 1:
            return False
        first = int(self._least)
        total = sum_to(first + rows - 1) - sum_to(first - 1)
        squares = squares_to(first + rows - 1) - squares_to(first - 1)
        return total % 2**64 == int(self._sum) and squares % 2**64 == int(self._squares)


def sum_to(n: int) -> int:
    """0 + 1 + ... + n, continued below 0 so that differences of it are sums of any range."""
    return n * (n + 1) // 2


def squares_to(n: int) -> int:
    """0² + 1² + ... + n², continued in the same way."""
    return n * (n + 1) * (2 * n + 1) // 6
