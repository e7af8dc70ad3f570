"""An overlay of lines with a cursor: a title, the lines that fit, a word, and the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from altui.display.lines import Line, cut, title_line
from altui.tui.panels.panel import LinesWidget
from altui.tui.screens.parts.cursor import Cursor
from altui.tui.screens.parts.overlay import Overlay
from altui.tui.screens.parts.page import page_room

if TYPE_CHECKING:
    from textual.app import ComposeResult

Result = TypeVar("Result")


class LinesOverlay(Overlay[Result]):
    """A subclass draws itself by `put`, and has its `count` of lines."""

    def __init__(self) -> None:
        super().__init__()
        self.cursor = Cursor()

    def compose(self) -> ComposeResult:
        yield LinesWidget(id="rows")
        yield LinesWidget(id="rows-keys")

    def on_resize(self) -> None:
        self.draw()

    def draw(self) -> None:
        raise NotImplementedError

    @property
    def count(self) -> int:
        raise NotImplementedError

    def line_at(self, place: int) -> Line:
        raise NotImplementedError

    def follow(self, move: str) -> None:
        """Move the cursor as a key action says."""
        self.cursor.follow(move, page_room(self._place.size.height), self.count)

    @property
    def width(self) -> int:
        return self._place.size.width

    def put(self, title: str, note: str, word: Line, keys: Line) -> None:
        width, height = self._place.size
        room = page_room(height)
        shown = self.cursor.show_in(room, self.count)
        self._place.put_lines(
            [
                title_line(title, max(width - 1, 1), note),
                *(cut(self.line_at(place), width) for place in shown),
                *[()] * (room - len(shown)),
                cut(word, width),
            ]
        )
        self.query_one("#rows-keys", LinesWidget).put_lines([cut(keys, width)])

    @property
    def _place(self) -> LinesWidget:
        return self.query_one("#rows", LinesWidget)
