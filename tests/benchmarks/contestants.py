"""Who is measured: each labels one row of a pool when told to, query and retrain.

All start from the same labels of the same pool, all fit logistic regression with C = 1, all
choose by uncertainty, each as its own documentation shows. `label` is what is timed.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from sklearn.linear_model import LogisticRegression

from tests.benchmarks.kinds import Pool


class Contestant(Protocol):
    def label(self) -> None:
        """Ask for a row, learn its label, fit again."""


class Altui:
    """The learner as a session drives it: a new Knowledge for every label."""

    def __init__(self, pool: Pool) -> None:
        from altui.learning.arrays import is_sparse
        from altui.learning.classifiers.models import model_factory
        from altui.learning.learner import Learner
        from altui.learning.rounds import Knowledge

        self.pool = pool
        self.available = np.ones(len(pool.labels), bool)
        self.available[pool.start] = False
        self.learner = Learner(
            pool.matrix,
            self.available.copy(),
            pool.kind.classes,
            model=model_factory("newton", seed=0, sparse=is_sparse(pool.matrix)),
            strategy="margin",
            hints=True,
        )
        labels = pool.labels[pool.start]
        self.knowledge = Knowledge(0, pool.start, labels, self.available.copy(), 0)
        self.row = self.asked()

    def label(self) -> None:
        self.answer()
        self.row = self.asked()

    def answer(self) -> None:
        """Learn the label of the row asked for."""
        known = self.knowledge
        self.available[self.row] = False
        self.knowledge = type(known)(
            known.event + 1,
            np.append(known.rows, self.row),
            np.append(known.labels, self.pool.labels[self.row]),
            self.available.copy(),
            known.answered + 1,
        )

    def asked(self) -> int:
        query = self.learner.round(self.knowledge).query
        assert query is not None
        return query.row


class AltuisFit(Altui):
    """The part of it that is the fit."""

    def asked(self) -> int:
        self.learner.fit(self.knowledge)
        return int(np.argmax(self.available))


class PlainLoop:
    """scikit-learn alone: fit, probabilities of the pool, the least confident row moves over."""

    def __init__(self, pool: Pool) -> None:
        self.matrix = np.delete(pool.matrix, pool.start, axis=0)
        self.labels = np.delete(pool.labels, pool.start)
        self.rows, self.known = pool.matrix[pool.start], pool.labels[pool.start]
        self.model = LogisticRegression(max_iter=2000).fit(self.rows, self.known)

    def label(self) -> None:
        row = int(np.argmax(1 - self.model.predict_proba(self.matrix).max(axis=1)))
        self.rows = np.vstack((self.rows, self.matrix[row]))
        self.known = np.append(self.known, self.labels[row])
        self.matrix = np.delete(self.matrix, row, axis=0)
        self.labels = np.delete(self.labels, row)
        self.model = LogisticRegression(max_iter=2000).fit(self.rows, self.known)


class PlainOnText:
    """The same with a mask: deleting a row of a sparse matrix would copy all the others."""

    def __init__(self, pool: Pool) -> None:
        self.matrix, self.labels = pool.matrix, pool.labels
        self.chosen = list(pool.start)
        self._fit()

    def label(self) -> None:
        uncertainty = 1 - self.model.predict_proba(self.matrix).max(axis=1)
        uncertainty[self.chosen] = -1
        self.chosen.append(int(np.argmax(uncertainty)))
        self._fit()

    def _fit(self) -> None:
        rows, labels = self.matrix[self.chosen], self.labels[self.chosen]
        self.model = LogisticRegression(max_iter=2000).fit(rows, labels)


class ScikitActiveml:
    def __init__(self, pool: Pool) -> None:
        from skactiveml.classifier import SklearnClassifier
        from skactiveml.pool import UncertaintySampling

        self.pool = pool
        self.known = np.full(len(pool.labels), np.nan)
        self.known[pool.start] = pool.labels[pool.start]
        self.classifier = SklearnClassifier(
            LogisticRegression(max_iter=2000), classes=range(pool.kind.classes), random_state=0
        )
        self.strategy = UncertaintySampling(method="least_confident", random_state=0)

    def label(self) -> None:
        chosen = self.strategy.query(X=self.pool.matrix, y=self.known, clf=self.classifier)
        self.known[chosen] = self.pool.labels[chosen]


class SmallText:
    def __init__(self, pool: Pool) -> None:
        from small_text import (
            LeastConfidence,
            PoolBasedActiveLearner,
            SklearnClassifierFactory,
            SklearnDataset,
        )

        classes = pool.kind.classes
        self.labels = pool.labels
        self.learner = PoolBasedActiveLearner(
            SklearnClassifierFactory(LogisticRegression(max_iter=2000), classes),
            LeastConfidence(),
            SklearnDataset(pool.matrix, pool.labels, target_labels=np.arange(classes)),
        )
        self.learner.initialize_data(pool.start, pool.labels[pool.start])

    def label(self) -> None:
        self.learner.update(self.labels[self.learner.query(num_samples=1)])


class OnePass:
    """No learner: the least that reading the matrix once can take."""

    def __init__(self, pool: Pool) -> None:
        self.matrix = pool.matrix
        self.weights = np.ones(pool.kind.columns, np.float32)

    def label(self) -> None:
        self.matrix @ self.weights
