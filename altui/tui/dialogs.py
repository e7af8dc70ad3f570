"""The screens on top: help, and the one that says a decision was not saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.screen import ModalScreen
from textual.widgets import Static

from altui.display.text import displayable
from altui.tui.keys import BINDINGS, help_rows

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from altui.errors import AltuiError
    from altui.tui.view import ClassKey


class HelpScreen(ModalScreen[None]):
    """Every key and what it does; any key goes back."""

    def __init__(self, classes: Sequence[ClassKey]) -> None:
        super().__init__()
        self._class_keys = classes

    def compose(self) -> ComposeResult:
        rows = [(each.key, f"label: {each.name}") for each in self._class_keys]
        rows += help_rows(BINDINGS)
        width = max(len(key) for key, _ in rows)
        lines = [f"{key.ljust(width)}  {displayable(meaning)}" for key, meaning in rows]
        yield Static("\n".join([*lines, "", "any key goes back"]), id="help", markup=False)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        self.dismiss()


class NotSavedScreen(ModalScreen[bool]):
    """A decision could not be written: nothing else can be done until it is or is dropped."""

    def __init__(self, what: str, error: AltuiError) -> None:
        super().__init__()
        self._what, self._error = what, error

    def compose(self) -> ComposeResult:
        text = (
            f"NOT SAVED: {self._what}\n\n{self._error}\n\n"
            "r  try again (the decision is kept until then)\n"
            "d  drop this one decision and go on\n\n"
            "All earlier decisions are on disk."
        )
        yield Static(displayable(text), id="not-saved", markup=False)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        if event.character in ("r", "d"):
            self.dismiss(event.character == "r")
