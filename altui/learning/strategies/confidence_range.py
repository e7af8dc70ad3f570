"""Labels spread evenly over the confidence of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from altui.learning.strategies.query_strategy import QueryStrategy

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray
    from altui.learning.strategies.query_strategy import Moment


def nearest_confidence(probabilities: FloatArray, *, target: float) -> FloatArray:
    """-|max p - target|. With a target drawn evenly for each query the labels spread evenly
    over the confidence, as strata of the score do (Bennett & Carvalho 2010)."""
    import numpy as np

    return np.asarray(-np.abs(probabilities.max(axis=1) - target))


def _draw_target(moment: Moment) -> dict[str, Any]:
    """A random confidence between chance and certainty. It is the same for the same number of
    labels."""
    import numpy as np

    drawn = np.random.default_rng((moment.seed, moment.labeled))
    return {"target": float(drawn.uniform(1 / moment.n_classes, 1))}


UNIFORM = QueryStrategy(
    "uniform-over-confidence",
    "sure and unsure rows alike",
    nearest_confidence,
    # As for least confidence: the distance from a fixed number changes no faster than max p.
    slope_bound=lambda _: 0.5,
    parameters=_draw_target,
)
