"""A query strategy made ready for one pool and one moment: what it needs beside probabilities."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, cast

import numpy as np

from altui.errors import ModelError
from altui.learning.density import densities
from altui.learning.foreign import imported
from altui.learning.names import DENSITY, UNIFORM, wanted_class
from altui.learning.strategies import MEASURES, Strategy, margin, most_likely, nearest_confidence

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray, FloatArray, IntArray, Matrix

OWN_STRATEGY_HINT = (
    "Write --strategy package.module:function, a function on Python's path from "
    "probabilities (n, k) to scores (n,), the highest of which is asked."
)


@dataclass(frozen=True, eq=False)
class Measure:
    """How much rows are worth asking, by their probabilities and where given their weights (n,).

    When every decision value of a linear model moves by at most 1, a score moves by at most
    `steepness`; None where nobody knows, and for scores that hang on more than their own row.
    """

    strategy: str
    score: Strategy
    steepness: float | None = None
    weights: FloatArray | None = None

    def of(self, probabilities: FloatArray, rows: IntArray | slice) -> FloatArray:
        """Scores of some rows, given their probabilities."""
        scores = self.score(probabilities)
        return scores if self.weights is None else scores * self.weights[rows]


class Measures:
    """Makes the Measure of any strategy over one matrix. What is slow is worked out once."""

    def __init__(
        self, matrix: Matrix, pool: BoolArray, seed: int, n_classes: int, names: Sequence[str]
    ) -> None:
        self._matrix, self._pool, self._seed = matrix, pool, seed
        self._n_classes, self._names = n_classes, names

    def at(self, strategy: str, labeled: int) -> Measure:
        """The strategy after so many labels. Raises InputError for one that does not exist."""
        wanted = wanted_class(strategy)
        if wanted is not None:
            return Measure(strategy, partial(most_likely, index=self._names.index(wanted)), 0.5)
        if strategy == UNIFORM:
            return Measure(strategy, partial(nearest_confidence, target=self._aim(labeled)), 0.5)
        if strategy == DENSITY:
            return Measure(strategy, margin, 1.0, self._densities)
        return Measure(strategy, MEASURES.get(strategy) or own_strategy(strategy))

    def _aim(self, labeled: int) -> float:
        """A confidence between that of knowing nothing and that of being sure; the same again
        for the same labels."""
        drawn = np.random.default_rng((self._seed, labeled))
        return float(drawn.uniform(1 / self._n_classes, 1))

    @cached_property
    def _densities(self) -> FloatArray:
        return densities(self._matrix, self._pool, self._seed)


@cache
def own_strategy(name: str) -> Strategy:
    """A person's own function, its answers checked. Raises InputError when it is not found."""
    function = imported(name, OWN_STRATEGY_HINT)
    return partial(_checked, function, name)


def _checked(
    function: Callable[[FloatArray], object], name: str, probabilities: FloatArray
) -> FloatArray:
    try:
        scores = np.asarray(function(probabilities.copy()), dtype=float)
    except (Exception, SystemExit) as error:
        cause = f"{type(error).__name__}: {error}"
        raise ModelError(f"the strategy '{name}' failed: {cause}") from error
    if scores.shape != (len(probabilities),):
        raise ModelError(
            f"the strategy '{name}' gave scores of shape {scores.shape}, not one a row: "
            f"({len(probabilities)},)"
        )
    if not np.isfinite(scores).all():
        raise ModelError(f"the strategy '{name}' gave scores that are not numbers")
    return cast("FloatArray", scores)
