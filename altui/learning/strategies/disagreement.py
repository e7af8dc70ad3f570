"""Rows where the model is surest that another model's suggestion is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.learning.strategies.query_strategy import QueryStrategy
from altui.learning.strategies.uncertainty import margin

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray


def disagreement(probabilities: FloatArray, *, suggested: IntArray | None = None) -> FloatArray:
    """1 + (the highest p of the other classes) - (p of the suggestion): above 1 where the model
    predicts another class, by how much; below 1 the margin of rows on which both agree. So where
    nothing disagrees, and for rows without a suggestion (-1), the rows are those of margin."""
    import numpy as np

    scores = margin(probabilities)
    if suggested is None or probabilities.shape[1] < 2:
        return scores
    own = np.take_along_axis(probabilities, suggested[:, None].astype(np.intp), axis=1)[:, 0]
    against = probabilities.max(axis=1) - own
    # Where the suggestion is the likeliest class, the highest of the others is the second: margin.
    return np.where((suggested >= 0) & (against > 0), 1.0 + against, scores)


DISAGREEMENT = QueryStrategy(
    "disagreement",
    "the model is surest that the suggestion is wrong",
    disagreement,
    # A difference of two p, as the margin is.
    slope_bound=lambda _: 1.0,
    takes_suggestions=True,
)
