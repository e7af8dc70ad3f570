"""Tests frozen predictions on new random rows, until they are above or below a target accuracy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import numpy as np

from altui.learning.certifying.digest_order import DigestOrder
from altui.learning.certifying.verdict import BETTING, Verdict
from altui.learning.learner import Learner
from altui.learning.strategies import RANDOM

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, IntArray, Matrix
    from altui.learning.classifiers.models import FittedModel
    from altui.learning.rounds import Knowledge, Round


class Certifier(Learner):
    """Asks for the rows of the pool in random order, and never trains on the answers.

    The order is that of the `digest`; a certificate from before has none, but a seed, and another
    test.
    """

    def __init__(
        self,
        matrix: Matrix,
        pool: BoolArray,
        n_classes: int,
        *,
        frozen: FittedModel,
        target: float,
        seed: int,
        digest: str = "",
        outside: int = 0,
    ) -> None:
        """`outside` are the rows that the pool was drawn from at random, but for its own."""
        super().__init__(
            matrix,
            pool,
            n_classes,
            model=_no_model,
            strategy=RANDOM,
            seed=seed,
            order=DigestOrder(pool, digest) if digest else None,
        )
        self.frozen = frozen
        self.target = target
        self.digest = digest
        self.outside = outside

    def round(self, knowledge: Knowledge) -> Round:
        verdict = self.verdict(knowledge)
        query = None if verdict.is_decided else self._chooser.query(knowledge, self.frozen)
        return self._round(knowledge, query=query, verdict=verdict)

    def verdict(self, knowledge: Knowledge) -> Verdict:
        rows, labels = knowledge.rows, knowledge.labels
        right = int(np.count_nonzero(self.predict(rows) == labels)) if len(rows) else 0
        drawn = self._chooser.random.count_through(self.pool & ~knowledge.available)
        total, open_ = int(self.pool.sum()) + self.outside, drawn - len(rows)
        if not self.digest:
            return Verdict.of(right, drawn, open_, total, self.target)
        answers = self._answers(knowledge, drawn)
        return Verdict.of(right, drawn, open_, total, self.target, BETTING, answers)

    def _answers(self, knowledge: Knowledge, drawn: int) -> tuple[tuple[int, ...], ...]:
        """How many drawn rows of each answer, the last for none, have each predicted class."""
        order = np.array([self._chooser.random.at(place) for place in range(drawn)], int)
        given = np.full(len(self.pool), self.n_classes)
        given[knowledge.rows] = knowledge.labels
        counts = np.zeros((self.n_classes + 1, self.n_classes), int)
        if drawn:
            np.add.at(counts, (given[order], self.predict(order)), 1)
        return tuple(map(tuple, counts.tolist()))

    def predict(self, rows: IntArray) -> IntArray:
        """The frozen predictions, as classes (m,), for some rows."""
        return np.asarray(self.frozen.predict_proba(self.matrix[rows]).argmax(axis=1))

    def fit(self, knowledge: Knowledge) -> FittedModel:  # noqa: ARG002
        return self.frozen


def _no_model() -> NoReturn:
    raise TypeError("a frozen model is not fitted")
