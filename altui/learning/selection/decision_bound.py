"""A bound for the error of a decision value from a fast product.

A floating point sum of t products, in any order, has an error of at most t u / (1 - t u) times
the sum of their sizes, with u the unit roundoff (Higham 2002, section 3.1). By Cauchy-Schwarz the
sum of the sizes is at most the length of the row times the length of the weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray
    from altui.learning.selection.linear import LinearModel
    from altui.learning.selection.rows import Rows

SAFE = 1e36
"""Below this, nothing overflows in float32."""


@dataclass(frozen=True)
class DecisionBound:
    """The error of a row's fast decision value is at most `per_length * length + offset`.

    `lengths` (n,) are the lengths of the rows. `widest` is the bound for the longest row; it is inf
    if products could overflow.
    """

    per_length: float
    offset: float
    widest: float
    lengths: FloatArray

    @classmethod
    def of(cls, rows: Rows, linear: LinearModel) -> DecisionBound:
        limits = np.finfo(rows.dtype)
        squares = np.einsum("ij,ij->i", linear.coefficients, linear.coefficients)
        length = float(np.sqrt(squares.max()))
        shift = float(np.abs(linear.intercept).max())
        # The roundoff of the matrix's type, and that of float64, in which the exact value is.
        unit = (float(limits.eps) + float(np.finfo(float).eps)) / 2
        # Four more operations: rounding the weights, adding the intercept, and what follows.
        rounding = 1.1 * (rows.terms + 4) * unit
        # The relative bound does not hold for products that underflow.
        underflow = 4 * (rows.terms + 1) * float(limits.smallest_normal)
        per_length, offset = rounding * length + underflow, rounding * shift + underflow
        longest = rows.longest
        is_safe = longest * length + shift < SAFE and length < SAFE and rounding < 0.1
        widest = per_length * longest + offset if is_safe else inf
        return cls(per_length, offset, widest, rows.norms)

    @property
    def is_known(self) -> bool:
        return isfinite(self.widest)

    def at(self, row: int) -> float:
        return self.per_length * float(self.lengths[row]) + self.offset

    def each(self, rows: IntArray) -> FloatArray:
        return self.per_length * self.lengths[rows].astype(np.float64) + self.offset
