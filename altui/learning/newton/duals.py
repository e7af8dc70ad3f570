"""Many sparse rows of many columns: the steps are solved for by row, not by column.

Coefficients are X^T a, as in `SpanSpace`, but the Gram matrix K = X X^T is never made: a product
with it is one with the columns and one with the rows. The Newton step solves (W^-1 + K) a = b: with
S the root of the weights that is (1 + S K S) v = b' and a = S v (Rasmussen & Williams 2006, section
3.4; for several classes S is the root of the probabilities, and v has no part along it).

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

MOST_MORE = 40
"""Rows, times classes, that a factor is brought up to date by, before it is made anew."""

FAR = 0.05
"""A step that moves scores by more than this in the mean ends far from where it began."""

SLOWER, SPARE = 1.5, 6
"""It is made anew too where a fit needs so many times its iterations, and some."""

FURTHER = 0.01
"""What a step that leads nowhere is solved for further."""

LEAST_ROOT = 1e-6
"""The least root of a weight: a row that the model is that sure of hardly counts."""

INTERCEPT = 1e4
"""The intercept's step is penalised by so small a part of its curvature: more, and rounding would
make it slow."""

MOST_INNER = 500


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
        raise NotImplementedError("`step` solves for all that is needed")

    def step(
        self, slope: Slope, gradient: FloatArray, solved: float
    ) -> tuple[FloatArray, FloatArray]:
        """The Newton step and its scores, solved for up to `solved` of the first residual; further
        where the objective would not fall along it."""
        while True:
            move, scores = self._step(slope, gradient, solved)
            if self.inner(gradient, move, scores) < 0 or solved < LEAST_ROOT:
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
