"""The logistic losses of decision values, for two classes and for more.

With `shares` (n,) the loss of each row counts that many times; without, once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray

LEAST = 1e-100
"""The least curvature, so that it never rounds to 0."""


@dataclass(frozen=True, eq=False)
class Slope:
    """The derivative of the loss by the scores, and its curvature, at one point.

    `weights` (n,) is the curvature of two classes, and its mean over the classes of more.
    `shares` (n,) says how often each row of more classes counts, None for once.
    """

    residual: FloatArray
    weights: FloatArray
    probabilities: FloatArray | None = None
    shares: FloatArray | None = None

    def curve(self, move: FloatArray) -> FloatArray:
        """The second derivative times a move of the scores."""
        p = self.probabilities
        if p is None:
            return self.weights * move
        # The Hessian of a row by its scores is diag(p) - p p^T.
        weighted = move - np.einsum("ij,ij->i", p, move)[:, None]
        weighted *= p
        if self.shares is not None:
            weighted *= self.shares[:, None]
        return np.asarray(weighted)


class TwoClasses:
    """log(1 + exp(-margin)); `signs` (n,) are +1 for the second class and -1 for the first."""

    def __init__(self, codes: IntArray, shares: FloatArray | None = None) -> None:
        self.signs = 2.0 * codes - 1.0
        self.shares = shares

    def value(self, scores: FloatArray) -> float:
        return _total(np.logaddexp(0.0, -self.signs * scores), self.shares)

    def slope(self, scores: FloatArray) -> Slope:
        # With e = exp(-|m|) nothing overflows. The slope by the margin m is -e / (1 + e) for m >= 0
        # and -1 / (1 + e) below, the curvature e / (1 + e)^2 on both sides.
        margins = self.signs * scores
        small = np.abs(margins)
        np.negative(small, out=small)
        np.exp(small, out=small)
        whole = 1.0 + small
        wrong = np.where(margins >= 0, small, 1.0)
        wrong /= whole
        wrong *= self.signs
        np.negative(wrong, out=wrong)
        small /= whole
        small /= whole
        if self.shares is not None:
            wrong *= self.shares
            small *= self.shares
        return Slope(wrong, np.maximum(small, LEAST))


class ManyClasses:
    """Softmax cross-entropy over k classes."""

    def __init__(self, codes: IntArray, n_classes: int, shares: FloatArray | None = None) -> None:
        self.codes = codes
        self.rows = np.arange(len(codes))
        self.n_classes = n_classes
        self.shares = shares

    def value(self, scores: FloatArray) -> float:
        top = scores.max(axis=1, keepdims=True)
        sums = np.exp(scores - top).sum(axis=1)
        return _total(np.log(sums) + top[:, 0] - scores[self.rows, self.codes], self.shares)

    def slope(self, scores: FloatArray) -> Slope:
        p = scores - scores.max(axis=1, keepdims=True)
        np.exp(p, out=p)
        p /= p.sum(axis=1, keepdims=True)
        # The trace of diag(p) - p p^T over its k - 1 directions: a common move of all scores has no
        # curvature. So one weight for each row stands in for its k by k block.
        weights = (p * (1.0 - p)).sum(axis=1) / (self.n_classes - 1)
        residual = p.copy()
        residual[self.rows, self.codes] -= 1.0
        if self.shares is not None:
            residual *= self.shares[:, None]
            weights *= self.shares
        return Slope(residual, np.maximum(weights, LEAST), p, self.shares)


def _total(losses: FloatArray, shares: FloatArray | None) -> float:
    return float(losses.sum() if shares is None else losses @ shares)


Loss = TwoClasses | ManyClasses
