"""How lines of spans look: styles, filters and colours as they are now, for any thread.

What a line looks like depends on nothing but the line, its width and the Looks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from altui.display.lines import Line, Span, Tone
from altui.tui.terminal.cells import Cells, cells_of

if TYPE_CHECKING:
    from rich.color import ColorSystem
    from textual.color import Color as Ground
    from textual.filter import LineFilter

KEPT = 4096
"""Lines whose cells are kept: those of all frames that are made ahead, and of the last ones."""


@dataclass(frozen=True, eq=False)
class Looks:
    """Those of one panel. Two are equal only if they are the same one."""

    styles: Mapping[Tone, Style]
    filters: tuple[LineFilter, ...]
    ground: Ground
    system: ColorSystem | None

    def strip(self, spans: Line, width: int) -> Strip:
        """The line before Textual's filters."""
        segments = [Segment(span.text, self._style_of(span)) for span in spans]
        return Strip(segments).adjust_cell_length(width, self.styles["text"])

    def _style_of(self, span: Span) -> Style:
        if span.colours is None:
            return self.styles[span.kind]
        front, ground = (colour and Color.from_rgb(*colour) for colour in span.colours)
        return Style(color=front, bgcolor=ground)


@lru_cache(KEPT)
def line_cells(spans: Line, width: int, looks: Looks) -> Cells:
    """The line as the terminal's cells, `width` of them."""
    strip = looks.strip(spans, width)
    for each in looks.filters:
        strip = strip.apply_filter(each, looks.ground)
    return cells_of(strip, looks.system)
