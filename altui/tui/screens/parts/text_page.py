"""A text on a screen of its own, paged like a row; a key that moves nothing goes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from altui.tui.bindings import count_lines, key_of
from altui.tui.panels.panel import LinesWidget
from altui.tui.screens.parts.overlay import Overlay
from altui.tui.screens.parts.page import Page, page_room

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult

    from altui.config.keymap import KeyMap
    from altui.display.lines import Line


class TextScreen(Overlay[None]):
    """`lines` gives the text for so many cells."""

    PLACE = "text-page"

    def __init__(
        self, title: str, note: str, lines: Callable[[int], Sequence[Line]], keymap: KeyMap
    ) -> None:
        super().__init__()
        self._lines, self._keymap = lines, keymap
        self._page = Page(title, note)

    def compose(self) -> ComposeResult:
        yield LinesWidget(id=self.PLACE)

    def on_resize(self) -> None:
        self._page.body = self._lines(max(self.size.width - 1, 1))
        self._draw()

    def on_key(self, event: events.Key) -> None:
        event.stop()
        self.take_key(event)

    def take_key(self, event: events.Key) -> None:
        by = count_lines(self._keymap.action_of(key_of(event)), page_room(self.size.height))
        if not by:
            self.dismiss()
        elif self._page.move(by):
            self._draw()

    def _draw(self) -> None:
        self.query_one(LinesWidget).put_lines(self._page.lines(*self.size, self._keymap))
