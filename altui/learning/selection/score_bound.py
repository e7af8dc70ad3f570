"""Which scores could still be the best, from a strategy's facts about its score."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, log2
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.learning.newton.classifier import probabilities
from altui.learning.selection.ties import TIE

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray, IntArray
    from altui.learning.selection.acquisition import Acquisition
    from altui.learning.selection.decision_bound import DecisionBound

SLACK = 1e-13
"""More than a score of order 1 is rounded by in float64."""

NEARLY_TIED = TIE * (1 + 1e-6)
"""A little more than TIE, for the rounding of the comparison itself."""

STEPS = np.append(0, 4 * TIE * 2.0 ** np.arange(64))
"""How much further to try: from nothing to where every probability is 0 or 1."""


@dataclass(frozen=True)
class ScoreBound:
    """A bound for the error of a row's fast score: `slope` times the bound of its decision values,
    plus the `rounding` of the score itself."""

    decision: DecisionBound
    slope: float
    rounding: float

    @classmethod
    def of(cls, decision: DecisionBound, slope: float, k: int, dtype: np.dtype[Any]) -> ScoreBound:
        """For scores of `k` classes in some precision.

        A softmax and a score take a few roundings for each class, of numbers up to the score's
        own size; 32 is far more than were ever seen.
        """
        # eps is twice the roundoff u; a sum of k terms loses at most k u of its size (Higham 2002).
        rounding = 32 * k * float(np.finfo(dtype).eps) * (1 + max(log2(k), slope))
        return cls(decision, slope, rounding)

    @property
    def widest(self) -> float:
        return self.slope * self.decision.widest + self.rounding

    def at(self, row: int) -> float:
        return self.slope * self.decision.at(row) + self.rounding

    def each(self, rows: IntArray) -> FloatArray:
        return self.slope * self.decision.each(rows) + self.rounding


def furthest_tie(acquisition: Acquisition, distance: float) -> float:
    """How large |z| may be for a score within TIE of that at |z| = distance; inf for any.

    For two classes and a score that falls with |z|, so that one score beyond the tie rules out
    all rows further away. Raises ValueError for a score that is seen to rise.
    """
    # Steps that double reach any distance in 64 trials. The first one beyond the tie may be twice
    # the step needed, which only lets more rows through to float64.
    tried = distance + STEPS
    scores = score_at(acquisition, tried)
    # One look over the whole range: a false claim would skip the best row without an error.
    if (scores[1:] > scores[:-1] + SLACK).any():
        raise ValueError(f"the score of '{acquisition.name}' rises with the distance")
    beyond = np.flatnonzero(scores < scores[0] - NEARLY_TIED - SLACK)
    return float(tried[beyond[0]]) if len(beyond) else inf


def score_at(acquisition: Acquisition, distances: FloatArray) -> FloatArray:
    """The scores (m,) of two classes at the decision values `distances` (m,)."""
    return acquisition.of(probabilities(distances), slice(None))
