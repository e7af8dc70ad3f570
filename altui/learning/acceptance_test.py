"""Tests a frozen model on new random rows, until it is above or below a target accuracy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import numpy as np

from altui.learning.learner import Learner
from altui.learning.strategies import RANDOM
from altui.learning.verdict import Verdict

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, IntArray, Matrix
    from altui.learning.models import FittedModel
    from altui.learning.rounds import Knowledge, Round


class Certifier(Learner):
    """Asks for the rows of the pool in random order, and never trains on the answers."""

    def __init__(
        self,
        matrix: Matrix,
        pool: BoolArray,
        n_classes: int,
        *,
        frozen: FittedModel,
        target: float,
        seed: int,
    ) -> None:
        super().__init__(matrix, pool, n_classes, model=_no_model, strategy=RANDOM, seed=seed)
        self.frozen = frozen
        self.target = target

    def round(self, knowledge: Knowledge) -> Round:
        verdict = self.verdict(knowledge)
        query = None if verdict.is_decided else self._query(knowledge, self.frozen)
        return self._round(knowledge, query=query, verdict=verdict)

    def verdict(self, knowledge: Knowledge) -> Verdict:
        rows, labels = knowledge.rows, knowledge.labels
        right = int(np.count_nonzero(self.predict(rows) == labels)) if len(rows) else 0
        drawn = self._random.count_through(self.pool & ~knowledge.available)
        total = int(self.pool.sum())
        return Verdict.of(right, drawn, drawn - len(rows), total, self.target)

    def predict(self, rows: IntArray) -> IntArray:
        """The classes (m,) that the frozen model predicts for some rows."""
        return np.asarray(self.frozen.predict_proba(self.matrix[rows]).argmax(axis=1))

    def fit(self, knowledge: Knowledge) -> FittedModel:  # noqa: ARG002
        return self.frozen


def _no_model() -> NoReturn:
    raise TypeError("a frozen model is not fitted")
