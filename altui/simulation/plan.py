"""What to run, and the results: strategies x models x seeds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from altui.learning.classifiers.models import model_factory
from altui.learning.strategies import check_has_suggestions, check_wanted_class, find_strategy

if TYPE_CHECKING:
    from altui.learning.evaluation import Evaluation
    from altui.simulation.run import Run

STRATEGIES = ("margin", "random")
MODEL = "newton"
QUERIES = 100
SEEDS = 20
INITIAL = 10
"""What a simulation of labeled rows does where nothing else is said: `INITIAL` is how many random
rows are labeled at the start of each run."""


def check_names(strategies: Iterable[str], models: Iterable[str]) -> None:
    """Raises InputError for strategies and models that there are not."""
    for model in models:
        model_factory(model, seed=0, sparse=False)
    for strategy in strategies:
        find_strategy(strategy)


def check_strategies(strategies: Iterable[str], classes: Sequence[str]) -> None:
    """Raises InputError for a strategy that needs what a simulation of these classes has not."""
    for strategy in strategies:
        check_wanted_class(strategy, classes)
        check_has_suggestions(strategy, has_suggestions=False)


class Variant(NamedTuple):
    """A strategy with a model. Both are names: each process makes its own objects."""

    strategy: str
    model: str


@dataclass(frozen=True)
class Plan:
    """`noise` is the share of wrong answers of the oracle; `trains_on_all` says whether each model
    is also trained on every label, to compare with."""

    strategies: tuple[str, ...]
    seeds: tuple[int, ...]
    queries: int
    models: tuple[str, ...] = ("logistic",)
    noise: float = 0.0
    trains_on_all: bool = True

    @property
    def variants(self) -> tuple[Variant, ...]:
        return tuple(
            Variant(strategy, model) for model in self.models for strategy in self.strategies
        )

    @property
    def fits(self) -> int:
        return len(self.variants) * len(self.seeds) * self.queries


@dataclass(frozen=True)
class SeedResult:
    """All runs of one seed, in the order of the plan's variants. Also the accuracy of each model
    trained on every label of the pool, where the plan asks for it, and of always predicting the
    test set's commonest class."""

    seed: int
    runs: tuple[Run, ...]
    full: tuple[Evaluation, ...]
    commonest: float
    pool_rows: int
