"""Three representations of the labeled rows for Newton steps: by columns, by span, or plain."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.learning.newton.coefficients import MANY_CLASSES
from altui.learning.newton.factors import MoreRows, cholesky, inverse_roots, solve_factored

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray, Matrix
    from altui.learning.newton.losses import Slope

JOINT = 150
"""The largest side of a Hessian of all classes that is factored at once."""

HARD_JOINT = 2000
"""The same after blocks have turned out too coarse."""

SHORT_ROWS = 20.0
"""Squared length up to which many classes need no factor: rows of words are of length 1 to 3."""

BLOCKS = 128
"""The largest side of a block that each class has of its own (measured); wider ones are shared."""


MOST_MORE = 50
"""Rows that a factor is brought up to date by, before it is made anew."""

NARROW = 32
"""Columns up to which a factor of two classes takes less time than the few steps more that an older
one needs (measured)."""


class ColumnSpace:
    """At least about as many rows as columns: unknowns are the coefficients themselves."""

    exact = True

    def __init__(self, rows: FloatArray) -> None:
        """`rows` (n, d + 1) float64, the last column ones."""
        self.rows = rows
        self.hard = False
        self._factor: Any = None
        self._counted = 0
        self._more: MoreRows | None = None

    def adopt(self, before: ColumnSpace, n_classes: int, *, begins_alike: bool) -> bool:
        """Take over the factor of an earlier fit, whose rows may be the first of these. False if
        its shape differs, or if there are too many others."""
        m = self.rows.shape[1]
        fitting = ((m, m), (m * n_classes, m * n_classes), (n_classes, m, m))
        fits = before._factor is not None and before._factor.shape in fitting
        self.hard = before.hard
        self._counted = before._counted if begins_alike else len(self.rows)
        is_near = m > NARROW and len(self.rows) - self._counted <= MOST_MORE
        fits = fits and (n_classes > 2 or is_near)
        self._factor = before._factor if fits else None
        return fits

    def count_more(self, slope: Slope) -> None:
        """Have the adopted factor count the rows that have come since, of two classes."""
        if slope.probabilities is None and self._counted < len(self.rows):
            added = self.rows[self._counted :] * np.sqrt(slope.weights[self._counted :, None])
            self._more = MoreRows.of(self._factor, added)

    def scores(self, unknowns: FloatArray) -> FloatArray:
        return self.rows @ unknowns

    def back(self, residual: FloatArray) -> FloatArray:
        return self.rows.T @ residual

    def inner(self, one: FloatArray, other: FloatArray, scores: FloatArray) -> float:  # noqa: ARG002
        return float(np.vdot(one, other))

    def factor(self, slope: Slope) -> None:
        """The Hessian itself; with many classes and columns a block for each class, or one for all
        of them."""
        self._more, self._counted = None, len(self.rows)
        p, m = slope.probabilities, self.rows.shape[1]
        largest = HARD_JOINT if self.hard else JOINT
        if p is not None and m * p.shape[1] <= largest:
            self._factor = cholesky(self._joint(slope, p, float(slope.weights.sum())))
            return
        if p is not None and m <= BLOCKS:
            self._factor = inverse_roots(self._of_each(slope, p))
            return
        hessian = self._block(slope.weights)
        # The penalty |u|^2 / 2 adds 1 to the diagonal, but for the intercept in the last place.
        hessian.reshape(-1)[: -1 : len(hessian) + 1] += 1.0
        self._factor = cholesky(hessian)

    def solve(self, right: FloatArray) -> FloatArray:
        if self._factor.ndim == 3:
            inner = np.matmul(self._factor, right.T[:, :, None])
            return np.asarray(np.matmul(self._factor.transpose(0, 2, 1), inner)[:, :, 0].T)
        if len(self._factor) == len(right):
            solved = solve_factored(self._factor, right)
            return solved if self._more is None else self._more.correct(solved)
        return solve_factored(self._factor, right.reshape(-1)).reshape(right.shape)

    def _block(self, weights: FloatArray) -> FloatArray:
        # As S^T S numpy takes the symmetric product, for less time than rows^T (W rows).
        scaled = self.rows * np.sqrt(weights)[:, None]
        return np.asarray(scaled.T @ scaled)

    def _of_each(self, slope: Slope, p: FloatArray) -> FloatArray:
        """The Hessian (k, m, m) by the unknowns of each class alone: upper triangles."""
        curvature = p * (1.0 - p)
        if slope.shares is not None:
            curvature *= slope.shares[:, None]
        m = self.rows.shape[1]
        blocks = np.zeros((p.shape[1], m, m))
        if len(blocks) < MANY_CLASSES:
            for block, weights in zip(blocks, curvature.T, strict=True):
                block[:] = np.triu(self._block(weights))
        else:
            # One product for all classes, of half the entries: the blocks are symmetric.
            blocks[:, self._upper[0], self._upper[1]] = curvature.T @ self._pairs
        blocks.reshape(len(blocks), -1)[:, : -1 : m + 1] += 1.0
        # The intercept has no penalty, and a class that no row is unsure of has no curvature.
        blocks[:, -1, -1] += 1e-3 * slope.weights.sum()
        return blocks

    @cached_property
    def _upper(self) -> tuple[IntArray, IntArray]:
        return np.triu_indices(self.rows.shape[1])

    @cached_property
    def _pairs(self) -> FloatArray:
        """The products (n, m (m + 1) / 2) of each row's two values."""
        return np.asarray(self.rows[:, self._upper[0]] * self.rows[:, self._upper[1]])

    def _joint(self, slope: Slope, p: FloatArray, free: float) -> FloatArray:
        """The Hessian (m k, m k) of k classes; `free` fixes what moves all intercepts alike."""
        # The sum over rows of x x^T times (diag(p) - p p^T): first the products of two classes,
        # then what each class adds to its own block.
        n, m = self.rows.shape
        k = p.shape[1]
        shares = slope.shares
        rows = self.rows if shares is None else self.rows * np.sqrt(shares)[:, None]
        spread = (rows[:, :, None] * p[:, None, :]).reshape(n, m * k)
        hessian = spread.T @ spread
        np.negative(hessian, out=hessian)
        by_class = hessian.reshape(m, k, m, k)
        for c in range(k):
            by_class[:, c, :, c] += self._block(p[:, c] if shares is None else p[:, c] * shares)
        # A common move of all intercepts has no curvature. Adding some makes the matrix definite.
        # It changes no step, because steps never contain that move.
        by_class[-1, :, -1, :] += free
        hessian.reshape(-1)[: -k * m * k : m * k + 1] += 1.0
        return np.asarray(hessian)


