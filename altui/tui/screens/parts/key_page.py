"""A page of text that a key opens, such as how good the model is class by class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.widgets import Static

from altui.tui.screens.parts.overlay import Overlay

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult


FRAME = 6
"""Columns that the border and its padding take."""

AROUND_LINES = 4
"""Lines of the border and what stands below."""


class KeyPageScreen(Overlay[None]):
    """A page that fits the screen; any key goes back."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        yield Static(
            "\n".join([*self._lines, "", "any key goes back"]), id="key-page", markup=False
        )

    def on_key(self, event: events.Key) -> None:
        event.stop()
        self.dismiss()
