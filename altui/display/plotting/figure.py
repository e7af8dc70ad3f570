"""plotext's one figure: dots and glyphs in, lines of spans out. The only importer of plotext."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from altui.display.lines import Line, Span, Tone, cut, length
from altui.display.plotting.axes import Canvas
from altui.display.plotting.dots import ACROSS, UP, Places

_DOTS = "braille"
_CODE = re.compile(r"\x1b\[(?:0|38;5;(\d+))m")


class Figure:
    """Two axes whose unit is a cell, and nothing on them. A second one clears the first.

    Of `tones` the first is that of the axes. What comes later is drawn over what came before.
    """

    def __init__(self, canvas: Canvas, tones: Sequence[Tone]) -> None:
        import plotext

        self._canvas, self._tones = canvas, tones
        self._figure: Any = plotext
        self._figure.clear_figure()
        self._figure.limit_size(False, False)
        self._figure.plotsize(canvas.width, canvas.rows + 2)
        self._figure.theme("clear")
        self._figure.xaxes(True, False)
        self._figure.yaxes(True, False)
        # plotext has no axis of length 0, which a single row or column has.
        self._span = max(canvas.columns - 1, 1), max(canvas.rows - 1, 1)
        self._figure.xlim(0, self._span[0])
        self._figure.ylim(0, self._span[1])
        self._figure.xticks([*canvas.x.ticks], [*canvas.x.ticks.values()])
        self._figure.yticks([*canvas.y.ticks], [*canvas.y.ticks.values()])

    def put_glyphs(self, cells: Places, glyph: str, tone: Tone) -> None:
        if cells := list(cells):
            self._figure.scatter(*zip(*cells, strict=True), marker=glyph, color=self._colour(tone))

    def put_dots(self, dots: Places, tone: Tone) -> None:
        if points := self._points(dots):
            self._figure.scatter(*points, marker=_DOTS, color=self._colour(tone))

    def join_dots(self, dots: Places, tone: Tone) -> None:
        if points := self._points(dots):
            self._figure.plot(*points, marker=_DOTS, color=self._colour(tone))

    def lines(self) -> list[Line]:
        """As many cells wide as the canvas, each span in the tone that it was drawn in."""
        rows = self._figure.build().split("\n")[: self._canvas.rows + 2]
        return [_filled(self._spans(each), self._canvas.width) for each in rows]

    def _colour(self, tone: Tone) -> int:
        """The number of a tone as a colour, by which it is found again in what plotext draws."""
        return self._tones.index(tone)

    def _points(self, dots: Places) -> list[tuple[float, ...]]:
        across = self._span[0] / (ACROSS * self._canvas.columns - 1)
        up = self._span[1] / (UP * self._canvas.rows - 1)
        return [*zip(*((x * across, y * up) for x, y in dots), strict=True)]

    def _spans(self, text: str) -> Iterator[Span]:
        """Each stretch of one colour; axes and tick labels have none."""
        tone, number = self._tones[0], 0
        for place, part in enumerate(_CODE.split(text)):
            if place % 2:
                number = int(part or 0)
            elif part:
                # A blank has no colour: it goes with what stands before it.
                tone = self._tones[number] if part.strip() else tone
                yield Span(part, tone)


def _filled(spans: Iterable[Span], width: int) -> Line:
    """On exactly so many cells; neighbours of one tone are one span. Every glyph of a plot has one
    cell: they need none of the care that foreign text does."""
    runs = groupby(spans, key=lambda span: span.kind)
    kept = cut(tuple(Span("".join(span.text for span in run), kind) for kind, run in runs), width)
    room = width - length(kept)
    return (*kept, Span(" " * room, "dim")) if room else kept
