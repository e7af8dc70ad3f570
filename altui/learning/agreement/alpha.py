"""Krippendorff's alpha for classes: 1 is full agreement, 0 what chance gives.

K. Krippendorff, Content Analysis (2004), section 11.3. A row counts if two or more people answered
it; it need not be answered by all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from altui.learning.agreement.interval import score_interval

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray

FEWEST = 20
"""Rows below which no alpha is told: its interval would be wider than what it could say."""


class Alpha(NamedTuple):
    """`value` is None where all `rows` got the same one class: then agreement by chance is full
    too, and nothing is known. `low` and `high` are its 95 % interval."""

    value: float | None
    low: float
    high: float
    rows: int


def krippendorff_alpha(answers: IntArray) -> Alpha:
    """Alpha of the class indices (rows, people), -1 where a person has not answered."""
    rows, people = np.nonzero(answers >= 0)
    sizes = np.bincount(rows, minlength=len(answers))
    paired = sizes[rows] > 1
    rows, people = rows[paired], people[paired]
    if not len(rows):
        return Alpha(None, -1.0, 1.0, 0)
    classes, codes = np.unique(answers[rows, people], return_inverse=True)
    numbered, rows = np.unique(rows, return_inverse=True)
    if len(classes) < 2:
        return Alpha(None, -1.0, 1.0, len(numbered))
    answered = sizes[numbered].astype(np.float64)
    total = answered.sum()
    shares = np.bincount(codes) / total
    differing = 1 - _pairs_alike(rows, codes, len(classes)) / (answered * (answered - 1))
    observed = float(answered @ differing / total)
    # Pairs are drawn without putting back.
    expected = (1 - float((shares**2).sum())) * total / (total - 1)
    low, high = score_interval(observed, expected, shares, answered)
    return Alpha(1 - observed / expected, low, high, len(numbered))


def _pairs_alike(rows: IntArray, codes: IntArray, n_classes: int) -> FloatArray:
    """How many ordered pairs of answers of each row (m,) are of one class."""
    found, counts = np.unique(rows * n_classes + codes, return_counts=True)
    pairs = np.bincount(found // n_classes, weights=counts * (counts - 1.0))
    return pairs.astype(np.float64, copy=False)
