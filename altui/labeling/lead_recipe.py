"""What a process needs to compare models: a few rows alone, so that no matrix is copied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, IntArray, Matrix
    from altui.learning.classifiers.models import FittedModel
    from altui.learning.honesty.model_lead import Lead
    from altui.learning.rounds import Knowledge

POOL_ROWS = 2_000


def sample(matrix: Matrix, pool: BoolArray, labeled: IntArray, seed: int) -> tuple[Matrix, int]:
    """The labeled rows, then some of the pool without a label; and how many are labeled."""
    free = pool.copy()
    free[labeled] = False
    rows = np.random.default_rng(seed).permutation(np.flatnonzero(free))[:POOL_ROWS]
    return matrix[np.concatenate((labeled, np.sort(rows)))], len(labeled)


@dataclass(frozen=True)
class LeadRecipe:
    """`matrix` has the labeled rows first. `models` are the session's and those to compare with
    it; `options` are a Learner's."""

    matrix: Any
    labeled: int
    models: tuple[str, ...]
    options: Mapping[str, Any]

    def learner(self) -> LeadRecipe:
        return self

    def find_lead(self, knowledge: Knowledge) -> Lead | None:
        from altui.learning.honesty.model_lead import Leads

        current, *others = self.models
        rows = np.arange(self.labeled)
        pool = np.arange(self.matrix.shape[0]) >= self.labeled
        leads = Leads(self.matrix, pool, self.options["seed"], self._train)
        return leads.find(current, tuple(others), replace(knowledge, rows=rows))

    def _train(
        self, name: str, rows: IntArray, labels: IntArray, counts: IntArray | None
    ) -> FittedModel:
        from altui.learning.arrays import is_sparse
        from altui.learning.classifiers.models import model_factory
        from altui.learning.training import Training

        options, sparse = self.options, is_sparse(self.matrix)
        make = model_factory(name, seed=options["seed"], sparse=sparse, curves=options["curves"])
        parts = (options["n_classes"], options["is_text"], options["generation"])
        return Training(make, self.matrix, *parts).fit(rows, labels, counts)
