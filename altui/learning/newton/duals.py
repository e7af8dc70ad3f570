"""Many sparse rows of many columns: the steps are solved for by row, not by column.

Coefficients are X^T a, as in `SpanSpace`, but the Gram matrix K = X X^T is never made: a product
with it is one with the columns and one with the rows. The Newton step solves (W^-1 + K) a = b: with
S the root of the weights that is (1 + S K S) v = b' and a = S v (Rasmussen & Williams 2006, section
3.4; for several classes S is the root of the probabilities, and v has no part along it).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from altui.learning.newton.frequent import FrequentFactor, Weights

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray
    from altui.learning.newton.losses import Slope

MOST_MORE = 40
"""Rows, times classes, that a factor is brought up to date by, before it is made anew."""

FAR = 0.05
"""A step that moves scores by more than this in the mean ends far from where it began."""

SLOWER, SPARE = 1.5, 6
"""It is made anew too where a fit needs so many times its iterations, and some."""

FURTHER = 0.01
"""What a step that leads nowhere is solved for further."""

INTERCEPT = 1e4
"""The intercept's step is penalised by so small a part of its curvature: more, and rounding would
make it slow."""

MOST_INNER, SOLVED = 500, 1e-6
"""Iterations, and what a step is solved for, at most."""


class DualSpace:
    """Unknowns are the weights a of the rows (n, k) and the intercept."""

    exact = False

    def __init__(self, rows: Any, squares: FloatArray) -> None:
        """`rows` (n, d) CSR float64, and their squared lengths (n,)."""
        self.rows = rows
        self.squares = squares
        self.hard = False
        self._columns = rows.T
        self.spent = 0
        self._made: FrequentFactor | None = None
        self._factor: FrequentFactor | None = None
        self._is_rough = False
        self._usual: int | None = None

    def adopt(self, before: DualSpace, n_classes: int) -> bool:
        """Take over the factor of an earlier fit, whose rows are the first of these, if it still
        serves as it did at first."""
        factor, width = before._made, 1 if n_classes == 2 else n_classes
        if factor is None or before._is_rough or factor.shrunk.shape[1] != width:
            return False
        if not 0 <= (len(self.squares) - len(factor.shrunk)) * width <= MOST_MORE:
            return False
        if before._usual is not None and before.spent > SLOWER * before._usual + SPARE:
            return False
        self._made = self._factor = factor
        self._usual = before.spent if before._usual is None else before._usual
        return True

    def count_more(self, slope: Slope) -> None:
        """Have the adopted factor hold the rows that have come since."""
        assert self._made is not None
        if len(self._made.shrunk) < len(self.squares):
            weights = Weights.of(slope)
            self._factor = self._made.with_rows(self.rows, self.squares, weights)

    def factor(self, slope: Slope) -> None:
        free = INTERCEPT / float(slope.weights.sum())
        weights = Weights.of(slope)
        self._made = self._factor = FrequentFactor.of(self.rows, self.squares, weights, free)
        self._is_rough = False

    def scores(self, unknowns: FloatArray) -> FloatArray:
        return np.asarray(self.product(unknowns[:-1]) + unknowns[-1])

    def back(self, residual: FloatArray) -> FloatArray:
        return np.concatenate((residual, residual.sum(axis=0, keepdims=True)))

    def inner(self, one: FloatArray, other: FloatArray, scores: FloatArray) -> float:
        return float(np.vdot(one[:-1], scores - other[-1]) + np.vdot(one[-1], other[-1]))

    def solve(self, right: FloatArray) -> FloatArray:
        raise NotImplementedError("a step solves for all that is needed")

    def step(
        self, slope: Slope, gradient: FloatArray, solved: float
    ) -> tuple[FloatArray, FloatArray]:
        """The Newton step and its scores, solved for up to `solved` of the first residual; further
        where the objective would not fall along it."""
        while True:
            move, scores = self._step(slope, gradient, solved)
            if self.inner(gradient, move, scores) < 0 or solved < SOLVED:
                # A factor made that far from the end is not the one to keep.
                self._is_rough |= self._usual is None and float(np.abs(scores).mean()) > FAR
                return move, scores
            solved *= FURTHER

    def _step(
        self, slope: Slope, gradient: FloatArray, solved: float
    ) -> tuple[FloatArray, FloatArray]:
        assert self._factor is not None
        weights, free = Weights.of(slope), INTERCEPT / float(slope.weights.sum())
        rest = gradient[:-1].reshape(weights.roots.shape)
        # What the weights of the rows add up to: 0 once the intercept is at its best.
        whole = rest.sum(axis=0) - gradient[-1]
        system = _System(self, self._factor, weights, free)
        right = weights.straighten(-rest / weights.roots - weights.roots * (free * whole))
        move, product, inner = system.solve(right, solved)
        self.spent += inner
        shape = gradient.shape[1:]
        product = product.reshape(-1, *shape)
        # The intercept's step is Newton's for what the rows' is, however far that is solved for.
        intercept = -_solve_intercept(slope, gradient[-1] + slope.curve(product).sum(axis=0))
        moved = np.concatenate(((weights.roots * move).reshape(-1, *shape), intercept[None]))
        return moved, product + intercept

    def product(self, weights: FloatArray) -> FloatArray:
        """K times weights (n, k) of the rows."""
        return np.asarray(self.rows @ (self._columns @ weights))


class _System:
    """(1 + S K S) v = b, where K also holds the intercept as a column of `free` squared: so small a
    penalty on its step changes it by a ten thousandth."""

    def __init__(
        self, space: DualSpace, factor: FrequentFactor, weights: Weights, free: float
    ) -> None:
        self._space, self._factor, self._weights, self._free = space, factor, weights, free

    def solve(self, right: FloatArray, solved: float) -> tuple[FloatArray, FloatArray, int]:
        """v, K S v without the intercept, and the number of iterations."""
        move, product = np.zeros_like(right), np.zeros_like(right)
        left = right
        near = self._near(left)
        size = first = float(np.vdot(left, near))
        along, inner = near, 0
        while size > solved**2 * first and inner < MOST_INNER:
            inner += 1
            weights = self._weights.roots * along
            along_product = self._space.product(weights)
            felt = along_product + self._free * weights.sum(axis=0)
            bent = along + self._weights.straighten(self._weights.roots * felt)
            length = size / float(np.vdot(along, bent))
            move = move + length * along
            product = product + length * along_product
            left = left - length * bent
            near = self._near(left)
            smaller = float(np.vdot(left, near))
            along = near + (smaller / size) * along
            size = smaller
        return move, product, inner

    def _near(self, left: FloatArray) -> FloatArray:
        return self._weights.straighten(self._factor.solve(left))


def _solve_intercept(slope: Slope, right: FloatArray) -> FloatArray:
    """The step of the intercept alone that has this slope."""
    p = slope.probabilities
    if p is None:
        return np.asarray(right / slope.weights.sum())
    weighted = p if slope.shares is None else p * slope.shares[:, None]
    curvature = np.diag(weighted.sum(axis=0)) - p.T @ weighted
    return np.linalg.lstsq(curvature, right, rcond=1e-12)[0]
