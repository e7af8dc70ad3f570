"""The screen with the instructions: the guidelines, and what each class means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from altui.tui.bindings import count_lines, key_of
from altui.tui.panels.panel import LinesWidget
from altui.tui.screens.overlay import Overlay
from altui.tui.screens.page import Page, page_room
from altui.wording.guidelines import guidelines_lines

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from altui.config.keymap import KeyMap
    from altui.labeling.view import ClassKey


class GuidelinesScreen(Overlay[None]):
    """Paged like a row; a key that moves nothing goes back."""

    def __init__(self, text: str, classes: Sequence[ClassKey], keymap: KeyMap) -> None:
        super().__init__()
        self._text, self._class_keys, self._keymap = text, classes, keymap
        self._page = Page("guidelines", "any other key goes on")

    def compose(self) -> ComposeResult:
        yield LinesWidget(id="guidelines")

    def on_resize(self) -> None:
        width = max(self.size.width - 1, 1)
        self._page.body = guidelines_lines(self._text, self._class_keys, width)
        self._draw()

    def on_key(self, event: events.Key) -> None:
        event.stop()
        by = count_lines(self._keymap.action_of(key_of(event)), page_room(self.size.height))
        if not by:
            self.dismiss()
        elif self._page.move(by):
            self._draw()

    def _draw(self) -> None:
        self.query_one(LinesWidget).put_lines(self._page.lines(*self.size, self._keymap))
