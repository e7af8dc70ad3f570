"""A panel is lines of spans: text and what it means. The style sheet gives the colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from altui.display.lines import KINDS, Line, cut, text_of
from altui.tui.panels.looks import Looks, line_cells
from altui.tui.panels.place import Place
from altui.tui.terminal.app import TerminalApp, repaint
from altui.tui.terminal.internals import OpenApp, OpenWidget

if TYPE_CHECKING:
    from textual import events
    from textual.strip import Strip

    from altui.labeling.view import View


KIND_CLASSES = {f"kind--{kind}" for kind in KINDS}
"""What the style sheet colours; of the app, since each widget's own would cost its start-up."""

WIDE = 100
"""Columns from which the curve stands beside the row."""


class LinesWidget(OpenWidget, can_focus=False):
    """Lines of spans; only those that change are repainted."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines: list[Line] = []
        self._looks: Looks | None = None

    def put_lines(self, lines: Sequence[Line]) -> None:
        old, self._lines = self._lines, list(lines)
        count = max(len(old), len(self._lines))
        changed = [y for y in range(count) if self._at(old, y) != self._at(self._lines, y)]
        if changed:
            self.repaint_lines(changed)

    def repaint_lines(self, changed: Sequence[int]) -> None:
        repaint(self, changed)

    def render_line(self, y: int) -> Strip:
        return self.looks.strip(self._at(self._lines, y), self.size.width)

    def plain_text(self) -> str:
        return "\n".join(map(text_of, self._lines))

    @property
    def looks(self) -> Looks:
        """How spans look here now."""
        app, filters = self.app, tuple(self.get_line_filters())
        if self._looks is None or self._looks.filters != filters:
            own = self.rich_style
            styles = {
                kind: own + app.get_component_styles(f"kind--{kind}").partial_rich_style
                for kind in KINDS
            }
            system = app.colour_system if isinstance(app, OpenApp) else None
            self._looks = Looks(styles, filters, self.background_colors[1], system)
        return self._looks

    def notify_style_update(self) -> None:
        self._looks = None
        super().notify_style_update()

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

    def place(self) -> Place | None:
        """The panel as it stands now; None where it is not shown."""
        width, height = self.size
        if not (self.display and width and height):
            return None
        return Place(self.maker(), width, height, self.looks)

    def maker(self) -> Callable[[View, int, int], Sequence[Line]]:
        """Makes the lines as they would be made now, in any thread."""
        return self.lines

    def show(self, view: View) -> None:
        self._view = view
        self.rebuild()

    def rebuild(self) -> None:
        width, height = self.size
        if self._view is not None and width and height:
            self.put_lines(self.fit_lines(self._view, width, height))

    def repaint_lines(self, changed: Sequence[int]) -> None:
        app, width, looks = self.app, self.size.width, self.looks
        if not isinstance(app, TerminalApp):
            super().repaint_lines(changed)
            return
        lines = {y: line_cells(self._at(self._lines, y), width, looks) for y in changed}
        app.paint(self, lines)

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002
        self.resize()

    def resize(self) -> None:
        self.rebuild()
