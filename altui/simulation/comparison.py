"""Many runs compared: means with standard errors, and paired differences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan, sqrt
from typing import TYPE_CHECKING

import numpy as np

from altui.learning.strategies import RANDOM, in_words
from altui.simulation.plan import Variant

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray
    from altui.simulation.plan import SeedResult

SHARES = (0.90, 0.95, 0.99)
"""Shares of the accuracy with all labels. The report shows how many labels reach each."""


@dataclass(frozen=True)
class Mean:
    """A mean over `seeds` and its standard error (nan for a single seed)."""

    value: float
    error: float
    seeds: int = 1

    @property
    def is_clear(self) -> bool:
        """Whether zero is outside Student's 95 % interval. For two seeds that is 13 errors wide."""
        from scipy.special import stdtrit

        return bool(abs(self.value) > self.error * stdtrit(self.seeds - 1, 0.975))


@dataclass(frozen=True)
class PairedDifference:
    """A strategy minus random, with the same model on the same splits. `ahead`, `behind` and
    `equal` count seeds."""

    variant: Variant
    end: Mean
    area: Mean
    ahead: int
    behind: int
    equal: int


@dataclass(frozen=True, eq=False)
class MeanCurve:
    """A variant's accuracies (seeds, queries + 1)."""

    variant: Variant
    accuracies: FloatArray

    @property
    def mean(self) -> FloatArray:
        return np.asarray(self.accuracies.mean(axis=0))

    @property
    def errors(self) -> FloatArray:
        """Standard errors (queries + 1,) of the mean; nan for a single seed."""
        seeds = len(self.accuracies)
        if seeds < 2:
            return np.full(self.accuracies.shape[1], nan)
        return np.asarray(self.accuracies.std(axis=0, ddof=1) / sqrt(seeds))

    @property
    def start(self) -> Mean:
        return mean(self.accuracies[:, 0])

    @property
    def end(self) -> Mean:
        return mean(self.accuracies[:, -1])

    @property
    def area(self) -> Mean:
        return mean(self.areas)

    @property
    def areas(self) -> FloatArray:
        """Area under each accuracy curve (seeds,), divided by its width: a mean accuracy."""
        return np.asarray((self.accuracies[:, 1:] + self.accuracies[:, :-1]).mean(axis=1) / 2)


@dataclass(frozen=True, eq=False)
class Comparison:
    """All variants over all seeds. `labeled` (queries + 1,) are the counts of labels. `full` is
    the accuracy of each model with every label, `commonest` that of the commonest class."""

    seeds: int
    test_rows: int
    pool_rows: int
    labeled: tuple[int, ...]
    curves: tuple[MeanCurve, ...]
    full: Mapping[str, Mean]
    commonest: Mean

    @property
    def queries(self) -> int:
        return len(self.labeled) - 1

    def differences(self) -> list[PairedDifference]:
        """Each strategy compared with random; empty if random did not run."""
        rivals = {c.variant.model: c for c in self.curves if c.variant.strategy == RANDOM}
        return [
            _difference(curve, rivals[curve.variant.model])
            for curve in self.curves
            if curve.variant.strategy != RANDOM and curve.variant.model in rivals
        ]

    def name(self, variant: Variant) -> str:
        """A name for the variant that no other variant has."""
        strategy = in_words(variant.strategy)
        return f"{strategy}, {variant.model}" if len(self.full) > 1 else strategy

    def labels_needed(self, curve: MeanCurve, share: float) -> int | None:
        """The labels at which the mean curve first reaches this share of the accuracy that its
        model has with all labels."""
        reached = np.flatnonzero(curve.mean >= share * self.full[curve.variant.model].value)
        return self.labeled[reached[0]] if len(reached) else None


def compare(results: Sequence[SeedResult]) -> Comparison:
    first = results[0].runs
    steps = [step.labeled for step in first[0].steps]
    models = dict.fromkeys(run.model for run in first)
    curves = [
        MeanCurve(
            Variant(run.strategy, run.model),
            np.array([[s.accuracy for s in result.runs[k].steps] for result in results]),
        )
        for k, run in enumerate(first)
    ]
    return Comparison(
        seeds=len(results),
        test_rows=results[0].full[0].total,
        pool_rows=results[0].pool_rows,
        labeled=tuple(steps),
        curves=tuple(curves),
        full={
            model: mean(np.array([result.full[k].accuracy for result in results]))
            for k, model in enumerate(models)
        },
        commonest=mean(np.array([result.commonest for result in results])),
    )


def mean(values: FloatArray) -> Mean:
    if len(values) < 2:
        return Mean(float(values[0]), nan)
    error = float(values.std(ddof=1)) / sqrt(len(values))
    return Mean(float(values.mean()), error, len(values))


def _difference(curve: MeanCurve, rival: MeanCurve) -> PairedDifference:
    end = curve.accuracies[:, -1] - rival.accuracies[:, -1]
    return PairedDifference(
        variant=curve.variant,
        end=mean(end),
        area=mean(curve.areas - rival.areas),
        ahead=int((end > 0).sum()),
        behind=int((end < 0).sum()),
        equal=int((end == 0).sum()),
    )
