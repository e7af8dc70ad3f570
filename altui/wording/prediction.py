"""What is said of predictions: who was named, from which probability on, and how good that is."""

from __future__ import annotations

from collections import Counter
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from altui.data.paths.places import spelled
from altui.labeling.predicting.outcome import Outcome
from altui.labeling.retraining.prediction import Prediction
from altui.learning.evaluation import SPOKEN
from altui.suggestions import list_some
from altui.wording.confidence import SCORE, confidence_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from altui.labeling.predicting.folder_run import FolderPlan
    from altui.labeling.retraining.pipeline import Pipeline
    from altui.learning.evaluation import Evaluation
    from altui.learning.imbalance.threshold import Threshold


def prediction_in_words(prediction: Prediction) -> list[str]:
    """What the person should know of it, in sentences."""
    told = [*_by_threshold(prediction), *_unnamed(prediction, Outcome.of(prediction))]
    return told + _ranking(prediction)


def plan_in_words(plan: FolderPlan) -> list[str]:
    """What is left as it is, what is made anew, and why."""
    told = []
    if plan.done:
        fit = "is there already and fits" if len(plan.done) == 1 else "are there already and fit"
        told.append(f"{_files(len(plan.done))} {fit}")
    reasons = Counter(each.reason for each in plan.outdated)
    told += [f"{_files(count)} made anew: {reason}" for reason, count in reasons.items()]
    if plan.folder.others:
        named = list_some(plan.folder.others)
        told.append(f"of no file of the data, and left as they are: {named}")
    return told


def folder_in_words(
    pipeline: Pipeline, plan: FolderPlan, made: Outcome, share: float | None, seconds: float
) -> list[str]:
    """The summary of a run into a folder, which took so many `seconds`."""
    files = _files(len(plan.requests))
    of = f"{made.rows:,} rows of {files} written to {spelled(plan.folder.place)}"
    rate = f", {made.rows / seconds:,.0f} rows a second" if made.rows and seconds else ""
    model = f"labeled by the {pipeline.name} model of {pipeline.labels:,} labels"
    told = [f"{of}, {model}{rate}"] if plan.requests else ["nothing is left to do"]
    outcome = made + plan.done_before()
    named = zip(pipeline.classes, outcome.counts, strict=True)
    counts = ", ".join(f"'{name}' {count:,}" for name, count in named)
    told.append(f"All {outcome.rows:,} rows of the folder: {counts}")
    if pipeline.calibration is not None:
        told.append(f"The probabilities are {confidence_kind(pipeline.calibration)}.")
    none = Prediction.of(pipeline, np.zeros((0, len(pipeline.classes))), share)
    pipeline.transformer.encoder.values.strays = dict(made.strays)
    return [*pipeline.transformer.strays, *told, *_by_threshold(none), *_unnamed(none, outcome)]


def _files(count: int) -> str:
    return f"{count:,} file{'' if count == 1 else 's'}"


def _by_threshold(prediction: Prediction) -> list[str]:
    classes, share = prediction.pipeline.classes, prediction.shown_share
    threshold, told = prediction.threshold, []
    if threshold is not None and share is not None:
        if not prediction.is_given:
            told.append(_threshold(threshold, share, classes))
        if prediction.quality is not None:
            told.append(_quality(threshold.k, *prediction.quality, classes))
    return told


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


def _unnamed(prediction: Prediction, outcome: Outcome) -> list[str]:
    """Which class no row is given, and why."""
    if not outcome.rows:
        return []
    told = []
    for k, name in enumerate(prediction.pipeline.classes):
        if outcome.counts[k]:
            continue
        if not isfinite(outcome.highest[k]):
            told.append(f"No row is named '{name}'.")
            continue
        highest = f"the highest probability of it is {outcome.highest[k]:.3g}"
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
