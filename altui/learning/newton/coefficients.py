"""Coefficients of text with many classes: only those of the columns that occur in labeled rows are
kept. Of 50,000 columns and 200 classes all would take 80 MB for each model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray

MANY_CLASSES = 20
"""With fewer all coefficients are kept: choosing columns would take longer than it saves."""


@dataclass(frozen=True, eq=False)
class Coefficients:
    """`part` (k, m), or (1, m) for two classes, of the `columns` (m,) among `width`, the others 0;
    of all where `columns` is None."""

    part: FloatArray
    columns: IntArray | None
    width: int

    @property
    def full(self) -> FloatArray:
        """(k, d)"""
        if self.columns is None:
            return self.part
        every = np.zeros((self.width, len(self.part)))
        every[self.columns] = self.part.T
        return every.T

    def of(self, columns: IntArray | None) -> FloatArray:
        """(m, k) of these columns (m,), which ascend; of all for None."""
        if columns is None or self.columns is None:
            full = self.full.T
            return full if columns is None else np.asarray(full[columns])
        found = np.zeros((len(columns), len(self.part)))
        _, here, there = np.intersect1d(
            columns, self.columns, assume_unique=True, return_indices=True
        )
        found[here] = self.part.T[there]
        return found

    def against_mean(self, shown: int) -> FloatArray:
        """How the class `shown` differs from the mean of all, by column (d,)."""
        weights = self.part[shown] - self.part.mean(axis=0)
        if self.columns is None:
            return np.asarray(weights)
        every = np.zeros(self.width)
        every[self.columns] = weights
        return every


def only_columns(X: Any, columns: IntArray) -> Any:
    """CSR rows (n, d) with only some of their columns (n, m), in their order."""
    places = np.full(X.shape[1], -1, X.indices.dtype)
    places[columns] = np.arange(len(columns))
    moved = places[X.indices]
    kept = moved >= 0
    ends = np.zeros(len(moved) + 1, X.indptr.dtype)
    np.cumsum(kept, out=ends[1:])
    shape = (X.shape[0], len(columns))
    narrow = type(X)(shape, dtype=X.dtype)
    # Set by hand: the constructor would read all indices to check them.
    narrow.data, narrow.indices, narrow.indptr = X.data[kept], moved[kept], ends[X.indptr]
    return narrow
