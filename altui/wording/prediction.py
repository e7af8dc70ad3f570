"""What is said of predictions: who was named, from which probability on, and how good that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.learning.evaluation import SPOKEN
from altui.wording.confidence import SCORE, confidence_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from altui.labeling.retraining.prediction import Prediction
    from altui.learning.evaluation import Evaluation
    from altui.learning.imbalance.threshold import Threshold


def prediction_in_words(prediction: Prediction) -> list[str]:
    """What the person should know of it, in sentences."""
    classes, share = prediction.pipeline.classes, prediction.shown_share
    threshold, told = prediction.threshold, []
    if threshold is not None and share is not None:
        if not prediction.is_given:
            told.append(_threshold(threshold, share, classes))
        if prediction.quality is not None:
            told.append(_quality(threshold.k, *prediction.quality, classes))
    told += _unnamed(prediction)
    return told + _ranking(prediction)


def _threshold(threshold: Threshold, share: float, classes: Sequence[str]) -> str:
    name = classes[threshold.k]
    return (
        f"'{name}' is named from a probability of {share:.3g} on, because hardly a row reaches "
        f"0.5. Tried on your labels, each predicted by a model that had not seen it, F1 is "
        f"{threshold.f1:.2f} ({threshold.labels:,} of them are '{name}'). --threshold 0.5 names "
        "the likelier class."
    )


def _quality(k: int, now: Evaluation, likelier: Evaluation, classes: Sequence[str]) -> str:
    # The screen, the report and certificates measure the likelier class.
    if not now.is_measured:
        return f"How good these predictions are is {now}."
    return (
        f"With this threshold, {SPOKEN[now.kind]}: recall of '{classes[k]}' {now.recall(k)}, "
        f"precision {now.precision(k)}, accuracy {now.right}/{now.total}. Everywhere else altui "
        f"shows and certifies the accuracy without it, here {likelier.right}/{likelier.total}."
    )


def _unnamed(prediction: Prediction) -> list[str]:
    """Which class no row of the file is given, and why."""
    classes, shown = prediction.pipeline.classes, prediction.shown
    if not len(shown):
        return []
    told = []
    for k, name in enumerate(classes):
        if (prediction.predicted == k).any():
            continue
        highest = f"the highest probability of it is {float(shown[:, k].max()):.3g}"
        if prediction.threshold is not None and prediction.threshold.k == k:
            highest += f", under the threshold of {prediction.shown_share:.3g}"
        told.append(f"No row is named '{name}': {highest}. --ranked orders the rows by it.")
    return told


def _ranking(prediction: Prediction) -> list[str]:
    """How the rows are ordered, and what the number of hits rests on."""
    ranking, wanted = prediction.ranking, prediction.wanted
    if ranking is None or wanted is None or not len(ranking.rows):
        return []
    name, rows = prediction.pipeline.classes[wanted], len(ranking.rows)
    kind = confidence_kind(prediction.pipeline.calibration) or SCORE
    calibration = prediction.pipeline.calibration
    high = f" It is too high where '{name}' was asked for more often than it occurs."
    is_fitted = calibration is not None and calibration.is_fitted
    return [
        f"The rows most likely '{name}' come first. altui_expected adds up altui_p_{name} down to "
        f"each row: {ranking.expected[-1]:.1f} in all {rows:,}. The probability is {kind}."
        f"{'' if is_fitted else high}"
    ]
