"""An overlay of lines with a cursor: a title, the lines that fit, a word, and the keys.

A long word stands on several lines, as an error with its hint does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from altui.display.lines import Line, Span, cut, line, title_line
from altui.display.text import one_line, wrap
from altui.tui.panels.panel import LinesWidget
from altui.tui.screens.parts.cursor import Cursor
from altui.tui.screens.parts.overlay import Overlay
from altui.tui.screens.parts.page import page_room

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from altui.display.lines import Tone

Result = TypeVar("Result")

MOST_WORDS = 3
"""Lines for the word."""


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

    def wrap_word(self, text: str, tone: Tone) -> list[Line]:
        """The word in as many lines as it needs, and as there are."""
        width, height = max(self.width - 1, 1), self._place.size.height
        most = max(min(MOST_WORDS, height - 2), 1)
        *whole, last = [each for each in wrap(text, width) if each] or [""]
        if len(whole) >= most:
            last = one_line(" ".join((*whole[most - 1 :], last)), width)
        return [line(Span(each, tone)) for each in (*whole[: most - 1], last)]

    def put(self, title: str, note: str, words: Sequence[Line], keys: Line) -> None:
        width, height = self._place.size
        room = max(page_room(height) + 1 - len(words), 1)
        shown = self.cursor.show_in(room, self.count)
        self._place.put_lines(
            [
                title_line(title, max(width - 1, 1), note),
                *(cut(self.line_at(place), width) for place in shown),
                *[()] * (room - len(shown)),
                *(cut(each, width) for each in words),
            ]
        )
        self.query_one("#rows-keys", LinesWidget).put_lines([cut(keys, width)])

    @property
    def _place(self) -> LinesWidget:
        return self.query_one("#rows", LinesWidget)
