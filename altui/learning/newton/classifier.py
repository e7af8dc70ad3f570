"""`--model newton`: scikit-learn's logistic regression, solved to its optimum.

If a solver stops at a tolerance, queries depend on the solver, the order of the labels and the
machine. This one stops only at rounding error, so queries depend only on the labels. The steps
start from the previous model, so one more label is cheap.
"""

from __future__ import annotations

from contextlib import nullcontext
from itertools import pairwise
from math import inf, log
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.learning.newton.class_weight import row_shares
from altui.learning.newton.coefficients import MANY_CLASSES, Coefficients, only_columns
from altui.learning.newton.duals import DualSpace
from altui.learning.newton.labeled_rows import LabeledRows
from altui.learning.newton.layouts import (
    adopt_factor,
    begins_alike,
    by_columns,
    layout_for,
)
from altui.learning.newton.losses import Loss, ManyClasses, TwoClasses
from altui.learning.newton.routines import expit
from altui.learning.newton.spaces import ColumnSpace
from altui.learning.newton.steps import DOUBTFUL, minimise
from altui.learning.newton.threads import small_products

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray, Matrix
    from altui.learning.newton.class_weight import ClassWeight
    from altui.learning.newton.coordinates import Layout

CACHED_CELLS = 1 << 17
"""Cells that are worked on together: 1 MB in float64."""

ROWS_TOGETHER = 64
"""Libraries take rows in groups of a few: no group is split."""


class NewtonLogistic:
    """L2-penalised logistic regression, the intercept free: C * loss + |coef|^2 / 2.

    `class_weight`, as scikit-learn has it: "balanced", or how often a row of a class counts (once,
    where it is not said).
    `classes_` (k,), `coef_` (1, d) for two classes and (k, d) for more, `intercept_` (1,) or
    (k,), all as scikit-learn has them; `is_settled` says whether the steps reached the optimum.
    Arithmetic is in float64 whatever the rows are in.
    """

    classes_: Any
    intercept_: FloatArray
    coefficients: Coefficients

    def __init__(self, *, C: float = 1.0, class_weight: ClassWeight = None) -> None:
        self.C = C
        self.class_weight = class_weight
        self.is_settled = False
        self._layout: Layout | None = None
        self._unknowns: FloatArray | None = None
        self._scores: FloatArray = np.empty(0)

    def fit(
        self,
        X: Matrix | LabeledRows,
        y: IntArray,
        start: NewtonLogistic | None = None,
        sample_weight: FloatArray | None = None,
    ) -> NewtonLogistic:
        """Fit on rows (n, d), dense or CSR, or on some of a matrix. `start` may be any earlier fit;
        it only saves time. `sample_weight` (n,) says how often each row counts, beside its class
        weight.

        Raises ValueError for fewer than two classes, for rows that are not finite and for weights
        that are not positive.
        """
        self.classes_, codes = np.unique(y, return_inverse=True)
        k = len(self.classes_)
        if k < 2:
            raise ValueError("logistic regression needs labels of two classes")
        shares = row_shares(self.class_weight, self.classes_, codes, sample_weight)
        loss = TwoClasses(codes, shares) if k == 2 else ManyClasses(codes, k, shares)
        # Those of two classes are too small for the library to split.
        size = X.shape[0] * min(X.shape) * k
        with small_products.on_one_thread(size) if k > 2 else nullcontext():
            fitted = self._fit(X, loss, start)
        if fitted is None:
            # Rows unlike the earlier ones can be too far from its shift for float64.
            return self.fit(X, y, sample_weight=sample_weight)
        flat, columns = fitted
        if k > 2:
            # Adding one number to every intercept changes neither probabilities nor the penalty, so
            # the optimum is a line. scikit-learn's solver starts at 0 and ends where the mean is 0.
            flat[-1] -= flat[-1].mean()
        flat = flat.reshape(len(flat), -1)
        self.intercept_ = flat[-1]
        self.coefficients = Coefficients(np.ascontiguousarray(flat[:-1].T), columns, X.shape[1])
        if k < MANY_CLASSES:
            self.coef_ = self.coefficients.full
        return self

    def _fit(
        self, X: Matrix | LabeledRows, loss: Loss, start: NewtonLogistic | None
    ) -> tuple[FloatArray, IntArray | None] | None:
        """The coefficients at the optimum, and of which columns; None if only another start may
        tell."""
        k = len(self.classes_)
        before = start._layout if start else None
        layout = layout_for(X, self.C, before, k)
        kept = adopt_factor(layout, before, k)
        end = minimise(loss, layout.space, *self._first(loss, layout, start), kept=kept)
        if (
            isinstance(layout.space, DualSpace)
            and isinstance(X, LabeledRows)
            and not end.is_settled
        ):
            return self._fit(X.taken, loss, None)
        if end.left > DOUBTFUL and (other := by_columns(X, self.C, layout)):
            layout = other
            end = minimise(loss, layout.space, *self._first(loss, layout, None))
        elif start is not None and end.left == inf:
            return None
        self._layout, self._unknowns, self.is_settled = layout, end.unknowns, end.is_settled
        self._scores = end.scores
        return layout.coefficients(end.unknowns)

    @property
    def coef_(self) -> FloatArray:
        return self.coefficients.full

    @coef_.setter
    def coef_(self, full: FloatArray) -> None:
        self.coefficients = Coefficients(np.ascontiguousarray(full), None, full.shape[1])

    def decision_function(self, X: Matrix) -> FloatArray:
        """Scores (n,) of the second of two classes, or (n, k)."""
        kept = self.coefficients
        if kept.columns is not None:
            X = only_columns(X, kept.columns)
        if len(kept.part) > 1:
            return np.asarray(X @ kept.part.T + self.intercept_)
        return np.asarray((_products(X, kept.part.T) + self.intercept_)[:, 0])

    def predict_proba(self, X: Matrix) -> FloatArray:
        """Class probabilities (n, k) in the order of `classes_`."""
        return probabilities(self.decision_function(X))

    def _first(
        self, loss: Loss, layout: Layout, start: NewtonLogistic | None
    ) -> tuple[FloatArray, FloatArray | None]:
        """Where the steps start, with the scores there: the earlier model, if it is better than
        zeros."""
        k = len(self.classes_)
        width = layout.width + 1
        none = np.zeros(width if k == 2 else (width, k))
        if start is None or start._unknowns is None or start.coefficients.width != layout.d:
            return none, None
        begin, scores = self._carry_over(loss, layout, start)
        penalised = begin.copy()
        penalised[-1] = 0.0
        value = loss.value(scores) + layout.space.inner(penalised, begin, scores) / 2
        # With all unknowns 0 each class has probability 1/k, and each row costs log(k).
        rows = len(scores) if loss.shares is None else float(loss.shares.sum())
        return (begin, scores) if value < rows * log(k) else (none, None)

    def _carry_over(
        self, loss: Loss, layout: Layout, start: NewtonLogistic
    ) -> tuple[FloatArray, FloatArray]:
        """The unknowns of the earlier fit as unknowns of this one, and their scores."""
        assert start._unknowns is not None
        space = layout.space
        is_same = np.array_equal(start.classes_, self.classes_)
        if is_same and begins_alike(layout, start._layout):
            return self._go_on(layout, start._unknowns, start)
        if not layout.kept:
            flat = np.vstack((start.coefficients.of(layout.columns), start.intercept_))
            flat = flat[:, 0] if flat.shape[1] == 1 else flat
            begin = layout.unknowns(_for_classes(flat, start.classes_, self.classes_), loss)
            return begin, space.scores(begin)
        earlier = _for_classes(start._unknowns, start.classes_, self.classes_)
        known = earlier[:-1][: layout.width]  # labels may have been taken back since
        more = np.zeros((layout.width - len(known), *earlier.shape[1:]))
        begin = np.concatenate((known, more, earlier[-1:]))
        return begin, space.scores(begin)

    def _go_on(
        self, layout: Layout, unknowns: FloatArray, start: NewtonLogistic
    ) -> tuple[FloatArray, FloatArray]:
        """The same where its rows are the first of these, or these are the first of its."""
        space = layout.space
        if isinstance(space, ColumnSpace):
            known = start._scores[: len(space.rows)]
            added = space.rows[len(known) :] @ unknowns
            return unknowns, np.concatenate((known, added))
        assert isinstance(space, DualSpace)
        n = layout.width
        if len(unknowns) - 1 > n:  # rows that are gone had a part in the scores of the others
            begin = np.concatenate((unknowns[:n], unknowns[-1:]))
            return begin, space.scores(begin)
        flat = start.coefficients.full.T / layout.scale
        more = space.rows[len(unknowns) - 1 :]
        added = np.asarray(more @ flat + start.intercept_).reshape(-1, *unknowns.shape[1:])
        zeros = np.zeros((len(added), *unknowns.shape[1:]))
        begin = np.concatenate((unknowns[:-1], zeros, unknowns[-1:]))
        return begin, np.concatenate((start._scores, added))


