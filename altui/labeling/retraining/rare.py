"""The threshold of a session's model for a rare class, and how good what it names is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.learning.evaluation import Evaluation, evaluate
from altui.learning.honesty.label_review import Doubts
from altui.learning.honesty.measured_rows import measured_rows
from altui.learning.imbalance.threshold import Threshold, choose_threshold, predict_classes

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
    return choose_threshold(doubts, known.rows, known.labels, unlabeled)


def evaluate_threshold(
    made: Retrained, threshold: Threshold | None, *, is_shown: bool = False
) -> Evaluation | None:
    """The evaluation of the classes by this threshold, on the test set or the random check; None
    where neither has a row. `is_shown`: the threshold is one for what is shown."""
    features = made.features
    matrix, labels, kind = measured_rows(features.matrix, features.test, made.knowledge)
    if not len(labels):
        return None
    scores = made.model.predict_proba(matrix)
    predicted = predict_classes(made.confidence(scores) if is_shown else scores, threshold)
    return evaluate(predicted, labels, made.training.n_classes, kind)
