"""The logistic losses of decision values, for two classes and for more."""

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
    """

    residual: FloatArray
    weights: FloatArray
    probabilities: FloatArray | None = None

    def curve(self, move: FloatArray) -> FloatArray:
        """The second derivative times a move of the scores."""
        p = self.probabilities
        if p is None:
            return self.weights * move
        # The Hessian of a row by its scores is diag(p) - p p^T.
        weighted = p * move
        weighted -= p * weighted.sum(axis=1, keepdims=True)
        return weighted


class TwoClasses:
    """log(1 + exp(-margin)); `signs` (n,) are +1 for the second class and -1 for the first."""

    def __init__(self, codes: IntArray) -> None:
        self.signs = 2.0 * codes - 1.0

    def value(self, scores: FloatArray) -> float:
        return float(np.logaddexp(0.0, -self.signs * scores).sum())

    def slope(self, scores: FloatArray) -> Slope:
        # With e = exp(-|m|) nothing overflows. The slope by the margin m is -e / (1 + e) for m >= 0
        # and -1 / (1 + e) below, the curvature e / (1 + e)^2 on both sides.
        margins = self.signs * scores
        small = np.exp(-np.abs(margins))
        whole = 1.0 + small
        wrong = np.where(margins >= 0, small, 1.0)
        wrong /= whole
        wrong *= self.signs
        np.negative(wrong, out=wrong)
        small /= whole
        small /= whole
        return Slope(wrong, np.maximum(small, LEAST))


class ManyClasses:
    """Softmax cross-entropy over k classes."""

    def __init__(self, codes: IntArray, n_classes: int) -> None:
        self.codes = codes
        self.rows = np.arange(len(codes))
        self.n_classes = n_classes

    def value(self, scores: FloatArray) -> float:
        top = scores.max(axis=1, keepdims=True)
        sums = np.exp(scores - top).sum(axis=1)
        return float((np.log(sums) + top[:, 0] - scores[self.rows, self.codes]).sum())

    def slope(self, scores: FloatArray) -> Slope:
        p = scores - scores.max(axis=1, keepdims=True)
        np.exp(p, out=p)
        p /= p.sum(axis=1, keepdims=True)
        # The trace of diag(p) - p p^T over its k - 1 directions: a common move of all scores has no
        # curvature. So one weight for each row stands in for its k by k block.
        weights = (p * (1.0 - p)).sum(axis=1) / (self.n_classes - 1)
        residual = p.copy()
        residual[self.rows, self.codes] -= 1.0
        return Slope(residual, np.maximum(weights, LEAST), p)


Loss = TwoClasses | ManyClasses
