"""How labels become a model: the same way for Rounds, held-out predictions and what comes after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from altui.learning.classifiers.models import FittedModel, ModelFactory, fit
from altui.learning.generation import OLDEST, Generation
from altui.learning.imbalance.weights import choose_weight

if TYPE_CHECKING:
    from altui.learning.arrays import IntArray, Matrix


@dataclass(frozen=True, eq=False)
class Training:
    """`is_text` says that words of the rows are learned from, `generation` which fixed rules
    apply."""

    factory: ModelFactory
    matrix: Matrix
    n_classes: int
    is_text: bool = False
    generation: Generation = OLDEST

    def fit(
        self, rows: IntArray, labels: IntArray, start: FittedModel | None = None
    ) -> FittedModel:
        """The model of the labeled rows (m,), from two classes on; `start` only saves time."""
        weight = choose_weight(labels, is_text=self.is_text, generation=self.generation)
        n = self.n_classes
        return fit(self.factory, self.matrix, rows, labels, n, start=start, class_weight=weight)
