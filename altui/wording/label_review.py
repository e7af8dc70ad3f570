"""What is said where the person's own labels are asked for again: the same on both faces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.display.text import one_line
from altui.labeling.showing.titled import titles_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from altui.labeling.advising.second_look import Case
    from altui.labeling.showing.class_keys import ClassKey

ASKING = "asking the model which labels it contradicts: five trainings"

ASKED_AGAIN = "The other labels speak against yours here: what would you say now?"
"""The model may well agree: it has learned from this label too."""

WIDEST_CLASS = 30
WIDEST_ERROR = 400


def question_of(case: Case, classes: Sequence[ClassKey]) -> str:
    """Blind until the second label is given, then which of the two holds."""
    titles = titles_of(classes)
    first, second = (
        one_line(titles.get(each, each), WIDEST_CLASS) for each in (case.first, case.second)
    )
    if case.is_split:
        return f"This row is {first}, which is being split: which class is it now?"
    if not case.second:
        return ASKED_AGAIN
    return f"{first} before, {second} now: which holds?"


def describe_unasked(error: str) -> str:
    return f"The model could not be asked: {one_line(error, WIDEST_ERROR)}"
