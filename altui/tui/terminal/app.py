"""The app as the terminal meets it: keys come through the gate, changed cells go out, and an
error that nobody foresaw ends it with its name."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from textual import events
from textual.errors import NoWidget
from textual.geometry import Region

from altui.tui.terminal.driver import HANGED_UP, GatedDriver
from altui.tui.terminal.frame import Frame, Piece
from altui.tui.terminal.internals import WRITER_THREAD, CompositorUpdate, OpenApp, OpenWidget
from altui.tui.themes import own_variables

if TYPE_CHECKING:
    from rich.color import ColorSystem

    from altui.display.lines import Tone
    from altui.labeling.events import DecisionNotSaved
    from altui.tui.terminal.cells import Cells
    from altui.tui.terminal.frame import FrameUpdate


class TerminalApp(OpenApp):
    """`error` is what ended the app, if it was not the person. `pressed_at` is when the last key
    came, `sent_at` when what was painted last went to the terminal, by `time.monotonic`; None where
    some of it was left to Textual."""

    error: Exception | None = None
    last_word = ""
    """What the person must know once the screen is gone."""

    def __init__(self) -> None:
        super().__init__(driver_class=GatedDriver)
        self._frame = Frame()
        self._is_deaf = False
        self._painted: dict[OpenWidget, Mapping[int, Cells]] | None = None
        self.sent_at: float | None = None
        self.pressed_at: float | None = None

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return own_variables(self.current_theme)

    @property
    def unsaved(self) -> Sequence[DecisionNotSaved]:
        """Decisions that could not be written."""
        return ()

    def keep_what_is_typed(self) -> None:
        """Save a text that is being typed, since the app ends."""

    def end(self, status: int) -> None:
        """End the app, whatever is open; nothing typed is lost."""
        self.keep_what_is_typed()
        self.exit(status)

    def fail(self, error: Exception | None) -> None:
        self.error = self.error or error or RuntimeError("the screen failed")
        self.keep_what_is_typed()

    @abstractmethod
    def remark(self, text: str, kind: Tone = "text") -> None:
        """Say something in the status line."""

    # What comes from outside

    def listen_for_signals(self) -> None:
        """A dropped line and a request to end it are orderly ends."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGHUP, signal.SIGTERM):
            loop.add_signal_handler(number, self.end, 128 + number)

    def thread_failed(self, failure: threading.ExceptHookArgs) -> None:
        """For `threading.excepthook`: no thread ends without its name."""
        if failure.thread is not None and failure.thread.name == WRITER_THREAD:
            self._lose_terminal()
        elif isinstance(failure.exc_value, Exception):
            self.raise_in_app(failure.exc_value)

    def _lose_terminal(self) -> None:
        """Nothing can be shown any more, and the app would wait for ever to show it."""
        self.keep_what_is_typed()
        self.close_session()
        os._exit(HANGED_UP)

    def close_session(self) -> None:
        """Wait for what is being written, then let go of the session."""

    # Keys

    def stop_listening(self) -> None:
        """Drop the keys that have come by now."""
        self._is_deaf = True
        self.call_later(self._listen)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Resize):
            self._frame.forget(*event.size, is_known=self._frame.width == 0)
        if isinstance(event, events.Key):
            self.pressed_at = event.time
        if self._is_deaf and isinstance(event, events.Key | events.Paste):
            return
        await super().on_event(event)

    def _listen(self) -> None:
        self._is_deaf = False

    # What is sent

    @contextmanager
    def painting(self) -> Iterator[None]:
        """What is painted within is sent at the end, at once: where nothing moves, neither
        Textual's layout nor its timers are waited for."""
        is_still = self.is_still
        self._painted = {} if is_still else None
        self.sent_at = time.monotonic() if is_still else None
        try:
            yield
        finally:
            painted, self._painted = self._painted, None
            if painted:
                self._send_lines(painted)
            if not self.is_still:
                self.sent_at = None

    def paint(self, widget: OpenWidget, lines: Mapping[int, Cells]) -> None:
        """Show other lines of a widget, by their numbers; each fills its width."""
        if self._painted is None:
            repaint(widget, lines)
        else:
            self._painted[widget] = {**self._painted.get(widget, {}), **lines}

    def _send_lines(self, painted: Mapping[OpenWidget, Mapping[int, Cells]]) -> None:
        pieces: list[Piece] = []
        for widget, lines in painted.items():
            place = self._place_of(widget) if self.is_still else None
            if place is None:
                repaint(widget, lines)
                continue
            widget.forget_lines(lines)
            seen = ((y, cells) for y, cells in lines.items() if y < place.height)
            pieces += (Piece(place.y + y, place.x, cells) for y, cells in seen)
        frame = self._frame.draw(sorted(pieces, key=lambda piece: piece[:2]))
        self.sent_at = time.monotonic()
        self.send(frame)

    def _place_of(self, widget: OpenWidget) -> Region | None:
        """Where a widget is seen, some lines at its foot apart; None where less of it is."""
        try:
            found = self.screen.find_widget(widget)
        except NoWidget:
            return None
        seen = found.visible_region
        is_whole = seen.offset == found.region.offset and seen.width == found.region.width
        return seen if is_whole else None

    def changes_for_terminal(
        self, update: CompositorUpdate, system: ColorSystem | None
    ) -> FrameUpdate | None:
        """Only the cells that differ from what the terminal shows."""
        if (self._frame.width, self._frame.height) != tuple(self.size):
            self._frame.forget(*self.size)
        return self._frame.changes(update, system)

    def forget_frame(self) -> None:
        """Something else has written to the terminal: the next frame is sent whole."""
        self._frame.forget(*self.size)


def repaint(widget: OpenWidget, lines: Iterable[int]) -> None:
    """Have Textual paint lines of a widget again."""
    for y in lines:
        widget.refresh(Region(0, y, widget.size.width, 1))
