"""What is said where the person's own labels are asked for again: the same on both faces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.display.text import one_line

if TYPE_CHECKING:
    from altui.labeling.advising.second_look import Case

ASKING = "asking the model which labels it contradicts: five trainings"

WIDEST_CLASS = 30
WIDEST_ERROR = 400


def question_of(case: Case) -> str:
    """Blind until the second label is given, then which of the two holds."""
    if case.is_split:
        name = one_line(case.first, WIDEST_CLASS)
        return f"This row is {name}, which is being split: which class is it now?"
    if not case.second:
        return "You have labeled this row: what would you say now?"
    first, second = (one_line(each, WIDEST_CLASS) for each in (case.first, case.second))
    return f"{first} before, {second} now: which holds?"


def describe_unasked(error: str) -> str:
    return f"The model could not be asked: {one_line(error, WIDEST_ERROR)}"
