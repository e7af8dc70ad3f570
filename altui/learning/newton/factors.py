"""Factored Hessians: made, solved with, and brought up to date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from altui.learning.newton.routines import lapack

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray


@dataclass(frozen=True, eq=False)
class MoreRows:
    """Rows A that a factored Hessian H does not hold yet, each times the root of its weight: they
    add A^T A to it. H + A^T A is solved for by the Woodbury identity."""

    rows: FloatArray
    solved: FloatArray
    inside: FloatArray

    @classmethod
    def of(cls, factor: FloatArray, rows: FloatArray) -> MoreRows:
        """`rows` (r, m) beside the factor (m, m)."""
        solved = solve_factored(factor, np.ascontiguousarray(rows.T))
        inside = rows @ solved
        inside.reshape(-1)[:: len(rows) + 1] += 1.0
        return cls(rows, solved, cholesky(inside))

    def correct(self, solution: FloatArray) -> FloatArray:
        """From the solution (m,) with H to that with the rows too."""
        inner = solve_factored(self.inside, self.rows @ solution)
        return np.asarray(solution - self.solved @ inner)


def cholesky(matrix: FloatArray) -> FloatArray:
    """The Cholesky factor of a symmetric matrix. Raises its diagonal a little if needed."""
    # The transpose is the same matrix in LAPACK's order, so it is copied as it lies.
    factor, failed = lapack().dpotrf(matrix.T, lower=1, clean=0)
    # Rounding can take the smallest eigenvalue below 0 by a few roundoffs of the largest.
    lift = 1e-15 * max(float(np.abs(matrix.diagonal()).max()), 1e-300)
    while failed and np.isfinite(lift):
        lifted = matrix.copy()
        lifted.reshape(-1)[:: len(matrix) + 1] += lift
        factor, failed = lapack().dpotrf(lifted.T, lower=1, clean=0)
        lift *= 100
    return np.asarray(factor)


def inverse_roots(blocks: FloatArray) -> FloatArray:
    """For each upper triangle (k, m, m) of a symmetric block a root of its inverse, in place; below
    they hold 0. With roots, what is solved for stays definite however it rounds."""
    for block in blocks:
        block[:] = lapack().dtrtri(cholesky(block), lower=1)[0]
    return blocks


def solve_factored(factor: FloatArray, right: FloatArray) -> FloatArray:
    return np.asarray(lapack().dpotrs(factor, right, lower=1)[0])
