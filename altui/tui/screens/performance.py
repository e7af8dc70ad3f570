"""How good the model is, class by class: recall, precision and the confusion table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from altui.tui.screens.overlay import Overlay
from altui.wording.performance import performance_lines

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from altui.labeling.view import View


FRAME = 6
"""Columns that the border and its padding take."""


class PerformanceScreen(Overlay[None]):
    """Any key goes back."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self._view = view

    def compose(self) -> ComposeResult:
        width = max(self.app.size.width - FRAME, 1)
        lines = performance_lines(self._view, width)
        yield Static("\n".join([*lines, "", "any key goes back"]), id="performance", markup=False)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        self.dismiss()
