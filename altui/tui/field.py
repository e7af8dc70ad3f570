"""A line to type into, which sends nothing while nobody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

if TYPE_CHECKING:
    from textual import events


class Field(Input):
    """Enter submits what was typed before it; what came with the enter is dropped."""

    def __init__(self, value: str = "", *, id: str, placeholder: str = "") -> None:  # noqa: A002
        super().__init__(value, placeholder=placeholder, id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False  # blinking sends bytes for ever
        self._is_submitting = False

    def on_key(self, event: events.Key) -> None:
        # Textual has enter travel through all parents first, while what follows is typed.
        if event.key == "enter" and not self._is_submitting:
            self._is_submitting = True
            self.post_message(self.Submitted(self, self.value))
            # Behind what has come by now: first to the app, and from there to this field.
            self.app.call_later(self.call_later, self._submitted)
        elif not self._is_submitting:
            return
        event.prevent_default()
        event.stop()

    def _submitted(self) -> None:
        self._is_submitting = False