class SpanSpace:
    """More columns than rows: coefficients are X^T a, and the unknowns are a and the intercept.

    Exact: the optimum is in the span of the rows. I + W^1/2 G W^1/2 (Rasmussen & Williams 2006,
    algorithm 3.1) is positive definite for any rank of the Gram matrix G, so equal rows need no
    special case.
    """

    exact = True

    def __init__(self, gram: FloatArray) -> None:
        self.gram = gram
        self.hard = False
        self._factor: Any = None
        self._plain: FloatArray | None = None
        self._roots: FloatArray = np.empty(0)
        self._ones: FloatArray = np.empty(0)
        self._total = 1.0

    def count_more(self, slope: Slope) -> None:
        """No factor is taken over here."""

    def scores(self, unknowns: FloatArray) -> FloatArray:
        scores = self.gram @ unknowns[:-1]
        scores += unknowns[-1]
        return scores

    def back(self, residual: FloatArray) -> FloatArray:
        found = np.empty((len(residual) + 1, *residual.shape[1:]))
        found[:-1] = residual
        np.add.reduce(residual, axis=0, out=found[-1:].reshape(residual.shape[1:]))
        return found

    def inner(self, one: FloatArray, other: FloatArray, scores: FloatArray) -> float:
        return float(np.vdot(one[:-1], scores - other[-1]) + np.vdot(one[-1], other[-1]))

    def factor(self, slope: Slope) -> None:
        p = slope.probabilities
        is_many = p is not None and p.shape[1] >= MANY_CLASSES
        self._factor = self._plain = None
        if is_many and not self.hard and float(self.gram.diagonal().max()) <= SHORT_ROWS:
            # The penalty is most of the curvature, and a product with the factor would take as long
            # as a step of the conjugate gradients.
            self._total = float(slope.weights.sum())
            return
        self._roots = np.sqrt(slope.weights)
        inside = self.gram * self._roots
        inside *= self._roots[:, None]
        inside.reshape(-1)[:: len(inside) + 1] += 1.0
        self._factor = cholesky(inside)
        self._ones = self._bend(np.ones(len(self._roots)))
        self._total = float(self._ones.sum())
        if is_many:
            # Worked out once, it is one product for each solution in place of three.
            self._plain = np.eye(len(inside)) - self._bend(self.gram)

    def solve(self, right: FloatArray) -> FloatArray:
        """From a + W (G a + b) = right[:-1] and the row of the intercept, right[-1]."""
        if self._factor is None:
            solution = right.copy()
            solution[-1] /= self._total
            return solution
        # (I + W G)^-1 is I - (G + W^-1)^-1 G, and (I + W G)^-1 W is (G + W^-1)^-1. The sum of the
        # first equation less the second gives the sum of a, and that gives b.
        if self._plain is not None:
            plain = self._plain @ right[:-1]
        else:
            plain = right[:-1] - self._bend(self.gram @ right[:-1])
        wanted = np.add.reduce(right[:-1], axis=0) - right[-1]
        intercept = (np.add.reduce(plain, axis=0) - wanted) / self._total
        solution = np.empty_like(right)
        np.subtract(plain, np.multiply.outer(self._ones, intercept), out=solution[:-1])
        solution[-1] = intercept
        return solution

    def _bend(self, values: FloatArray) -> FloatArray:
        """(G + W^-1)^-1 times values."""
        # = W^1/2 (I + W^1/2 G W^1/2)^-1 W^1/2, which needs no inverse of a weight near 0.
        roots = self._roots if values.ndim == 1 else self._roots[:, None]
        bent = solve_factored(self._factor, roots * values)
        bent *= roots
        return bent


