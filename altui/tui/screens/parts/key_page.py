"""A page of text that a key opens, such as how good the model is class by class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from altui.tui.screens.parts.overlay import Overlay
from altui.wording.pages.key_pages import KEY_PAGES

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from altui.labeling.view import View


FRAME = 6
"""Columns that the border and its padding take."""


class KeyPageScreen(Overlay[None]):
    """The page of the key action `page_id`; any key goes back."""

    def __init__(self, page_id: str, view: View) -> None:
        super().__init__()
        self.page_id, self._view = page_id, view

    def compose(self) -> ComposeResult:
        width = max(self.app.size.width - FRAME, 1)
        lines = KEY_PAGES[self.page_id](self._view, width)
        yield Static("\n".join([*lines, "", "any key goes back"]), id="key-page", markup=False)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        self.dismiss()
