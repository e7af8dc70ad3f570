"""Rows drawn by whole units: what belongs together is never parted."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def draw_units(
    labels: NDArray[np.integer],
    codes: NDArray[np.integer],
    wanted: NDArray[np.integer],
    random: np.random.Generator,
) -> NDArray[np.bool_]:
    """Rows (m,) that are about as many of each class as `wanted` (k,). Rows with the same of the
    `codes` (m,) are drawn together or not at all.

    Units come in random order; each is taken if that brings the counts of the classes nearer to
    what is wanted. If none does, for all are too large, the smallest is taken.
    """
    _, codes, sizes = np.unique(codes, return_inverse=True, return_counts=True)
    k = len(wanted)
    pairs, counts = np.unique(codes * k + labels, return_counts=True)
    starts = np.searchsorted(pairs // k, np.arange(len(sizes) + 1)).tolist()
    classes, found, lacking = (pairs % k).tolist(), counts.tolist(), wanted.tolist()
    rates = (1 / np.maximum(np.bincount(labels, minlength=k), 1)).tolist()
    taken = np.zeros(len(sizes), bool)
    for unit in random.permutation(len(sizes)).tolist():
        parts = [(classes[at], found[at]) for at in range(starts[unit], starts[unit + 1])]
        nearer = (abs(lacking[c]) - abs(lacking[c] - count) for c, count in parts)
        if sum(gain * rates[c] for gain, (c, _) in zip(nearer, parts, strict=True)) > 0:
            taken[unit] = True
            for c, count in parts:
                lacking[c] -= count
    if not taken.any() and len(taken) > 1 and sum(lacking) > 0:
        taken[sizes.argmin()] = True
    return np.asarray(taken[codes])
