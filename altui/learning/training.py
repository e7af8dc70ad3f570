"""How labels become a model: the same way for Rounds, held-out predictions and what comes after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from altui.learning.classifiers.models import FittedModel, ModelFactory, fit
from altui.learning.classifiers.row_weights import takes_weights
from altui.learning.generation import OLDEST, Generation
from altui.learning.imbalance.weights import choose_weight
from altui.learning.seed_texts import SeedTexts

if TYPE_CHECKING:
    from altui.learning.arrays import IntArray, Matrix


def usable_seeds(seeds: tuple[Matrix, IntArray] | None, factory: ModelFactory) -> SeedTexts | None:
    """Texts that the model begins from; None for a model that takes no weights of rows."""
    return SeedTexts(*seeds) if seeds is not None and takes_weights(factory) else None


@dataclass(frozen=True, eq=False)
class Training:
    """`is_text` says that words of the rows are learned from, `generation` which fixed rules
    apply, `seeds` are the texts that the model begins from."""

    factory: ModelFactory
    matrix: Matrix
    n_classes: int
    is_text: bool = False
    generation: Generation = OLDEST
    seeds: SeedTexts | None = None

    def can_fit(self, labels: IntArray) -> bool:
        """Whether something is known of two classes."""
        known = labels if self.seeds is None else self.seeds.known_classes(labels)
        return len(known) > 1 and bool(known.min() != known.max())

    def fit(
        self,
        rows: IntArray,
        labels: IntArray,
        counts: IntArray | None = None,
        *,
        start: FittedModel | None = None,
    ) -> FittedModel:
        """The model of the labeled rows (m,), from two classes on; each trains as if it were there
        as often as the `counts` (m,) say. `start` only saves time."""
        weight = choose_weight(labels, is_text=self.is_text, generation=self.generation)
        n = self.n_classes
        return fit(
            self.factory,
            self.matrix,
            rows,
            labels,
            n,
            start=start,
            class_weight=weight,
            seeds=self.seeds,
            counts=counts,
        )
