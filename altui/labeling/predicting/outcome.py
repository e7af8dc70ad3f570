"""What was predicted of some rows, in figures that add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from altui.data.features.values import Strays
    from altui.labeling.retraining.prediction import Prediction


@dataclass(frozen=True)
class Outcome:
    """`counts` has the rows of each class, `highest` the highest probability of each, infinity
    where it is not known. `strays` are the cells that were no numbers or dates, by their columns.
    """

    rows: int
    counts: tuple[int, ...]
    highest: tuple[float, ...]
    strays: Mapping[str, Strays] = field(default_factory=dict)

    @classmethod
    def nothing(cls, classes: int) -> Outcome:
        return cls(0, (0,) * classes, (0.0,) * classes)

    @classmethod
    def of(cls, prediction: Prediction, strays: Mapping[str, Strays] | None = None) -> Outcome:
        rows, classes = prediction.shown.shape
        if not rows:
            return cls.nothing(classes)
        counts = np.bincount(prediction.predicted, minlength=classes)
        # Along a column at a time it is ten times as quick.
        highest = [float(each.max()) for each in prediction.shown.T]
        return cls(rows, tuple(counts.tolist()), tuple(highest), strays or {})

    def __add__(self, other: Outcome) -> Outcome:
        strays = dict(self.strays)
        for name, found in other.strays.items():
            first = strays.get(name, found)
            more = found.count if name in strays else 0
            strays[name] = replace(first, count=first.count + more)
        return Outcome(
            self.rows + other.rows,
            tuple(a + b for a, b in zip(self.counts, other.counts, strict=True)),
            tuple(map(max, self.highest, other.highest)),
            strays,
        )


def total(outcomes: Iterable[Outcome], classes: int) -> Outcome:
    return sum(outcomes, Outcome.nothing(classes))
