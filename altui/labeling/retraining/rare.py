"""The threshold of a session's model for a rare class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.learning.honesty.label_review import Doubts
from altui.learning.imbalance.threshold import Threshold, choose_threshold

if TYPE_CHECKING:
    from altui.labeling.retraining.retrain import Retrained


def threshold_of(made: Retrained) -> Threshold | None:
    """The threshold from the labels of the session; None where the likelier class is named."""
    training, known = made.training, made.knowledge
    if not training.generation.names_rare_classes or training.n_classes != 2:
        return None
    if not known.available.any():
        return None
    unlabeled = made.model.predict_proba(training.matrix[known.available.nonzero()[0]])
    doubts = Doubts(training.matrix, made.view.settings.seed, training.fit)
    return choose_threshold(doubts, known.rows, known.labels, unlabeled, known.counts)
