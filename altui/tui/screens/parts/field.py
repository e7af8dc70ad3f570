"""A line to type into, which sends nothing while nobody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.tui.terminal.internals import OpenInput

if TYPE_CHECKING:
    from textual import events


class InputField(OpenInput):
    """Enter submits what was typed before it; what came with the enter is dropped."""

    def __init__(self, value: str = "", *, id: str, placeholder: str = "") -> None:  # noqa: A002
        super().__init__(value, placeholder=placeholder, id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False  # blinking sends bytes for ever
        self._is_submitting = False

    def takes(self, event: events.Key) -> bool:
        """Whether a key types, edits or submits."""
        return event.is_printable or event.key == "enter" or bool(self.bound_action(event.key))

    async def on_key(self, event: events.Key) -> None:
        # Textual has a key travel through all parents before it is found to be bound here, while
        # the characters behind it are typed at once: what is bound is done in its turn.
        if self._is_submitting:
            event.prevent_default()
            event.stop()
        elif event.key == "enter":
            self._submit()
            event.prevent_default()
            event.stop()
        elif not event.is_printable and (action := self.bound_action(event.key)):
            await self.run_action(action)
            event.prevent_default()
            event.stop()

    def on_paste(self, event: events.Paste) -> None:
        """All lines of it, in the one line that there is."""
        self.insert_text_at_cursor(" ".join(event.text.splitlines()))
        event.prevent_default()
        event.stop()

    def _submit(self) -> None:
        self._is_submitting = True
        self.post_message(self.Submitted(self, self.value))
        # Behind what has come by now: first to the app, and from there to this field.
        self.app.call_later(self.call_later, self._end_submit)

    def _end_submit(self) -> None:
        self._is_submitting = False