class Many:
    """Too many rows and columns for a square matrix of either: conjugate gradients alone."""

    exact = False

    def __init__(self, rows: Matrix) -> None:
        """`rows` (n, d) float64."""
        self.rows: Any = rows
        self.hard = False
        squares = rows**2 if isinstance(rows, np.ndarray) else rows.multiply(rows).tocsr()
        self._squares: Any = squares.T
        self._diagonal: FloatArray = np.empty(0)

    def count_more(self, slope: Slope) -> None:
        """No factor is taken over here."""

    def scores(self, unknowns: FloatArray) -> FloatArray:
        return np.asarray(self.rows @ unknowns[:-1] + unknowns[-1])

    def back(self, residual: FloatArray) -> FloatArray:
        return np.concatenate((self.rows.T @ residual, residual.sum(axis=0, keepdims=True)))

    def inner(self, one: FloatArray, other: FloatArray, scores: FloatArray) -> float:  # noqa: ARG002
        return float(np.vdot(one, other))

    def factor(self, slope: Slope) -> None:
        # The diagonal of the Hessian: sum of w x^2 and the penalty; for the intercept sum of w.
        free = slope.weights.sum()
        self._diagonal = np.append(self._squares @ slope.weights + 1.0, free)

    def solve(self, right: FloatArray) -> FloatArray:
        diagonal = self._diagonal if right.ndim == 1 else self._diagonal[:, None]
        return np.asarray(right / diagonal)
