"""An approximate factor of 1 + S K S for texts, where K = X X^T and S is the root of the weights.

What makes texts alike is their frequent words; what is left of two texts has little in common. So K
is nearly a diagonal and the product of the frequent columns, which can be solved for: conjugate
gradients then need few steps.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.learning.newton.factors import MoreRows, cholesky, solve_factored

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray
    from altui.learning.newton.losses import Slope

FREQUENT, SHARE = 1000, 4
"""The most frequent columns that are solved for, of all classes together, and that they are at most
one in so many rows."""

LEAST_ROOT = 1e-6
"""The least root of a weight: a row that the model is that sure of hardly counts."""


@dataclass(frozen=True, eq=False)
class Weights:
    """The curvature of the rows at one moment: its `roots` (n, k), and for several classes the unit
    vectors `across` (n, k) along which it is 0."""

    roots: FloatArray
    across: FloatArray | None

    @classmethod
    def of(cls, slope: Slope) -> Weights:
        p = slope.probabilities
        if p is None:
            return cls(np.maximum(np.sqrt(slope.weights), LEAST_ROOT)[:, None], None)
        across = np.sqrt(p)
        roots = across if slope.shares is None else across * np.sqrt(slope.shares)[:, None]
        return cls(np.maximum(roots, LEAST_ROOT), across)

    def followed_by(self, others: Weights) -> Weights:
        across = None
        if self.across is not None and others.across is not None:
            across = np.concatenate((self.across, others.across))
        return Weights(np.concatenate((self.roots, others.roots)), across)

    def straighten(self, values: FloatArray) -> FloatArray:
        """Without the part that moves all classes of a row alike."""
        q = self.across
        if q is None:
            return values
        return np.asarray(values - q * np.einsum("ij,ij->i", q, values)[:, None])


@dataclass(frozen=True, eq=False)
class FrequentFactor:
    """1 + S K S, where K is a diagonal and the product of the `frequent` columns (n, b). `shrunk`
    (n, k) is what the diagonal divides by, `inside` the factor (b k, b k) of the rest."""

    columns: IntArray
    free: float
    frequent: Any
    weights: Weights
    shrunk: FloatArray
    inside: FloatArray
    more: MoreRows | None = None

    @classmethod
    def of(cls, rows: Any, squares: FloatArray, weights: Weights, free: float) -> FrequentFactor:
        """`rows` (n, d) with their squared lengths (n,); the intercept is one more column, of
        `free` squared."""
        n, k = weights.roots.shape
        counts = np.bincount(rows.indices, minlength=rows.shape[1])
        columns = np.sort(np.argsort(-counts, kind="stable")[: min(FREQUENT, n // SHARE) // k])
        frequent, shrunk = _parts(rows, squares, weights, columns, free)
        inside = _inside(frequent, weights, shrunk)
        return cls(columns, free, frequent, weights, shrunk, inside)

    def with_rows(self, rows: Any, squares: FloatArray, weights: Weights) -> FrequentFactor:
        """The same for all of these rows, of which it was made for the first. Those keep the
        weights that they had."""
        n = len(self.shrunk)
        across = weights.across
        new = Weights(weights.roots[n:], None if across is None else across[n:])
        frequent, shrunk = _parts(rows[n:], squares[n:], new, self.columns, self.free)
        added = _shares_of(new, shrunk)
        held = np.einsum("rdc,rb->rdcb", added, frequent.toarray())
        whole = self.weights.followed_by(new)
        return replace(
            self,
            frequent=_stack("v", [self.frequent, frequent]),
            weights=whole,
            shrunk=np.concatenate((self.shrunk, shrunk)),
            more=MoreRows.of(self.inside, held.reshape(-1, len(self.inside))),
        )

    def solve(self, right: FloatArray) -> FloatArray:
        """For right sides (n, k)."""
        roots = self.weights.roots
        own = self._divide(right)
        by_column = self.frequent.T @ (roots * own)
        common = solve_factored(self.inside, by_column.T.ravel())
        if self.more is not None:
            common = self.more.correct(common)
        back = self.frequent @ common.reshape(by_column.shape[::-1]).T
        return np.asarray(own - self._divide(roots * back))

    def _divide(self, values: FloatArray) -> FloatArray:
        """By the diagonal, among what has no part along `across`."""
        q, shrunk = self.weights.across, self.shrunk
        if q is None:
            return values * shrunk
        along = np.einsum("ij,ij->i", q * shrunk, values) / np.einsum("ij,ij->i", q * shrunk, q)
        return np.asarray(shrunk * (values - q * along[:, None]))


def _parts(
    rows: Any, squares: FloatArray, weights: Weights, columns: IntArray, free: float
) -> tuple[Any, FloatArray]:
    """The frequent columns with the intercept's, and what the diagonal of the others divides by."""
    frequent = rows[:, columns].tocsr()
    held = np.asarray(frequent.multiply(frequent).sum(axis=1)).ravel()
    left = np.maximum(squares - held, 0.0)
    shrunk = 1.0 / (1.0 + weights.roots**2 * left[:, None])
    intercept = np.full((rows.shape[0], 1), free**0.5)
    return _stack("h", [frequent, intercept]), shrunk


def _stack(way: str, parts: list[Any]) -> Any:
    from scipy import sparse

    stack: Any = sparse.hstack if way == "h" else sparse.vstack
    return stack(parts, format="csr")


def _shares_of(weights: Weights, shrunk: FloatArray) -> FloatArray:
    """Of each row a root (n, k, k) of S D^-1 S."""
    roots, q = weights.roots * np.sqrt(shrunk), weights.across
    own = np.eye(roots.shape[1])[None].repeat(len(roots), axis=0)
    if q is not None:
        along = q * np.sqrt(shrunk)
        along /= np.sqrt(np.einsum("ij,ij->i", along, along))[:, None]
        own -= along[:, :, None] * along[:, None, :]
    return np.asarray(own * roots[:, None, :])


def _inside(frequent: Any, weights: Weights, shrunk: FloatArray) -> FloatArray:
    """1 + F^T S D^-1 S F, by class and column."""
    (n, b), k = frequent.shape, shrunk.shape[1]
    roots, q = weights.roots, weights.across
    whole = np.zeros((k, b, k, b))
    across = np.zeros((n, k)) if q is None else roots * shrunk * q
    if q is not None:
        across /= np.sqrt(np.einsum("ij,ij->i", q * shrunk, q))[:, None]
    for one in range(k):
        for other in range(one, k):
            shared = -across[:, one] * across[:, other]
            if one == other:
                shared += roots[:, one] ** 2 * shrunk[:, one]
            block = (frequent.T @ frequent.multiply(shared[:, None]).tocsr()).toarray()
            whole[one, :, other], whole[other, :, one] = block, block.T
    inside = whole.reshape(k * b, k * b)
    inside.reshape(-1)[:: k * b + 1] += 1.0
    return cholesky(inside)
