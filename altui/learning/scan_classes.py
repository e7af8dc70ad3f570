"""Several classes: the scores of all rows in the precision of the matrix, block by block."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from altui.learning.scan_rows import blocks
from altui.learning.strategies import TIE

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray
    from altui.learning.scan_bounds import Spread
    from altui.learning.scan_rows import Rows


def class_scores(
    rows: Rows,
    model: tuple[FloatArray, FloatArray],
    strategy: str,
    scores: FloatArray,
) -> None:
    """Fill scores (n,) for a model of coefficients (k, d), intercept (k,)."""
    weights, shift = (part.astype(rows.dtype) for part in model)
    for block in blocks(rows.n):
        values = rows.class_products(weights, block)
        values += shift[:, None]
        values -= values.max(axis=0)
        likely = np.exp(values)
        total = likely.sum(axis=0)
        if strategy == "margin":
            scores[block] = 1 - (1 - _second(likely)) / total
        elif strategy == "entropy":
            values *= likely
            scores[block] = (np.log(total) - values.sum(axis=0) / total) / np.log(2)
        else:
            scores[block] = 1 - 1 / total


def _second(likely: FloatArray) -> FloatArray:
    """The second highest of each column (k, m)."""
    first, second = np.maximum(likely[0], likely[1]), np.minimum(likely[0], likely[1])
    for other in likely[2:]:
        np.maximum(second, np.minimum(first, other), out=second)
        np.maximum(first, other, out=first)
    return np.asarray(second)


def candidates(scores: FloatArray, spread: Spread) -> IntArray:
    """Rows that could be within TIE of the best; `scores` are -inf for others."""
    top = int(scores.argmax())
    least = float(scores[top]) - spread.at(top) - TIE * (1 + 1e-6)
    near = np.flatnonzero(scores >= least - spread.widest * (1 + 1e-6))
    return np.asarray(near[scores[near] >= least - spread.each(near)])
