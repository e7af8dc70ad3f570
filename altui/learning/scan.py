"""The exact, cheap query: one fast pass over the pool, float64 for the few that could be best.

A pass in the precision of the matrix gives every row's decision value to within a bound. Only
rows that this bound leaves in doubt are worked out in float64, so the answer is that of
float64 probabilities for the whole pool, which are never made.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from altui.errors import ModelError
from altui.learning.newton import probabilities
from altui.learning.scan_bounds import Bound, Spread, reach, upward
from altui.learning.scan_classes import candidates, class_scores
from altui.learning.scan_rows import DenseRows, Rows, SparseRows, blocks
from altui.learning.strategies import MEASURES, TIE, least_confidence

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, FloatArray, IntArray, Matrix


CACHED = 65_536
"""Rows whose decision values are worked on while they are still in the processor's cache."""

FEW = 256
"""Above this many rows in doubt, the bound of each row is worth working out."""


@dataclass(frozen=True)
class Found:
    """The row to ask for: its score, 1 - max p, and how many available rows score less."""

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

    @property
    def parts(self) -> tuple[FloatArray, FloatArray]:
        return self.coefficients, self.intercept

    @property
    def is_binary(self) -> bool:
        return len(self.coefficients) == 1

    @classmethod
    def of(cls, coef: FloatArray, intercept: FloatArray) -> Plane:
        return cls(np.atleast_2d(coef).astype(float), np.atleast_1d(intercept).astype(float))


class Scanner:
    """Scans one matrix (n, d), dense or CSR, for any number of models, from any threads.

    Row lengths are worked out once. Buffers are kept for the next scan; scans that run at the
    same time have their own.
    """

    def __init__(self, matrix: Matrix) -> None:
        if matrix.dtype not in (np.float32, np.float64):
            matrix = matrix.astype(np.float64)
        self._rows: Rows = (
            DenseRows(matrix) if isinstance(matrix, np.ndarray) else SparseRows(matrix)
        )
        self._free: list[FloatArray] = []

    def best(
        self, coef: FloatArray, intercept: FloatArray, available: BoolArray, strategy: str
    ) -> Found:
        """The available row that `strategies.best` would choose from float64 probabilities.

        `coef` (1, d) and `intercept` (1,) for two classes, (k, d) and (k,) for more, as
        scikit-learn has them. Raises ModelError when a decision value is not a number.
        """
        if strategy not in MEASURES or not available.any():
            raise ValueError("a scan needs an available row and a strategy that asks the model")
        plane = Plane.of(coef, intercept)
        bound = Bound.of(self._rows, plane.coefficients, plane.intercept)
        scan = self._all if not bound.useful else self._two if plane.is_binary else self._many
        return scan(plane, bound, available, strategy)

    @property
    def rows(self) -> Rows:
        return self._rows

    def probabilities(self, row: int, coef: FloatArray, intercept: FloatArray) -> tuple[float, ...]:
        """Class probabilities of one row in float64."""
        plane = Plane.of(coef, intercept)
        return tuple(self._probabilities(plane, np.array([row]))[0].tolist())

    def _two(self, plane: Plane, bound: Bound, available: BoolArray, strategy: str) -> Found:
        """Two classes: every strategy ranks by |z|, the smallest first."""
        with self._buffer(1) as (distances,):
            nearest = self._distances(plane, available, distances)
            closest = min(nearest, key=lambda row: float(distances[row]))
            limit = reach(strategy, float(distances[closest]) + bound.at(closest))
            if isfinite(limit):
                widest = upward(limit + bound.widest, distances.dtype)
                near = within(distances, widest, nearest)
                if len(near) > FEW:
                    near = near[distances[near] <= limit + bound.each(near)]
            else:
                near = np.flatnonzero(available)
        return self._decided(plane, near, available, strategy)

    def _distances(self, plane: Plane, available: BoolArray, out: FloatArray) -> list[int]:
        """Fill |z| of each row, inf where it may not be asked; the nearest row of each block."""
        weights = plane.coefficients[0].astype(out.dtype)
        shift = out.dtype.type(plane.intercept[0])
        nearest: list[int] = []
        for block in blocks(self._rows.n, CACHED):
            part = out[block]
            self._rows.products(weights, block, part)
            part += shift
            np.abs(part, out=part)
            np.copyto(part, np.inf, where=~available[block])
            nearest.append(block.start + int(part.argmin()))
        return nearest

    def _many(self, plane: Plane, bound: Bound, available: BoolArray, strategy: str) -> Found:
        """Several classes: scores from softmax in blocks, each to within a bound."""
        with self._buffer(1) as (scores,):
            class_scores(self._rows, plane.parts, strategy, scores)
            np.copyto(scores, -np.inf, where=~available)
            spread = Spread.of(bound, strategy, len(plane.coefficients), scores.dtype)
            near = candidates(scores, spread)
        return self._decided(plane, near, available, strategy)

    def _all(self, plane: Plane, bound: Bound, available: BoolArray, strategy: str) -> Found:  # noqa: ARG002
        """Values so large that a fast pass tells nothing."""
        return self._decided(plane, np.flatnonzero(available), available, strategy)

    def _decided(self, plane: Plane, near: IntArray, available: BoolArray, strategy: str) -> Found:
        """The best of the rows `near` it in float64, a block at a time; all others score less."""
        measure, scores = MEASURES[strategy], np.empty(len(near))
        for block in blocks(len(near)):
            scores[block] = measure(self._probabilities(plane, near[block]))
        if not np.isfinite(scores).all():
            raise ModelError("the model gave probabilities that are not numbers")
        at = first_best(scores)
        surer = np.count_nonzero(available) - np.count_nonzero(scores >= scores[at])
        p = self._probabilities(plane, near[at : at + 1])
        uncertainty = float(least_confidence(p)[0])
        return Found(
            int(near[at]), float(scores[at]), uncertainty, int(surer), tuple(p[0].tolist())
        )

    def _probabilities(self, plane: Plane, rows: IntArray) -> FloatArray:
        values = self._rows.exact(rows, plane.coefficients) + plane.intercept
        return probabilities(values[:, 0] if plane.is_binary else values)

    @contextmanager
    def _buffer(self, count: int) -> Iterator[list[FloatArray]]:
        """Arrays (n,) in the precision of the matrix. Taking from a list is one atomic step."""
        taken = []
        for _ in range(count):
            try:
                taken.append(self._free.pop())
            except IndexError:
                taken.append(np.empty(self._rows.n, self._rows.dtype))
        yield taken
        self._free.extend(taken)


def within(distances: FloatArray, limit: float, nearest: list[int]) -> IntArray:
    """The rows not beyond the limit, looked for only in blocks whose nearest row is not."""
    found = [
        block.start + np.flatnonzero(distances[block] <= limit)
        for block, row in zip(blocks(len(distances), CACHED), nearest, strict=True)
        if distances[row] <= limit
    ]
    return np.concatenate(found)


def first_best(scores: FloatArray) -> int:
    """The first score within TIE of the highest."""
    return int(np.argmax(scores >= scores.max() - TIE))
