"""How good the model is, in a few words, or why this is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.learning.evaluation import not_measured
from altui.wording.certificate import verdict_in_words
from altui.wording.find import test_in_short
from altui.wording.summary import gain_in_words, measured_in_words

if TYPE_CHECKING:
    from altui.labeling.view import View


def accuracy_in_words(view: View) -> list[str]:
    """The last accuracy and its recent change. With a rare class: its recall and precision
    instead. Empty if nothing is measured."""
    if view.measured is None:
        return []
    gain = None if view.measured.rare is not None else view.curve.gain()
    told = measured_in_words(view.measured, view.settings.classes)
    return [told, gain_in_words(gain)] if gain else [told]


def how_far_in_words(view: View) -> list[str]:
    """The last accuracy; where a class is sought, how far that is."""
    if view.round.progress is not None:
        return test_in_short(view.round.progress)
    return accuracy_in_words(view)


def why_not_measured(view: View) -> str:
    """Why there is no accuracy, in a few words."""
    if view.round.verdict is not None:
        return verdict_in_words(view.round.verdict)
    if view.has_test:
        return "not measured yet"
    return not_measured(view.summary.checked) if view.settings.audit else "no test set"
