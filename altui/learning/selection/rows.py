"""The rows of a pool for the exact argmax: a fast product for each, an exact product for a few."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from concurrent.futures import ThreadPoolExecutor
from functools import cache, cached_property
from typing import Any

import numpy as np

from altui.learning.arrays import FloatArray, IntArray, blocks
from altui.learning.newton.coefficients import only_columns

BLOCK = 16_384
"""Rows at a time with several numbers per row: a few megabytes, which stay in the processor's
cache."""

MIN_SHARED = 8192
"""Sparse rows, times classes, below which threads cost more than they save."""

THREADS = min(os.cpu_count() or 1, 4)
"""More threads would only wait for the memory."""


class Rows(ABC):
    """n rows of d numbers. `terms` is the most products in the sum of one row."""

    n: int
    d: int
    terms: int
    dtype: np.dtype[np.floating[Any]]
    blocks_at_once = 1
    """How many blocks of numbers a product may take: more, where each is handed to threads."""

    @cached_property
    def norms(self) -> FloatArray:
        """Euclidean length (n,) of each row, or a little more."""
        return widen(self.squares(), self.terms)

    @cached_property
    def longest(self) -> float:
        return float(self.norms.max(initial=0.0))

    @abstractmethod
    def squares(self) -> FloatArray:
        """Squared length (n,) of each row, as it rounds."""

    @abstractmethod
    def products(self, weights: FloatArray, rows: slice, out: FloatArray) -> None:
        """Some rows times weights (d,), in the precision of the matrix."""

    @abstractmethod
    def class_products(self, weights: FloatArray, rows: slice, out: FloatArray) -> None:
        """Some rows times weights (d, k): (rows, k)."""

    @abstractmethod
    def exact(self, rows: IntArray, coefficients: FloatArray) -> FloatArray:
        """(m, k) in float64. The sum of a row does not depend on its place."""

    def of_columns(self, columns: IntArray | None) -> Rows:
        """The same rows for weights of only these columns; None for all."""
        if columns is not None:
            raise ValueError("only a sparse matrix is read by some of its columns")
        return self


class DenseRows(Rows):
    """A matrix (n, d) in memory or mapped from a file; never copied."""

    def __init__(self, matrix: FloatArray) -> None:
        self.matrix = np.asarray(matrix)
        self.n, self.d = matrix.shape
        self.terms = self.d
        self.dtype = matrix.dtype

    def squares(self) -> FloatArray:
        norms = np.empty(self.n, self.dtype)
        for rows in blocks(self.n, BLOCK):
            np.einsum("ij,ij->i", self.matrix[rows], self.matrix[rows], out=norms[rows])
        return norms

    def products(self, weights: FloatArray, rows: slice, out: FloatArray) -> None:
        np.matmul(self.matrix[rows], weights, out=out)

    def class_products(self, weights: FloatArray, rows: slice, out: FloatArray) -> None:
        # With the matrix first the library reads it in memory order, three times as fast.
        np.matmul(self.matrix[rows], weights, out=out)

    def exact(self, rows: IntArray, coefficients: FloatArray) -> FloatArray:
        # No matrix product: BLAS may add in another order for another number of rows, and equal
        # rows would then differ in the last bit.
        chosen = np.ascontiguousarray(self.matrix[rows], dtype=np.float64)
        if len(chosen) < len(coefficients):
            return np.stack([(row * coefficients).sum(axis=1) for row in chosen])
        return np.stack([(chosen * w).sum(axis=1) for w in coefficients], axis=1)


class SparseRows(Rows):
    """A CSR matrix (n, d)."""

    blocks_at_once = 4

    def __init__(self, matrix: Any, columns: IntArray | None = None) -> None:
        self.matrix, self._columns = matrix, columns
        self.n, self.d = matrix.shape
        self.terms = int(np.diff(matrix.indptr).max(initial=0))
        self.dtype = matrix.dtype
        self._parts: dict[tuple[int, int], Any] = {}

    def squares(self) -> FloatArray:
        ones = np.ones(self.d, self.dtype)
        norms = np.empty(self.n, self.dtype)
        for rows in blocks(self.n, BLOCK):
            part = self._part(rows)
            part.data = part.data**2
            norms[rows] = part @ ones
        return norms

    def products(self, weights: FloatArray, rows: slice, out: FloatArray) -> None:
        self._multiply(weights, rows, out)

    def class_products(self, weights: FloatArray, rows: slice, out: FloatArray) -> None:
        self._multiply(weights, rows, out)

    def exact(self, rows: IntArray, coefficients: FloatArray) -> FloatArray:
        chosen = self._with_columns(self.matrix[rows]).astype(np.float64)
        if len(coefficients) == 1:
            return np.asarray(chosen @ coefficients.T)
        # Only the columns of these rows: all would be copied for a product with many classes.
        columns = np.unique(chosen.indices)
        narrow = only_columns(chosen, columns)
        return np.asarray(narrow @ np.ascontiguousarray(coefficients[:, columns].T))

    def of_columns(self, columns: IntArray | None) -> Rows:
        if columns is None:
            return self
        narrow = SparseRows(self.matrix, columns)
        # Of all columns the rows are at least as long.
        narrow.norms, narrow.longest = self.norms, self.longest
        return narrow

    def _with_columns(self, part: Any) -> Any:
        return part if self._columns is None else only_columns(part, self._columns)

    def _multiply(self, weights: FloatArray, rows: slice, out: FloatArray) -> None:
        """Some rows times weights (d,) or (d, k), a share for each thread: SciPy itself uses one
        and releases the interpreter lock. The result of a row does not depend on its share."""
        whole = rows.stop - rows.start

        def work(share: slice) -> None:
            within = slice(rows.start + share.start, rows.start + share.stop)
            out[share] = self._kept_part(within) @ weights

        if out[:whole].size < MIN_SHARED or THREADS < 2:
            work(slice(0, whole))
        else:
            # A list, so that what fails in a thread is raised here.
            list(_threads().map(work, blocks(whole, -(-whole // THREADS))))

    def _kept_part(self, rows: slice) -> Any:
        """Some rows for a product, made once where it is of all columns."""
        if self._columns is not None:
            return only_columns(self._part(rows), self._columns)
        key = rows.start, rows.stop
        part = self._parts.get(key)
        if part is None:
            part = self._parts[key] = self._empty(rows.stop - rows.start)
            # A product goes from place to place of `indptr`: what lies before the rows may stay.
            part.data, part.indices = self.matrix.data, self.matrix.indices
            part.indptr = self.matrix.indptr[rows.start : rows.stop + 1]
        return part

    def _empty(self, rows: int) -> Any:
        return type(self.matrix)((rows, self.d), dtype=self.dtype)

    def _part(self, rows: slice) -> Any:
        """Some rows without a copy of their values."""
        ends = self.matrix.indptr[rows.start : rows.stop + 1]
        held = slice(ends[0], ends[-1])
        # Set by hand: the constructor would read all indices to check them.
        part = self._empty(len(ends) - 1)
        part.data, part.indices = self.matrix.data[held], self.matrix.indices[held]
        part.indptr = ends - ends[0]
        return part


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, "sparse products")


def widen(squares: FloatArray, terms: int) -> FloatArray:
    """Upper bounds of lengths from rounded sums of squares, too small squares among them."""
    # A square that underflows loses at most the smallest normal number, and sqrt(a + b) is at most
    # sqrt(a) + sqrt(b). The root halves the relative error of the sum; twice eps is ample.
    limits = np.finfo(squares.dtype)
    lost = float(np.sqrt(terms * limits.smallest_normal))
    np.sqrt(squares, out=squares)
    squares *= 1 + 2 * (terms + 4) * float(limits.eps)
    squares += 2 * lost
    return squares
