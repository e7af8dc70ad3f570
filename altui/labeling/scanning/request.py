"""What a scan is asked for. A request can be pickled, and goes to other processes and machines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from altui.learning.newton.classifier import NewtonLogistic
from altui.learning.strategies.names import find_strategy, split_class, wanted_class
from altui.learning.strategies.query_strategy import Moment
from altui.learning.strategies.uncertainty import MARGIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from altui.labeling.scanning.source import ScanSource
    from altui.learning.classifiers.models import Classifier, FittedModel
    from altui.learning.strategies.query_strategy import Score


@dataclass(frozen=True, eq=False)
class Selection:
    """The `count` best rows by the strategy, of those that are not left out: rows whose id has a
    hash of at most `cutoff` (the sample), rows with one of the ids `known`, and those that the
    source leaves out.

    `seed` and `labeled`, the number of labels, are what some strategies draw by. The strategy
    becomes the one that a scan can go by: see `scan_strategy`.
    """

    model: FittedModel
    classes: Sequence[str]
    strategy: str
    count: int
    cutoff: int | None = None
    known: frozenset[str] = frozenset()
    seed: int = 0
    labeled: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "strategy", scan_strategy(self.strategy))
        object.__setattr__(self, "model", without_fit(self.model))

    def score(self) -> Score:
        """From probabilities (n, k) of all classes to scores (n,)."""
        strategy, wanted = find_strategy(self.strategy), wanted_class(self.strategy)
        assert strategy.score is not None
        if strategy.parameters is None:
            return strategy.score
        index = None if wanted is None else list(self.classes).index(wanted)
        moment = Moment(self.seed, len(self.classes), self.labeled, index)
        return partial(strategy.score, **strategy.parameters(moment))


@dataclass(frozen=True, eq=False)
class ScanRequest:
    source: ScanSource
    selection: Selection


def scan_strategy(name: str) -> str:
    """The strategy that a scan goes by: the same if it is a function of a row's probabilities
    alone, else margin. So it is for random rows, for density-weighted, for disagreement with
    suggestions, and for a strategy of the user's own."""
    found, _ = split_class(name)
    is_of_row = found is not None and found.score is not None
    if found is None or not is_of_row or found.weights is not None:
        return MARGIN.name
    return MARGIN.name if found.takes_whole_pool or found.takes_suggestions else name


def without_fit(model: FittedModel) -> FittedModel:
    """The same predictions, without the labeled rows that the next fit would begin from."""
    classifier = model.classifier
    # Exactly this class: a subclass may predict differently.
    if type(classifier) is not NewtonLogistic:
        return model
    made = NewtonLogistic(C=classifier.C, class_weight=classifier.class_weight)
    made.classes_, made.intercept_ = classifier.classes_, classifier.intercept_
    made.coefficients, made.is_settled = classifier.coefficients, classifier.is_settled
    bare: Classifier = made
    return replace(model, classifier=bare)
