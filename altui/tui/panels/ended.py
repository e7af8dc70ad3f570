"""The end of the work in place of a row: where no curve stands beside it, with the curve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from altui.display.lines import Line, Span, length
from altui.wording.ending import ending_lines
from altui.wording.view.curve import accuracy_lines

if TYPE_CHECKING:
    from altui.labeling.view import View

NARROWEST, SHORTEST = 24, 10
"""Cells and lines in which a curve can be read."""

GAP = 2


def ended_lines(view: View, width: int, height: int, *, is_alone: bool) -> Sequence[Line]:
    """`height` lines. The curve stands right of the summary or below it if there is room, and
    something is measured."""
    told = ending_lines(view, width)
    if not is_alone or view.measured is None:
        return _fill(told, height)
    top, start = _place_below_sentence(told)
    if width - start < NARROWEST:
        top, start = len(told) + 1, 0
    if height - top < SHORTEST:
        wrapped = ending_lines(view, width, width - NARROWEST - GAP)
        top, start = _place_below_sentence(wrapped)
        if width - start < NARROWEST or len(wrapped) > height:
            return _fill(told, height)
        told = wrapped
    tall = min(height - top, max((width - start) // 2, SHORTEST))
    if tall < SHORTEST:
        return _fill(told, height)
    lines = _fill(told, height)
    drawn = accuracy_lines(view, width - start, tall)
    beside = [
        (*each, Span(" " * (start - length(each))), *plot)
        for each, plot in zip(lines[top:], drawn, strict=False)
    ]
    return [*lines[:top], *beside, *lines[top + len(beside) :]]


def _place_below_sentence(told: Sequence[Line]) -> tuple[int, int]:
    """The first line below the sentence, whose lines end at the second blank one, and the first
    cell that is free beside all lines from there on."""
    blanks = [place for place, each in enumerate(told) if not length(each)]
    top = blanks[1] + 1
    return top, max(map(length, told[top:]), default=0) + GAP


def _fill(lines: Sequence[Line], height: int) -> list[Line]:
    return [*lines, *[()] * height][:height]