def _products(X: Matrix, weights: FloatArray) -> FloatArray:
    """X @ weights, (n, 1). float32 rows become float64 a few at a time, in the processor's cache:
    each row's product is by itself, so it is the same number."""
    n, d = X.shape
    if not isinstance(X, np.ndarray) or X.dtype == weights.dtype:
        return np.asarray(X @ weights)
    products = np.empty((n, 1))
    size = max(CACHED_CELLS // max(d, 1) & -ROWS_TOGETHER, ROWS_TOGETHER)
    # The last rows go with those before them: of a single row the sum would be another.
    starts = range(0, max(n - size, 0) + 1, size)
    for start, stop in pairwise([*starts, n]):
        np.matmul(X[start:stop], weights, out=products[start:stop])
    return products


def probabilities(scores: FloatArray) -> FloatArray:
    """Class probabilities (n, k) of decision values (n,) for two classes or (n, k) for more."""
    if scores.ndim == 1:
        second = expit(scores)
        return np.column_stack((1.0 - second, second))
    # Probabilities depend only on differences of scores. With the highest at 0 nothing overflows.
    exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(exponentials / exponentials.sum(axis=1, keepdims=True))


def _for_classes(unknowns: FloatArray, before: Any, now: Any) -> FloatArray:
    """Unknowns of one set of classes as a first guess for another: (m + 1,) or (m + 1, k)."""
    if np.array_equal(before, now):
        return unknowns
    columns = unknowns
    if unknowns.ndim == 1:
        # The sigmoid of z is the softmax of (-z/2, z/2).
        columns = np.multiply.outer(unknowns, (-0.5, 0.5))
    guess = np.zeros((len(unknowns), len(now)))
    # A new class has few rows, so it starts as less likely than the others.
    guess[-1] = columns[-1].min() - 1.0
    for index, name in enumerate(now):
        found = np.flatnonzero(before == name)
        if len(found):
            guess[:, index] = columns[:, found[0]]
    if len(now) == 2:
        return guess[:, 1] - guess[:, 0]
    # Steps never move all classes alike, so what a class that is gone has left would stay.
    return np.asarray(guess - guess.mean(axis=1, keepdims=True))
