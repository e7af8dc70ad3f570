"""From which probability on a rare class is named.

Where one class is rare, no probability may reach one half, although the ranking is good. Then the
threshold of the best F1 on held-out labels names its rows. It holds for what is predicted in the
end; the accuracy on the screen, the queries and a certificate are those of the likelier class.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, FloatArray, IntArray
    from altui.learning.honesty.label_review import Doubts

FEWEST = 5
"""Labels of the class below which a threshold would rest on too little."""

MOST = 3
"""At most this many unlabeled rows are named for each label of the class: it was asked for more
often than it occurs, so all of its probabilities are too high."""

EVEN = 0.5


@dataclass(frozen=True)
class Threshold:
    """Class `k`, the rarer of two, is named where its probability is at least `share`.

    `f1` is the F1 of the class on the held-out labels, `labels` how many labels of it they hold.
    """

    k: int
    share: float
    f1: float
    labels: int


def predict_classes(probabilities: FloatArray, threshold: Threshold | None) -> IntArray:
    """The class of each row (n,): the likeliest, or by the threshold if there is one."""
    if threshold is None and probabilities.shape[1] == 2:
        # Several times quicker than argmax, and the first class on a tie too.
        return (probabilities[:, 1] > probabilities[:, 0]).astype(np.intp)
    if threshold is None:
        return np.asarray(probabilities.argmax(axis=1))
    k = threshold.k
    return np.where(probabilities[:, k] >= threshold.share, k, 1 - k)


def is_hardly_named(unlabeled: FloatArray, labels: IntArray, k: int) -> bool:
    """Whether class k is the likelier one of fewer rows of the pool (u, 2) than half of what its
    probabilities add up to, and half of its labels (m,)."""
    expected = min(float(unlabeled[:, k].sum()), float(np.count_nonzero(labels == k)))
    return bool(np.count_nonzero(unlabeled.argmax(axis=1) == k) < expected / 2)


def choose_threshold(
    doubts: Doubts,
    rows: IntArray,
    labels: IntArray,
    unlabeled: FloatArray,
    counts: IntArray | None = None,
) -> Threshold | None:
    """The threshold for the class with fewer labels; None if the likelier class is to be named.

    `rows` and `labels` (m,) trained the model, each as often as `counts` (m,) says; `unlabeled`
    (u, 2) are its probabilities for the rows of the pool without a label. Raises ModelError.
    """
    if unlabeled.shape[1] != 2:
        return None
    k = int(np.bincount(labels, minlength=2).argmin())
    count = int(np.count_nonzero(labels == k))
    if count < FEWEST or not is_hardly_named(unlabeled, labels, k):
        return None
    held = doubts.predict_held_out(rows, labels, counts)
    is_k = (labels == k)[held.is_judged]
    if not is_k.any():
        return None
    own = held.own[held.is_judged]
    best, f1 = best_threshold(np.where(is_k, own, 1 - own), is_k)
    most = min(MOST * count, int(unlabeled[:, k].sum()))
    share = max(best, least_for(unlabeled[:, k], most))
    return Threshold(k, share, f1, int(is_k.sum())) if share < EVEN else None


def best_threshold(scores: FloatArray, is_k: BoolArray) -> tuple[float, float]:
    """The threshold on scores (m,) with the best F1 of the class, and that F1. The highest one on a
    tie, midway between two scores."""
    order = np.argsort(-scores, kind="stable")
    ranked, hits = scores[order], np.cumsum(is_k[order])
    f1 = 2 * hits / (np.arange(1, len(ranked) + 1) + hits[-1])
    # Equal scores are named together.
    f1[:-1][ranked[:-1] == ranked[1:]] = -1.0
    place = int(f1.argmax())
    below = ranked[place + 1] if place + 1 < len(ranked) else 0.0
    return float((ranked[place] + below) / 2), float(f1[place])


def least_for(scores: FloatArray, most: int) -> float:
    """The lowest threshold that at most `most` of the scores (u,) reach."""
    if most >= len(scores):
        return 0.0
    ranked = np.sort(scores)[::-1]
    return float(np.nextafter(ranked[most], 1.0))
