"""The exact, cheap query: one fast pass over the pool, float64 for the few that could be best.

A pass in the precision of the matrix gives every row's decision value to within a bound. Only
rows that this bound leaves in doubt are worked out in float64, so the answer is that of
float64 probabilities for the whole pool, which are never made.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from altui.errors import ModelError
from altui.learning.newton import probabilities
from altui.learning.scan_bounds import Bound, reach
from altui.learning.scan_classes import class_candidates, undecided
from altui.learning.scan_rows import BLOCK, DenseRows, Rows, SparseRows
from altui.learning.strategies import STRATEGIES, TIE, check_strategy, least_confidence

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, FloatArray, IntArray, Matrix


@dataclass(frozen=True)
class Found:
    """The row to ask for: its score, 1 - max p, and how many available rows are surer."""

    row: int
    score: float
    uncertainty: float
    surer: int
    probabilities: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Plane:
    """A linear model in float64: `coefficients` (1 or k, d) and `intercept` (1 or k,)."""

    coefficients: FloatArray
    intercept: FloatArray

    @classmethod
    def of(cls, coef: FloatArray, intercept: FloatArray) -> Plane:
        return cls(np.atleast_2d(coef).astype(float), np.atleast_1d(intercept).astype(float))


class Scanner:
    """Scans one matrix (n, d), dense or CSR, for any number of models, from any threads.

    Row lengths are worked out once. Buffers are kept for the next scan; scans that run at the
    same time have their own.
    """
