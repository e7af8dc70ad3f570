"""The row that is asked, in plain lines: what is new, the row, and since when it was read."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from altui.display.console import say
from altui.errors import AltuiError
from altui.plain import rendering
from altui.plain.commands import interpret
from altui.plain.output import put_lines
from altui.session.events import Decision

if TYPE_CHECKING:
    from altui.labeling.view import View
    from altui.plain.state import State


class Question:
    """`shown_at` is when the row was printed last, in unix seconds."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._last: View | None = None
        self._is_new = False
        self._is_explained = True
        self.shown_at = 0.0
        self.is_unread = False
        """The row was not printed: it must be before it is answered."""

    def set_view(self, view: View) -> None:
        """Take a new Round; the next question says what is new."""
        self._state.view = self._state.opening.complete(view)
        self._is_new = True

    def ask(self) -> None:
        """Print what is new, and the row."""
        view = self._state.view
        assert view is not None
        if self._is_new:
            put_lines((*rendering.news(view, self._last), ""))
            self._last, self._is_new = view, False
        put_lines(rendering.question(view, is_explained=self._is_explained))
        self.shown_at = time.time()
        self.is_unread = False
        self._state.is_awaited = True
        self._state.engine.mark_painted()
        if view.ending:
            self._state.is_auto = False
            if self._state.opening.ends_itself:
                self._state.status = 0
        elif self._state.is_auto:
            self.reveal(view)

    def ask_later(self) -> None:
        """Print nothing of the row until the person comes back to it."""
        self.is_unread = self._state.is_awaited = True
        self._state.engine.mark_painted()

    def reveal(self, view: View) -> None:
        try:
            decision = interpret("reveal", view, self.shown_at)
        except AltuiError as error:
            self._state.is_auto = False
            say(str(error))
        else:
            assert isinstance(decision, Decision)
            self._state.decide(decision)

    def come_back(self) -> None:
        """Ask about the row again, once it is known which row that is."""
        self._state.is_awaited = not self._state.is_due
        if self._state.is_stuck:
            say("there is no new row yet; an empty line tries again")
        elif self._state.is_awaited:
            self.ask()

    def toggle_reasons(self) -> None:
        self._is_explained = not self._is_explained
        self.ask()
