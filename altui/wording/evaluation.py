"""How good the model is, in a few words, or why this is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.learning.evaluation import SPOKEN, TEST, not_measured
from altui.wording.certificate import verdict_in_words
from altui.wording.figures.find import test_in_short
from altui.wording.summary import gain_in_words, measured_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from altui.labeling.view import View
    from altui.learning.evaluation import Evaluation


def accuracy_forms(view: View) -> list[list[str]]:
    """The last accuracy and its recent change, in more words and in fewer. With a rare class: its
    recall and precision instead. Empty if nothing is measured."""
    if view.measured is None:
        return []
    gain = None if view.measured.rare is not None else view.curve.gain()
    change = [gain_in_words(gain)] if gain else []
    forms = measured_forms(view.measured, view.settings.classes)
    return [[told, *change] for told in forms]


def how_far_forms(view: View) -> list[list[str]]:
    """The last accuracy; where a class is sought, how far that is."""
    if view.round.progress is not None:
        return [test_in_short(view.round.progress)]
    return accuracy_forms(view)


def measured_forms(evaluation: Evaluation, classes: Sequence[str]) -> list[str]:
    """What was measured, in more words and in fewer; the fewest are those of the summary."""
    short = measured_in_words(evaluation, classes)
    if evaluation.rare is not None or not evaluation.is_measured:
        return [short]
    right, total, kind = evaluation.right, evaluation.total, SPOKEN[evaluation.kind]
    low, high = (f"{100 * edge:.0f}" for edge in evaluation.interval)
    interval = f"{low} to {high} %"
    if evaluation.kind != TEST:
        figure = f"{right}/{total} = {100 * evaluation.accuracy:.0f} %"
        return [f"{figure} ({kind}, likely {interval})", short]
    spelled, figure = f"{right} of {total} {kind} rows", f"{evaluation.accuracy:.4f}"
    counted = f"{right}/{total} {kind} rows"
    told = (f"{spelled}, likely {interval}", f"{spelled}, {interval}", f"{counted}, {interval}")
    return [*(f"{figure} ({each})" for each in told), short]


def why_not_measured(view: View) -> str:
    """Why there is no accuracy, in a few words."""
    if view.round.verdict is not None:
        return verdict_in_words(view.round.verdict)
    if view.has_test:
        return "not measured yet"
    return not_measured(view.summary.checked) if view.settings.audit else "no test set"
