"""A panel is lines of spans: text and what it means. The style sheet gives the colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from altui.display.lines import KINDS, Line, Span, Tone, cut, text_of

if TYPE_CHECKING:
    from textual import events

    from altui.labeling.view import View


KIND_CLASSES = {f"kind--{kind}" for kind in KINDS}
"""What the style sheet colours; of the app, since each widget's own would cost its start-up."""

WIDE = 100
"""Columns from which the curve stands beside the row."""


class LinesWidget(Widget, can_focus=False):
    """Lines of spans; only those that change are repainted."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: list[Line] = []
        self._styles_by_kind: dict[Tone, Style] = {}

    def put_lines(self, lines: Sequence[Line]) -> None:
        old, self._lines = self._lines, list(lines)
        for y in range(max(len(old), len(self._lines))):
            if self._at(old, y) != self._at(self._lines, y):
                self.refresh(Region(0, y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        spans = self._at(self._lines, y)
        segments = [Segment(span.text, self._style_of(span)) for span in spans]
        return Strip(segments).adjust_cell_length(self.size.width, self._style("text"))

    def plain_text(self) -> str:
        return "\n".join(map(text_of, self._lines))

    def notify_style_update(self) -> None:
        self._styles_by_kind.clear()
        super().notify_style_update()

    def _style_of(self, span: Span) -> Style:
        if span.colours is None:
            return self._style(span.kind)
        front, ground = (colour and Color.from_rgb(*colour) for colour in span.colours)
        return Style(color=front, bgcolor=ground)

    def _style(self, kind: Tone) -> Style:
        if kind not in self._styles_by_kind:
            named = self.app.get_component_styles(f"kind--{kind}").partial_rich_style
            self._styles_by_kind[kind] = self.rich_style + named
        return self._styles_by_kind[kind]

    @staticmethod
    def _at(lines: Sequence[Line], y: int) -> Line:
        return lines[y] if y < len(lines) else ()


class Panel(LinesWidget):
    """Shows a View as lines; a subclass says which."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._view: View | None = None

    def lines(self, view: View, width: int, height: int) -> Sequence[Line]:
        """The lines for a place of so many cells; what is too much is cut off."""
        raise NotImplementedError

    def fit_lines(self, view: View, width: int, height: int) -> list[Line]:
        """At most `height` lines of at most `width` cells."""
        return [cut(each, width) for each in self.lines(view, width, height)[:height]]

    def show(self, view: View) -> None:
        self._view = view
        self.rebuild()

    def rebuild(self) -> None:
        width, height = self.size
        if self._view is not None and width and height:
            self.put_lines(self.fit_lines(self._view, width, height))

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002
        self.resize()

    def resize(self) -> None:
        self.rebuild()
