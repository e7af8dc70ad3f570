"""The fast pass over all rows: a value for each in the precision of the matrix, with an error
bound.

With two classes the value is the distance from the boundary, one product per row. With more it is
the gap between the two likeliest classes, where that bounds the score, else the score. A pass is
possible only if the strategy has a bound for its score.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from math import inf
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.learning.arrays import blocks
from altui.learning.selection.class_values import ClassValues, HighestTwo, rows_at_once
from altui.learning.selection.decision_bound import DecisionBound
from altui.learning.selection.rows import BLOCK
from altui.learning.selection.score_bound import NEARLY_TIED, SLACK, ScoreBound, furthest_tie
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
    def lowest(self, row: int, value: float) -> float:
        """The lowest exact value that could tie with the best row, given the fast value of one
        row; -inf if any value could."""

    def candidates(self, available: BoolArray, out: FloatArray) -> IntArray:
        """The available rows that could be the best or tie with it. `out` (n,) is overwritten."""
        tops = []
        for block in blocks(len(out), self.size):
            part = out[block]
            self.fill(block, part)
            place = int(part.argmax())
            if not available[block.start + place]:
                np.copyto(part, -inf, where=~available[block])
                place = int(part.argmax())
            tops.append(block.start + place)
        top = max(tops, key=lambda row: float(out[row]))
        # The best row scores at least as much as `top`. A row whose fast value plus its own error
        # stays below the tie with that cannot be the best.
        lowest = self.lowest(top, float(out[top]))
        if lowest == -inf:
            return np.flatnonzero(available)
        # First with the bound of the longest row, which needs no bound of each.
        near = _at_least(out, _downward(lowest - self.error.widest, out.dtype), tops, self.size)
        near = near[available[near]]
        return np.asarray(near[out[near] >= lowest - self.error.each(near)])


class DistancePass(FastPass):
    """Two classes and a score that falls with the distance: the value is -|z|."""

    size = CACHED

    def __init__(
        self, rows: Rows, linear: LinearModel, acquisition: Acquisition, error: DecisionBound
    ) -> None:
        self._rows, self._acquisition, self.error = rows, acquisition, error
        self.size *= rows.blocks_at_once
        self._weights = linear.coefficients[0].astype(rows.dtype)
        self._shift = rows.dtype.type(linear.intercept[0])

    def fill(self, rows: slice, out: FloatArray) -> None:
        self._rows.products(self._weights, rows, out)
        out += self._shift
        # -|z| by the bit of the sign; copysign, which says the same, takes five times as long.
        bits = out.view(f"u{out.itemsize}")
        np.bitwise_or(bits, bits.dtype.type(1 << (8 * out.itemsize - 1)), out=bits)

    def lowest(self, row: int, value: float) -> float:
        # The value is -|z|, so |z| of the best row is at most error - value.
        return -furthest_tie(self._acquisition, self.error.at(row) - value)


class GapPass(FastPass):
    """The value is how much the second of a row's decision values is below the first."""

    size = 2 * BLOCK

    def __init__(
        self, rows: Rows, linear: LinearModel, acquisition: Acquisition, error: DecisionBound
    ) -> None:
        self._rows, self._linear, self._acquisition = rows, linear, acquisition
        # Each of the two may be wrong by that much.
        self.error = ScoreBound(error, slope=2.0, rounding=0.0)
        self.size = rows_at_once(self.size, len(linear.classes))
        self._values = ClassValues(rows, linear, self.size)
        self._highest = HighestTwo(len(linear.classes), min(self.size, rows.n), rows.dtype)

    def fill(self, rows: slice, out: FloatArray) -> None:
        first, second = self._highest.of(self._values.of(rows))
        np.subtract(second, first, out=out)

    def lowest(self, row: int, value: float) -> float:  # noqa: ARG002
        values = self._rows.exact(np.array([row]), self._linear.coefficients)
        shares = self._linear.probabilities(values + self._linear.intercept)
        score = float(self._acquisition.of(shares, np.array([row]))[0])
        reach = self._acquisition.strategy.widest_gap
        assert reach is not None
        gap = reach(score - NEARLY_TIED - SLACK, len(self._linear.classes))
        return -gap if gap < inf else -inf


class ScorePass(FastPass):
    """The value is the score, from a softmax over each block."""

    size = BLOCK

    def __init__(
        self, rows: Rows, linear: LinearModel, acquisition: Acquisition, error: ScoreBound
    ) -> None:
        self._linear, self._acquisition = linear, acquisition
        self.error = error
        self.size = rows_at_once(self.size, len(linear.classes))
        self._values = ClassValues(rows, linear, self.size)

    def fill(self, rows: slice, out: FloatArray) -> None:
        softmax = _softmax(self._values.of(rows))
        scores = self._acquisition.of_softmax(softmax, rows)
        out[:] = self._acquisition.of(self._shares(softmax), rows) if scores is None else scores

    def lowest(self, row: int, value: float) -> float:
        return value - self.error.at(row) - NEARLY_TIED

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
    is_by_gap = strategy.widest_gap is not None and not strategy.takes_class
    if is_by_gap and acquisition.weights is None and not linear.is_binary:
        return GapPass(rows, linear, acquisition, error)
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
