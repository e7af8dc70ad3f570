"""The fast pass over all rows: a value for each in the precision of the matrix, with an error
bound.

With two classes the value is the distance from the boundary, one product per row. Otherwise the
value is the score. A pass is possible only if the strategy has a bound for its score.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.learning.arrays import blocks
from altui.learning.selection.decision_bound import DecisionBound
from altui.learning.selection.rows import BLOCK
from altui.learning.selection.score_bound import NEARLY_TIED, ScoreBound, furthest_tie
from altui.learning.strategies.query_strategy import Softmax

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, FloatArray, IntArray
    from altui.learning.selection.acquisition import Acquisition
    from altui.learning.selection.linear import LinearModel
    from altui.learning.selection.rows import Rows

CACHED = 65_536
"""Rows at a time with one number per row, so that they stay in the processor's cache."""


class FastPass(ABC):
    """The number of highest values to compute first."""

    size: int
    """Rows in a block."""
    error: DecisionBound | ScoreBound

    @abstractmethod
    def fill(self, rows: slice, out: FloatArray) -> None:
        """The values (m,) of some rows."""

    @abstractmethod
    def lowest(self, value: float, error: float) -> float:
        """The lowest exact value that could tie with the best row, given the fast value of one
        row; -inf if any value could."""

    def candidates(self, available: BoolArray, out: FloatArray) -> IntArray:
        """The available rows that could be the best or tie with it. `out` (n,) is overwritten."""
        tops = []
        for block in blocks(len(out), self.size):
            part = out[block]
            self.fill(block, part)
            np.copyto(part, -inf, where=~available[block])
            tops.append(block.start + int(part.argmax()))
        top = max(tops, key=lambda row: float(out[row]))
        # The best row's exact value is at least that of `top`, so at least out[top] - error. A row
        # whose fast value plus its own error stays below the tie with that cannot be the best.
        lowest = self.lowest(float(out[top]), self.error.at(top))
        if lowest == -inf:
            return np.flatnonzero(available)
        # First with the bound of the longest row, which needs no bound of each.
        near = _at_least(out, _downward(lowest - self.error.widest, out.dtype), tops, self.size)
        return np.asarray(near[out[near] >= lowest - self.error.each(near)])


class DistancePass(FastPass):
    """Two classes and a score that falls with the distance: the value is -|z|."""

    size = CACHED

    def __init__(
        self, rows: Rows, linear: LinearModel, acquisition: Acquisition, error: DecisionBound
    ) -> None:
        self._rows, self._acquisition, self.error = rows, acquisition, error
        self._weights = linear.coefficients[0].astype(rows.dtype)
        self._shift = rows.dtype.type(linear.intercept[0])

    def fill(self, rows: slice, out: FloatArray) -> None:
        self._rows.products(self._weights, rows, out)
        out += self._shift
        # Both in vector instructions; copysign, which is one step, takes five times as long.
        np.abs(out, out=out)
        np.negative(out, out=out)

    def lowest(self, value: float, error: float) -> float:
        # The value is -|z|, so |z| of the best row is at most error - value.
        return -furthest_tie(self._acquisition, error - value)


class ScorePass(FastPass):
    """The value is the score, from a softmax over each block."""

    size = BLOCK

    def __init__(
        self, rows: Rows, linear: LinearModel, acquisition: Acquisition, error: ScoreBound
    ) -> None:
        self._rows, self._linear, self._acquisition = rows, linear, acquisition
        self.error = error
        self._weights = linear.coefficients.astype(rows.dtype)
        self._shift = linear.intercept.astype(rows.dtype)

    def fill(self, rows: slice, out: FloatArray) -> None:
        values = self._rows.class_products(self._weights, rows)
        values += self._shift[:, None]
        softmax = _softmax(values)
        scores = self._acquisition.of_softmax(softmax, rows)
        out[:] = self._acquisition.of(self._shares(softmax), rows) if scores is None else scores

    def lowest(self, value: float, error: float) -> float:
        return value - error - NEARLY_TIED

    def _shares(self, softmax: Softmax) -> FloatArray:
        """Probabilities (m, k), each class contiguous."""
        shares = softmax.exponentials / softmax.total
        if self._acquisition.strategy.names_classes:
            return self._linear.over_all_classes(shares.T)
        return np.asarray(shares.T)


def fast_pass(rows: Rows, linear: LinearModel, acquisition: Acquisition) -> FastPass | None:
    """The pass that the strategy's facts allow; None if every row must be computed."""
    strategy, error = acquisition.strategy, DecisionBound.of(rows, linear)
    if not error.is_known:
        return None
    if linear.is_binary and strategy.falls_with_distance:
        return DistancePass(rows, linear, acquisition, error)
    if strategy.slope_bound is None:
        return None
    k = len(linear.classes)
    bound = ScoreBound.of(error, strategy.slope_bound(k), k, rows.dtype)
    return ScorePass(rows, linear, acquisition, bound)


def _softmax(values: FloatArray) -> Softmax:
    """The softmax of decision values (k, m), or (1, m) for two classes: the first then has 0."""
    if len(values) == 1:
        values = np.concatenate((np.zeros_like(values), values))
    # The highest becomes 0, so no exponential overflows.
    values -= values.max(axis=0)
    exponentials = np.exp(values)
    return Softmax(values, exponentials, exponentials.sum(axis=0))


def _at_least(values: FloatArray, limit: Any, tops: list[int], size: int) -> IntArray:
    """The rows whose value is not below the limit. Skips blocks whose best value is below it."""
    found = [
        block.start + np.flatnonzero(values[block] >= limit)
        for block, row in zip(blocks(len(values), size), tops, strict=True)
        if values[row] >= limit
    ]
    return np.concatenate(found)


def _downward(limit: float, dtype: np.dtype[Any]) -> Any:
    """The limit in another precision, rounded down."""
    # Rounding to nearest may go up, by less than one step of the precision.
    return np.nextafter(np.asarray(limit).astype(dtype), dtype.type(-inf))
