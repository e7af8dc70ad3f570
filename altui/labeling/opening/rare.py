"""The threshold of a session's model for a rare class, and how good what it names is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.learning.evaluation import AUDIT, TEST, Evaluation, evaluate
from altui.learning.honesty.label_review import Doubts
from altui.learning.imbalance.threshold import Threshold, choose_threshold, predict_classes

if TYPE_CHECKING:
    from altui.labeling.opening.retrain import Retrained
    from altui.learning.arrays import IntArray, Matrix


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


def evaluate_threshold(made: Retrained, threshold: Threshold | None) -> Evaluation | None:
    """The evaluation of the classes by this threshold, on the test set or the random check; None
    where neither has a row."""
    features, check = made.features, made.knowledge.check
    if features.test_matrix is not None and features.test_labels is not None:
        return _evaluate(made, threshold, features.test_matrix, features.test_labels, TEST)
    if check is None or not len(check.rows):
        return None
    return _evaluate(made, threshold, made.training.matrix[check.rows], check.labels, AUDIT)


def _evaluate(
    made: Retrained, threshold: Threshold | None, matrix: Matrix, labels: IntArray, kind: str
) -> Evaluation:
    predicted = predict_classes(made.model.predict_proba(matrix), threshold)
    return evaluate(predicted, labels, made.training.n_classes, kind)
