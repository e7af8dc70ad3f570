"""How often a row counts in the loss, by its class: scikit-learn's `class_weight`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray

ClassWeight = Literal["balanced"] | Mapping[Any, float] | None


def row_shares(
    weight: ClassWeight,
    classes: Any,
    codes: IntArray,
    sample_weight: FloatArray | IntArray | None = None,
) -> FloatArray | None:
    """How often each row (n,) counts, by its class and by itself; None if all count once. `codes`
    (n,) are places in `classes`.

    Raises ValueError for a weight that is not a positive number.
    """
    shares = _by_class(weight, classes, codes)
    if sample_weight is None:
        return shares
    own = np.asarray(sample_weight, float)
    if not (np.isfinite(own) & (own > 0)).all():
        raise ValueError("the weights of rows must be positive numbers")
    return own if shares is None else shares * own


def weigh_by_counts(weight: ClassWeight, labels: IntArray, counts: IntArray | None) -> ClassWeight:
    """The class weight of labels (m,) that are there as often as `counts` (m,) say."""
    if counts is None or weight != "balanced":
        return weight
    totals = np.bincount(labels, counts)
    known = np.flatnonzero(totals)
    return {k: float(totals.sum() / (len(known) * totals[k])) for k in known.tolist()}


def _by_class(weight: ClassWeight, classes: Any, codes: IntArray) -> FloatArray | None:
    if weight is None:
        return None
    if weight == "balanced":
        shares = len(codes) / (len(classes) * np.bincount(codes))
    else:
        shares = np.array([weight.get(each, 1.0) for each in classes.tolist()], float)
    if not (np.isfinite(shares) & (shares > 0)).all():
        raise ValueError("class weights must be positive numbers")
    return np.asarray(shares[codes])
