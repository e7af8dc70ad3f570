"""The rows of a pool as the scan reads them: one fast product each, an exact one for a few."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np

from altui.learning.arrays import FloatArray, IntArray

BLOCK = 16_384
"""Rows taken at a time where more than one number a row is needed."""


class DenseRows:
    """A matrix (n, d) in memory or mapped from a file; never copied."""

    def __init__(self, matrix: FloatArray) -> None:
        self.matrix = np.asarray(matrix)
        self.n, self.d = matrix.shape
        self.terms = self.d
        """Most products summed for a row."""
        self.dtype = matrix.dtype

    @cached_property
    def norms(self) -> FloatArray:
        """Euclidean length (n,) of each row, or a little more."""
        norms = np.empty(self.n, self.dtype)
        for rows in blocks(self.n):
            np.einsum("ij,ij->i", self.matrix[rows], self.matrix[rows], out=norms[rows])
        return widened(norms, self.d)

    def products(self, weights: FloatArray, out: FloatArray) -> None:
        """The matrix times weights (d,) in the precision of the matrix."""
        np.matmul(self.matrix, weights, out=out)

    def class_products(self, weights: FloatArray, rows: slice) -> FloatArray:
        """(k, rows) for weights (k, d): each class contiguous."""
        return np.asarray(weights @ self.matrix[rows].T)

    def exact(self, rows: IntArray, coefficients: FloatArray) -> FloatArray:
        """(m, k) in float64. The sum of a row does not hang on where it stands."""
        chosen = np.ascontiguousarray(self.matrix[rows], dtype=np.float64)
        return np.stack([(chosen * w).sum(axis=1) for w in coefficients], axis=1)


class SparseRows:
    """A CSR matrix (n, d)."""

    def __init__(self, matrix: Any) -> None:
        self.matrix = matrix
        self.n, self.d = matrix.shape
        self.terms = int(np.diff(matrix.indptr).max(initial=0))
        self.dtype = matrix.dtype

    @cached_property
    def norms(self) -> FloatArray:
        ones = np.ones(self.d, self.dtype)
        norms = np.empty(self.n, self.dtype)
        for rows in blocks(self.n):
            part = self._part(rows)
            part.data = part.data**2
            norms[rows] = part @ ones
        return widened(norms, self.terms)

    def products(self, weights: FloatArray, out: FloatArray) -> None:
        out[:] = self.matrix @ weights

    def class_products(self, weights: FloatArray, rows: slice) -> FloatArray:
        return np.ascontiguousarray((self._part(rows) @ weights.T).T)

    def exact(self, rows: IntArray, coefficients: FloatArray) -> FloatArray:
        return np.asarray(self.matrix[rows].astype(np.float64) @ coefficients.T)

    def _part(self, rows: slice) -> Any:
        """Some rows without a copy of their values."""
        matrix = self.matrix
        ends = matrix.indptr[rows.start : rows.stop + 1]
        held = slice(ends[0], ends[-1])
        parts = (matrix.data[held], matrix.indices[held], ends - ends[0])
        return type(matrix)(parts, shape=(len(ends) - 1, self.d), copy=False)


Rows = DenseRows | SparseRows


def blocks(n: int) -> Iterator[slice]:
    for start in range(0, n, BLOCK):
        yield slice(start, min(start + BLOCK, n))


def widened(squares: FloatArray, terms: int) -> FloatArray:
    """Upper bounds of lengths from rounded sums of squares, too small squares among them."""
    limits = np.finfo(squares.dtype)
    lost = float(np.sqrt(terms * limits.smallest_normal))
    np.sqrt(squares, out=squares)
    squares *= 1 + 2 * (terms + 4) * float(limits.eps)
    squares += 2 * lost
    return squares
