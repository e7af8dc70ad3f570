"""Strategies that ask for the rows with the least certain class.

With two classes all of them depend only on the distance from the decision boundary and ask for the
same row. With more classes they differ.
"""

from __future__ import annotations

from math import inf, log1p, log2
from typing import TYPE_CHECKING

from altui.learning.strategies.query_strategy import QueryStrategy

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray
    from altui.learning.strategies.query_strategy import Softmax


def least_confidence(probabilities: FloatArray) -> FloatArray:
    """1 - max p (Lewis & Gale 1994)."""
    import numpy as np

    return np.asarray(1.0 - probabilities.max(axis=1))


def margin(probabilities: FloatArray) -> FloatArray:
    """1 - (p1 - p2), p1 and p2 the two highest (Scheffer et al. 2001)."""
    import numpy as np

    if probabilities.shape[1] < 2:
        return np.zeros(len(probabilities))
    top = np.partition(probabilities, -2, axis=1)[:, -2:]
    return np.asarray(1.0 - (top[:, 1] - top[:, 0]))


def entropy(probabilities: FloatArray) -> FloatArray:
    """-sum p log2 p, in bits (Shannon 1948); 0 log 0 counts as 0."""
    import numpy as np

    positive = np.where(probabilities > 0, probabilities, 1.0)
    return np.asarray(-(probabilities * np.log2(positive)).sum(axis=1))


def _softmax_least_confidence(softmax: Softmax) -> FloatArray:
    return 1 - 1 / softmax.total


def _softmax_margin(softmax: Softmax) -> FloatArray:
    return 1 - (1 - _second(softmax.exponentials)) / softmax.total


def _softmax_entropy(softmax: Softmax) -> FloatArray:
    import numpy as np

    # -log p = log(total) - value, so no logarithm of each probability is needed.
    mean = np.einsum("ij,ij->j", softmax.values, softmax.exponentials) / softmax.total
    return np.asarray((np.log(softmax.total) - mean) / np.log(2))


def _second(exponentials: FloatArray) -> FloatArray:
    """The second highest of each column (k, m)."""
    import numpy as np

    first = np.maximum(exponentials[0], exponentials[1])
    second = np.minimum(exponentials[0], exponentials[1])
    for other in exponentials[2:]:
        np.maximum(second, np.minimum(first, other), out=second)
        np.maximum(first, other, out=first)
    return np.asarray(second)


def _margin_gap(score: float, k: int) -> float:
    # With the two highest values g apart p1 - p2 = (1 - e) / total, e = exp(-g), and the total is
    # at most 1 + (k - 1) e: so p1 - p2 is at least (1 - e) / (1 + (k - 1) e), which rises with g.
    difference = max(1.0 - score, 0.0)
    return log1p(difference * (k - 1)) - log1p(-difference) if difference < 1 else inf


# The slope bounds: with p a softmax of z, dp_i/dz_j = p_i ((i = j) - p_j).
LEAST_CONFIDENCE = QueryStrategy(
    "least-confidence",
    "the likeliest class is least likely",
    least_confidence,
    # The sizes of the derivatives of one p sum to 2 p (1 - p), at most 1/2.
    slope_bound=lambda _: 0.5,
    falls_with_distance=True,
    softmax_score=_softmax_least_confidence,
)

MARGIN = QueryStrategy(
    "margin",
    "the two likeliest classes are closest",
    margin,
    # A difference of two p changes by at most twice that.
    slope_bound=lambda _: 1.0,
    falls_with_distance=True,
    widest_gap=_margin_gap,
    softmax_score=_softmax_margin,
)

ENTROPY = QueryStrategy(
    "entropy",
    "the classes are most evenly likely",
    entropy,
    # dH/dz_j = -p_j (log2 p_j + H); the sizes sum to at most 2 H, and H to log2 k.
    slope_bound=lambda k: 2 * log2(k),
    falls_with_distance=True,
    softmax_score=_softmax_entropy,
)
