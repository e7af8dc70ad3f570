"""The exact, cheap query of strategies that the scan has no shortcut for: their own score, fast.

As in `scan`: one pass in the precision of the matrix, each score to within a bound, and
float64 for the rows that the bound leaves in doubt.
"""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING

import numpy as np

from altui.errors import ModelError
from altui.learning.newton import probabilities
from altui.learning.scan import Found, Plane, first_best
from altui.learning.scan_bounds import Bound, Spread
from altui.learning.scan_classes import candidates
from altui.learning.scan_rows import blocks
from altui.learning.strategies import least_confidence

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, FloatArray, IntArray
    from altui.learning.measures import Measure
    from altui.learning.models import FittedModel
    from altui.learning.querier import Linear
    from altui.learning.scan_rows import Rows


def best_by(
    measure: Measure, rows: Rows, linear: Linear, model: FittedModel, available: BoolArray
) -> Found:
    """The available row that `strategies.best` would choose from float64 probabilities.

    `linear` is the decision function of `model`. Raises ModelError when a decision value is
    not a number.
    """
    plane, n_classes = Plane.of(*linear), model.n_classes
    seen = np.asarray(model.classifier.classes_, dtype=int)
    bound = Bound.of(rows, plane.coefficients, plane.intercept)
    near: IntArray = np.flatnonzero(available)
    if bound.useful:
        scores = _fast(measure, rows, plane, seen, n_classes)
        np.copyto(scores, -np.inf, where=~available)
        near = candidates(scores, _spread(measure, bound, len(seen), scores.dtype))
    exact, shares = np.empty(len(near)), np.empty((len(near), n_classes))
    for block in blocks(len(near)):
        values = rows.exact(near[block], plane.coefficients) + plane.intercept
        shares[block] = _of_all(values, seen, n_classes)
        exact[block] = measure.of(shares[block], near[block])
    if not np.isfinite(exact).all():
        raise ModelError("the model gave probabilities that are not numbers")
    at = first_best(exact)
    surer = int(available.sum()) - int(np.count_nonzero(exact >= exact[at]))
    unsure = float(least_confidence(shares[at : at + 1])[0])
    return Found(int(near[at]), float(exact[at]), unsure, surer, tuple(shares[at].tolist()))


def _fast(measure: Measure, rows: Rows, plane: Plane, seen: IntArray, n_classes: int) -> FloatArray:
    """Scores (n,) in the precision of the matrix."""
    weights, shift = (part.astype(rows.dtype) for part in plane.parts)
    scores = np.empty(rows.n, rows.dtype)
    for block in blocks(rows.n):
        values = rows.class_products(weights, block).T + shift
        scores[block] = measure.of(_of_all(values, seen, n_classes), block)
    return scores


def _of_all(values: FloatArray, seen: IntArray, n_classes: int) -> FloatArray:
    """Probabilities (m, n_classes) of decision values (m, 1 or k), 0 for classes not seen."""
    shares = probabilities(values[:, 0] if values.shape[1] == 1 else values)
    if shares.shape[1] == n_classes:
        return shares
    every = np.zeros((len(values), n_classes), shares.dtype)
    every[:, seen] = shares
    return every


def _spread(measure: Measure, bound: Bound, k: int, dtype: np.dtype[np.floating]) -> Spread:
    """Weights are at most 1, so they only bring scores nearer to each other."""
    assert measure.steepness is not None
    rounding = 32 * k * float(np.finfo(dtype).eps) * (1 + log2(k))
    return Spread(bound, measure.steepness, rounding)
