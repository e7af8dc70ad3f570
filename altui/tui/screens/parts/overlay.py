"""The base of every screen over the row: it closes once, and drops the keys that came together with
the one that closes it."""

from __future__ import annotations

from typing import Any, Generic, Protocol, TypeVar, cast

from textual import events
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen
from textual.widgets import Input

from altui.tui.screens.parts.field import InputField

Result = TypeVar("Result")


class OverlayHost(Protocol):
    """What an overlay asks of the app under it."""

    def resume_keys(self) -> None: ...


class Overlay(ModalScreen[Result], Generic[Result]):
    is_closing = False

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close, if that was not done before and nothing lies over this screen."""
        if self.is_closing or not self.is_on_top:
            return AwaitComplete()
        self.is_closing = True
        closed: AwaitComplete = super().dismiss(result)
        cast(OverlayHost, self.app).resume_keys()
        return closed

    @property
    def is_on_top(self) -> bool:
        return self.app.screen_stack[-1] is self

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not self._takes_keys():
            event.stop()
            if not self.is_closing:
                # It came when this screen was still on top: what lies over it may want it.
                await self.app.on_event(event)
            return
        if isinstance(event, events.Key) and self._is_for_field(event):
            event.stop()
            assert self.focused is not None
            self.focused.post_message(event.copy())
            return
        await super().on_event(event)

    def _is_for_field(self, event: events.Key) -> bool:
        """Whether a key was sent here before the field was there that it was typed for: from a
        field that has it such a key does not come."""
        return isinstance(self.focused, InputField) and self.focused.takes(event)

    def _takes_keys(self) -> bool:
        return self.is_on_top and not self.is_closing


class TypeAhead(Overlay[Any]):
    """An overlay with one field. What was typed before it was there is text, not keys."""

    _ahead = ""

    @property
    def is_typing(self) -> bool:
        return True

    def type_ahead(self, event: events.Key) -> None:
        """Take a character that went to the screen below, typed before this one was there."""
        if self.focused is None:
            self._ahead += event.character or ""
        else:
            self._field.insert_text_at_cursor(event.character or "")

    def on_mount(self) -> None:
        self._field.insert_text_at_cursor(self._ahead)
        self.set_focus(self._field)

    @property
    def _field(self) -> Input:
        return self.query_one(Input)
