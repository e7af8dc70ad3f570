"""What is said of predictions: who was named, from which probability on, and how good that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.learning.evaluation import SPOKEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from altui.learning.arrays import FloatArray, IntArray
    from altui.learning.evaluation import Evaluation
    from altui.learning.imbalance.threshold import Threshold


def threshold_in_words(threshold: Threshold, share: float, classes: Sequence[str]) -> str:
    """Why a class is named below one half; `share` is the threshold as it is shown."""
    name = classes[threshold.k]
    return (
        f"'{name}' is named from a probability of {share:.3g} on: hardly a row reaches 0.5. On the "
        f"labels, each predicted without itself, this threshold has an F1 of {threshold.f1:.2f} "
        f"({threshold.labels:,} are '{name}'); --threshold 0.5 names the likelier class."
    )


def quality_in_words(k: int, now: Evaluation, likelier: Evaluation, classes: Sequence[str]) -> str:
    """How good the classes are by the threshold, beside those of the likelier class, which is what
    the screen, the report and `altui certify` tell the accuracy of."""
    if not now.is_measured:
        return f"How good these predictions are is {now}."
    return (
        f"These predictions, {SPOKEN[now.kind]}: recall of '{classes[k]}' {now.recall(k)}, "
        f"precision {now.precision(k)}, accuracy {now.right}/{now.total}. The accuracy that altui "
        f"shows elsewhere is without the threshold: {likelier.right}/{likelier.total}."
    )


def unnamed_in_words(
    shown: FloatArray, predicted: IntArray, threshold: float | None, classes: Sequence[str]
) -> list[str]:
    """A sentence for each class that no row of the file (n, k) is given, and why."""
    if not len(shown):
        return []
    told = []
    for k, name in enumerate(classes):
        if (predicted == k).any():
            continue
        highest = float(shown[:, k].max())
        short = f"No row is named '{name}': its highest probability is {highest:.3g}"
        told.append(f"{short}, the threshold {threshold:.3g}." if threshold else f"{short}.")
    return told


def ranking_in_words(name: str, expected: float, rows: int) -> str:
    """How the rows are ordered, and what the number of hits rests on."""
    return (
        f"The rows most likely '{name}' come first. altui_expected adds up altui_p_{name} down to "
        f"each row: {expected:.1f} of {rows:,}. These are scores of the model that are not "
        "calibrated: the number is too high where the class was asked for more often than it occurs."
    )
