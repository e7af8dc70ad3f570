"""The screen with the instructions: the guidelines, and what each class means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from altui.display.markdown import markdown_lines
from altui.display.text import displayable, wrap
from altui.tui.dialogs import told_class
from altui.tui.keys import lines_moved, written
from altui.tui.overlay import Overlay
from altui.tui.page import Page, page_room
from altui.tui.panel import Line, Lines, Span, line
from altui.tui.sample import READABLE

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from altui.config.keymap import KeyMap
    from altui.tui.view import ClassKey


class GuidelinesScreen(Overlay[None]):
    """Paged like the sample; a key that moves nothing goes back."""

    def __init__(self, text: str, classes: Sequence[ClassKey], keymap: KeyMap) -> None:
        super().__init__()
        self._text, self._class_keys, self._keymap = text, classes, keymap
        self._page = Page("guidelines", "any other key goes on")

    def compose(self) -> ComposeResult:
        yield Lines(id="guidelines")

    def on_resize(self) -> None:
        width = max(self.size.width - 1, 1)
        self._page.body = guidelines_lines(self._text, self._class_keys, width)
        self._draw()

    def on_key(self, event: events.Key) -> None:
        event.stop()
        by = lines_moved(self._keymap.action_of(written(event)), page_room(self.size.height))
        if not by:
            self.dismiss()
        elif self._page.move(by):
            self._draw()

    def _draw(self) -> None:
        self.query_one(Lines).put_lines(self._page.lines(*self.size, self._keymap))


def guidelines_lines(text: str, classes: Sequence[ClassKey], width: int) -> list[Line]:
    """The guidelines, then each class that has a description with its key."""
    width = min(width, READABLE)
    lines = [
        line(Span(each.text, "title" if each.is_heading else "text"))
        for each in markdown_lines(text, width)
    ]
    described = [each for each in classes if each.description]
    if not described:
        return lines
    lines += [(), line(Span("The classes", "title"))] if lines else []
    for each in described:
        first, *more = wrap(displayable(told_class(each)), max(width - 3, 1))
        lines.append(line(Span(f"{each.key}  ", "key"), Span(first)))
        lines += [line(Span(f"   {rest}")) for rest in more]
    return lines
