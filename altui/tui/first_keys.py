"""What is done with a key before any screen has it: the same on every screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from altui.display.text import one_line
from altui.tui.bindings import ALWAYS, key_of
from altui.tui.screens.class_line import ClassLineScreen
from altui.tui.screens.dialogs import NotSavedScreen
from altui.tui.screens.parts.overlay import TypeAhead

if TYPE_CHECKING:
    from textual import events
    from textual.screen import Screen

    from altui.config.keymap import KeyMap
    from altui.tui.rest_of_name import RestOfName
    from altui.tui.terminal.app import TerminalApp

FLOW_CONTROL = ("ctrl+q", "ctrl+s")


class FirstKeys:
    """`stop` stops what goes on by itself; False where nothing does."""

    def __init__(
        self,
        app: TerminalApp,
        keymap: KeyMap,
        rest_of_name: RestOfName,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self._app, self._keymap, self._stop = app, keymap, stop
        self._rest_of_name = rest_of_name
        self._is_layout_told = False

    def take(self, event: events.Key) -> bool:
        """Do what the key does on every screen; False for a key that is the screen's."""
        if not event.is_forwarded and self._take_always(event):
            return True
        if self._rest_of_name.takes(event.character if event.is_printable else None):
            return True
        if isinstance(self._top, ClassLineScreen):
            self._top.take(event)
            return True
        return self._stop() or self._type_ahead(event)

    def _take_always(self, event: events.Key) -> bool:
        key = key_of(event)
        if key in FLOW_CONTROL:
            return True  # pressed by habit on a slow line: Textual would end the app
        if key == ALWAYS:
            is_unsaved = any(isinstance(each, NotSavedScreen) for each in self._app.screen_stack)
            self._app.end(int(is_unsaved))
        elif key in self._keymap.keys["suspend"] and not event.is_printable:
            self._app.action_suspend_process()
        else:
            if not isinstance(self._top, ClassLineScreen):
                self._tell_of_layout(key)
            return False
        return True

    def _type_ahead(self, event: events.Key) -> bool:
        """A character that was typed before its field was there."""
        screen = self._top
        if not (event.is_printable and isinstance(screen, TypeAhead) and screen.is_typing):
            return False
        is_early = screen.focused is None or event.is_forwarded
        if is_early:
            screen.type_ahead(event)
        return is_early

    @property
    def _top(self) -> Screen[Any] | None:
        return self._app.screen_stack[-1] if self._app.screen_stack else None

    def _tell_of_layout(self, key: str) -> None:
        """Once: letters of another alphabet do nothing, where the terminal does not say which keys
        they are."""
        is_foreign = len(key) == 1 and key.isalnum() and not key.isascii()
        if is_foreign and self._app.focused is None and not self._is_layout_told:
            self._is_layout_told = True
            text = f"no key: {one_line(key)}; altui needs the Latin keyboard layout"
            self._app.remark(text, "warn")
