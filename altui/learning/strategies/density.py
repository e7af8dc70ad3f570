"""The density of a row: its mean similarity to the nearest rows.

It depends on no label, so it is computed once per pool.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from altui.learning.arrays import blocks, is_sparse
from altui.learning.neighbours.units import at_length_one

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, FloatArray, IntArray, Matrix

NEIGHBOURS = 20
SAMPLE = 2_000
"""Rows of the pool, drawn at random, among which neighbours are looked for: 200,000 rows of 50
columns take seconds, once."""

BLOCK = 4_096


def densities(matrix: Matrix, pool: BoolArray, seed: int) -> FloatArray:
    """Each row's density (n,), between 0 and 1, the highest in the pool 1.

    The mean cosine with the 20 nearest rows (Zhu, Wang, Yao & Tsou 2008, sampling by
    uncertainty and density), negative ones counted as 0.
    """
    sample = np.flatnonzero(pool)
    if len(sample) > SAMPLE:
        drawn = np.random.default_rng(seed).choice(sample, SAMPLE, replace=False)
        sample = np.sort(drawn)
    if len(sample) < 2:
        return np.ones(len(pool))
    others = at_length_one(matrix[sample])
    found = np.empty(len(pool))
    for rows in blocks(len(pool), BLOCK):
        found[rows] = _to_nearest(at_length_one(matrix[rows]), others, sample - rows.start)
    highest = found[pool].max()
    return np.clip(found / highest, 0, 1) if highest > 0 else np.ones(len(pool))


def _to_nearest(units: Any, others: Any, own: IntArray) -> FloatArray:
    """Mean cosine (m,) with the nearest of the others; `own` is where each of them stands
    among these rows, if it does: a row is no neighbour of itself."""
    cosines = units @ others.T
    if is_sparse(cosines):
        cosines = cosines.toarray()
    columns = np.flatnonzero((own >= 0) & (own < len(cosines)))
    cosines[own[columns], columns] = -1
    count = min(NEIGHBOURS, cosines.shape[1] - 1)
    nearest = np.partition(cosines, -count, axis=1)[:, -count:]
    return np.asarray(np.clip(nearest, 0, None).mean(axis=1, dtype=np.float64))
