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
    lines = [*told, *[()] * height][:height]
    if not is_alone or view.measured is None:
        return lines
    # Below the sentence, whose lines end at the second blank one.
    blanks = [place for place, each in enumerate(told) if not length(each)]
    top = blanks[1] + 1
    start = max(map(length, lines[top:]), default=0) + GAP
    if width - start < NARROWEST:
        top, start = len(told) + 1, 0
    tall = min(height - top, max((width - start) // 2, SHORTEST))
    if tall < SHORTEST:
        return lines
    drawn = accuracy_lines(view, width - start, tall)
    beside = [
        (*each, Span(" " * (start - length(each))), *plot)
        for each, plot in zip(lines[top:], drawn, strict=False)
    ]
    return [*lines[:top], *beside, *lines[top + len(beside) :]]
