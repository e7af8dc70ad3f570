"""The accuracy curve beside a short row, where a narrow screen has no place of its own for it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from altui.display.lines import Line, Span, length
from altui.wording.view.curve import accuracy_lines

if TYPE_CHECKING:
    from altui.labeling.view import View

NARROWEST, SHORTEST = 36, 8
"""Cells and lines in which a curve can be read."""

GAP = 2


def with_curve(view: View, lines: Sequence[Line], width: int) -> Sequence[Line]:
    """The lines of a row with the curve right of those before its first blank line; the lines
    alone where there is no room."""
    head = [*takewhile(length, lines)]
    start = max(map(length, head), default=0) + GAP
    if width - start < NARROWEST or len(head) < SHORTEST:
        return lines
    drawn = accuracy_lines(view, width - start, len(head))
    beside = [
        (*each, Span(" " * (start - length(each))), *curve)
        for each, curve in zip(head, drawn, strict=False)
    ]
    return [*beside, *lines[len(beside) :]]
