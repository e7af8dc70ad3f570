"""What to run, and the results: strategies x models x seeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from altui.learning.evaluation import Evaluation
    from altui.simulation.run import Run


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
