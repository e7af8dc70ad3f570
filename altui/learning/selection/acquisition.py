"""A query strategy with everything it needs besides probabilities, for one pool and moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from altui.learning.strategies.names import find_strategy, wanted_class
from altui.learning.strategies.query_strategy import Moment, QueryStrategy

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, FloatArray, IntArray, Matrix
    from altui.learning.strategies.query_strategy import Score, Softmax


@dataclass(frozen=True, eq=False)
class Acquisition:
    """Scores rows by one strategy. `name` is the strategy's name with its class, if it has one.

    `weights` (n,) are the weights of the rows, if the strategy has any; `suggested` (n,) are their
    suggestions, if the strategy takes them.
    """

    name: str
    strategy: QueryStrategy
    score: Score
    weights: FloatArray | None = None
    suggested: IntArray | None = None

    def of(self, probabilities: FloatArray, rows: IntArray | slice) -> FloatArray:
        """Scores (m,) of some rows, given their probabilities (m, k)."""
        if self.suggested is not None:
            return self._weighted(self.score(probabilities, suggested=self.suggested[rows]), rows)
        return self._weighted(self.score(probabilities), rows)

    def of_softmax(self, softmax: Softmax, rows: slice) -> FloatArray | None:
        """The same from the parts of a softmax, up to rounding; None if the strategy has no such
        shortcut."""
        score = self.strategy.softmax_score
        return None if score is None else self._weighted(score(softmax), rows)

    def _weighted(self, scores: FloatArray, rows: IntArray | slice) -> FloatArray:
        return scores if self.weights is None else scores * self.weights[rows]


class Acquisitions:
    """Makes the Acquisition of any strategy for one matrix. Weights are computed once. `suggested`
    (n,) are the classes that another model gave the rows, -1 for none; None where there are none
    at all."""

    def __init__(
        self,
        matrix: Matrix,
        pool: BoolArray,
        seed: int,
        n_classes: int,
        names: Sequence[str],
        suggested: IntArray | None = None,
    ) -> None:
        self._matrix, self._pool, self._seed = matrix, pool, seed
        self._n_classes, self._names = n_classes, names
        self._suggested = suggested
        self._weights: dict[str, FloatArray] = {}

    def at(self, name: str, labeled: int) -> Acquisition:
        """The strategy after this many labels. Raises InputError if it does not exist, and
        ValueError if it does not rank rows."""
        strategy = find_strategy(name)
        if strategy.score is None:
            raise ValueError(f"the strategy '{name}' does not rank rows by the model")
        score = strategy.score
        if strategy.parameters is not None:
            score = partial(score, **strategy.parameters(self._moment(name, labeled)))
        suggested = self._suggested if strategy.takes_suggestions else None
        return Acquisition(name, strategy, score, self._weights_of(strategy), suggested)

    def _moment(self, name: str, labeled: int) -> Moment:
        wanted = wanted_class(name)
        index = None if wanted is None else self._names.index(wanted)
        return Moment(self._seed, self._n_classes, labeled, index)

    def _weights_of(self, strategy: QueryStrategy) -> FloatArray | None:
        if strategy.weights is None:
            return None
        # They depend only on the rows and the seed, so they are valid for every model.
        if strategy.name not in self._weights:
            weights = strategy.weights(self._matrix, self._pool, self._seed)
            if not ((weights >= 0) & (weights <= 1)).all():
                # A larger weight would make the score steeper than its slope bound.
                raise ValueError(f"the weights of '{strategy.name}' are not between 0 and 1")
            self._weights[strategy.name] = weights
        return self._weights[strategy.name]
