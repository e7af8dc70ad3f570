"""The rows nearest to a row: by the cosine between texts, by the distance between rows of a table.

Candidates are found in one pass in the matrix's own precision; the few that are told are measured
anew in float64, so that an equal row is at distance 0.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from altui.learning.neighbours.measures import COSINE, DISTANCE
from altui.learning.neighbours.units import inverse, square_lengths

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, FloatArray, IntArray, Matrix

SPARE = 4
"""So many times more candidates than are told: rounding may change their order."""


class Near(NamedTuple):
    """`near` is the cosine, or the distance."""

    row: int
    near: float


class NearestRows:
    """Of one matrix (n, d). The first call takes a second pass over it; any thread may call."""

    def __init__(self, matrix: Matrix, measure: str) -> None:
        self._matrix, self.measure = matrix, measure

    @cached_property
    def _squares(self) -> FloatArray:
        return square_lengths(self._matrix)

    def find(self, row: int, among: BoolArray, most: int) -> list[Near]:
        """The nearest of the rows `among` (n,) but for the row itself, the nearest first and of
        equally near ones the first of the file. By the cosine none that has nothing in common."""
        ranks = self._ranks(row)
        ranks[~among] = np.inf
        ranks[row] = np.inf
        candidates = np.arange(len(ranks))
        if SPARE * most < len(ranks):
            last = np.partition(ranks, SPARE * most)[SPARE * most]
            candidates = np.flatnonzero(ranks <= last) if last < np.inf else candidates
        candidates = candidates[np.isfinite(ranks[candidates])]
        candidates = candidates[np.argsort(ranks[candidates], kind="stable")][: SPARE * most]
        measured = self._measure(row, candidates)
        sign = -1 if self.measure == COSINE else 1
        order = np.lexsort((candidates, sign * measured))[:most]
        found = [Near(int(candidates[place]), float(measured[place])) for place in order]
        return [each for each in found if self.measure != COSINE or each.near > 0]

    def _ranks(self, row: int) -> FloatArray:
        """A number for each row (n,), the lower the nearer."""
        products = np.asarray(self._matrix @ _dense(self._matrix, row), np.float32)
        if self.measure == COSINE:
            return -products * inverse(np.sqrt(self._squares))
        ranks: FloatArray = self._squares - 2 * products
        return ranks

    def _measure(self, row: int, rows: IntArray) -> FloatArray:
        """The cosine or the distance (m,) in float64."""
        others, own = self._matrix[rows].astype(np.float64), self._matrix[row : row + 1]
        if self.measure == DISTANCE:
            return np.sqrt(square_lengths(others - own[np.zeros(len(rows), int)]))
        own = _dense(self._matrix, row).astype(np.float64)
        products, squares = others @ own, square_lengths(others)
        return np.clip(products * inverse(np.sqrt(squares * (own @ own))), -1, 1)


def _dense(matrix: Matrix, row: int) -> FloatArray:
    """One row (d,)."""
    part = matrix[row : row + 1]
    whole = part if isinstance(part, np.ndarray) else part.toarray()
    return np.asarray(whole[0])
