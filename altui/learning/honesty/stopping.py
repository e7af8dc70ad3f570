"""When to stop, as a hint: the person may always continue.

Stabilizing predictions (Bloodgood & Vijay-Shanker 2009): the classes that consecutive models give
to a fixed set of rows are compared by Cohen's kappa. Compared after every label they agree far
too early; compared every ten they follow the accuracy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from altui.learning.classifiers.models import FittedModel
from altui.learning.classifiers.recent import Recent
from altui.learning.evaluation import RARE
from altui.learning.generation import OLDEST, Generation
from altui.learning.hints import AHEAD, EVERY, STABLE, Hint
from altui.learning.rounds import watched_type
from altui.learning.selection.predicted_classes import PredictedClasses

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, IntArray, Matrix
    from altui.learning.rounds import Knowledge

LAST = 3
"""The number of comparisons in the mean."""

ENOUGH = 0.992
"""A little more than the .99 of the literature: on digits that comes 1.6 points too early."""

RARE_ENOUGH = 0.95
"""The same for the rows of a rare class, of which one in twenty may change."""

EARLIEST = 60
"""With fewer labels altui never advises to stop."""

WATCHED = 1000

KEPT = 16

ProbeFit = Callable[["IntArray", "IntArray", "IntArray | None"], FittedModel | None]
"""The model of labeled rows (m,), their labels (m,), and how often each counts (m,) or None."""


class Stability:
    """Follows the models' predictions on a fixed set of rows, at most WATCHED of the pool.

    It compares the model with those of ten, twenty and thirty labels ago, and caches their
    predictions. The hint is a function of the labels in their order: a model that is not cached is
    trained again.
    """

    def __init__(
        self, matrix: Matrix, pool: BoolArray, seed: int, generation: Generation = OLDEST
    ) -> None:
        self._matrix = matrix
        self._pool = pool
        self._seed = seed
        self._generation = generation
        self._predictions: Recent[IntArray | None] = Recent(KEPT)
        self._latest: WeakKeyDictionary[FittedModel, IntArray] = WeakKeyDictionary()

    def classes(self, model: FittedModel) -> IntArray:
        """The class (w,) that the model gives to each of the watched rows, in few bytes."""
        classes = self._latest.get(model)
        if classes is None:
            kind = watched_type(model.n_classes)
            classes = self._watched.of(model).astype(kind)
            self._latest[model] = classes
        return classes

    def hint(self, knowledge: Knowledge, fit: ProbeFit) -> Hint | None:
        """The hint; None before there are enough models. ModelError if a training fails."""
        initial = len(knowledge.all_labels) - knowledge.given
        times = (len(knowledge.rows) - initial) // EVERY
        if times < LAST:
            return None
        sizes = [initial + EVERY * (times - back) for back in range(LAST, -1, -1)]
        predicted = [self._predict_watched(knowledge, size, fit) for size in sizes]
        found = [each for each in predicted if each is not None]
        if len(found) <= LAST:
            return None
        pairs = list(pairwise(found))
        value = float(np.mean([cohens_kappa(*pair) for pair in pairs]))
        changed = float(np.mean([np.mean(one != other) for one, other in pairs]))
        stop = value >= ENOUGH and sizes[-1] >= EARLIEST
        only = None
        if self._generation.settles_rare_classes:
            stop = stop and rare_agreement(pairs) >= RARE_ENOUGH
            latest = found[-1]
            only = int(latest[0]) if (latest == latest[0]).all() else None
        return Hint(STABLE, stop, value, sizes[-1], min(changed * AHEAD / EVERY, 1.0), only)

    def _predict_watched(self, knowledge: Knowledge, size: int, fit: ProbeFit) -> IntArray | None:
        """What the model of the first `size` labels says of the watched rows."""
        rows, labels = knowledge.rows[:size], knowledge.labels[:size]
        counts = None if knowledge.counts is None else knowledge.counts[:size]

        def predict() -> IntArray | None:
            model = fit(rows, labels, counts)
            return None if model is None else self.classes(model)

        return self._predictions.get(rows, labels, predict, counts)

    @cached_property
    def _watched(self) -> PredictedClasses:
        rows = np.flatnonzero(self._pool)
        if len(rows) > WATCHED:
            rng = np.random.default_rng([self._seed, WATCHED])
            rows = np.sort(rng.choice(rows, WATCHED, replace=False))
        return PredictedClasses(self._matrix[rows])


def rare_agreement(pairs: Sequence[tuple[IntArray, IntArray]]) -> float:
    """How far consecutive predictions (w,) agree on which rows are of a rare class: Dice's
    coefficient of its rows, the mean over the pairs, of the class where it is lowest; 1 where no
    class is rare. Kappa hardly sees such a class among many rows of others."""
    now = pairs[-1][1]
    counts = np.bincount(now)
    rare = np.flatnonzero((counts > 0) & (counts < RARE * len(now)))
    means = [float(np.mean([_dice(one == k, other == k) for one, other in pairs])) for k in rare]
    return min(means, default=1.0)


def _dice(one: BoolArray, other: BoolArray) -> float:
    total = int(one.sum() + other.sum())
    return 2 * int((one & other).sum()) / total if total else 1.0


def cohens_kappa(one: IntArray, other: IntArray) -> float:
    """The agreement of two predictions (n,) beyond chance (Cohen 1960); 0 if both predict a single
    class, which says nothing."""
    n = len(one)
    k = int(max(one.max(), other.max())) + 1
    chance = float(np.bincount(one, minlength=k) @ np.bincount(other, minlength=k)) / (n * n)
    if chance >= 1:
        return 0.0
    return (float(np.mean(one == other)) - chance) / (1 - chance)
