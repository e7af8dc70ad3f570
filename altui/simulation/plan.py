"""What to run, and what came of it: strategies x models x seeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from altui.learning.evaluation import Evaluation
    from altui.simulation.run import Run


class Arm(NamedTuple):
    """One strategy asking for one model. Both are names, so that each process makes its own."""

    strategy: str
    model: str


@dataclass(frozen=True)
class Plan:
    """`noise` is the share of the oracle's answers that are wrong."""

    strategies: tuple[str, ...]
    seeds: tuple[int, ...]
    queries: int
    models: tuple[str, ...] = ("logistic",)
    noise: float = 0.0

    @property
    def arms(self) -> tuple[Arm, ...]:
        return tuple(Arm(strategy, model) for model in self.models for strategy in self.strategies)

    @property
    def fits(self) -> int:
        return len(self.arms) * len(self.seeds) * self.queries


@dataclass(frozen=True)
class SeedResult:
    """All runs of one seed, in the order of the plan's arms; for each model training on every
    label of the pool; and always answering the class that is commonest in the test set."""

    seed: int
    runs: tuple[Run, ...]
    full: tuple[Evaluation, ...]
    commonest: float
    pool_rows: int
