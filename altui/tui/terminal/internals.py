"""Every private name of Textual that altui relies on, in one place.

Written against Textual 8.2: a release that moves one of them fails here, and nowhere else.
"""

from __future__ import annotations

import re
import signal
import termios
import threading
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TextIO, cast

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.constants import DISABLE_KITTY_KEY
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Region
from textual.keys import _character_to_key
from textual.widget import Widget
from textual.widgets import Input

from altui.tui.terminal.output import TerminalFile

if TYPE_CHECKING:
    from rich.color import ColorSystem
    from rich.console import RenderableType
    from textual.message import Message
    from textual.screen import Screen

__all__ = [
    "LEGACY_KEYS",
    "WRITER_THREAD",
    "ChopsUpdate",
    "CompositorUpdate",
    "LayoutUpdate",
    "OpenApp",
    "OpenDriver",
    "OpenInput",
    "OpenWidget",
    "key_of_character",
]

WRITER_THREAD = "textual-output"
"""The thread that writes to the terminal; without it the app waits for ever to show something."""

HAND_OVER = 0.005
"""Seconds in which any line takes a frame, if it takes one at all."""

NO_KEYS = re.compile(r"^<|f\d+$|scroll")
"""Function keys and the like: terminals keep many for themselves, so altui has none of them."""

ALTERNATE_KEYS = "\x1b[=4;2u"
"""Asks a terminal with kitty's protocol to say a key's place on a US keyboard too."""


def _legacy_keys() -> Mapping[str, str]:
    """The sequences and control characters that are one key, by Textual's name for it."""
    found = {}
    for sequence, keys in ANSI_SEQUENCES_KEYS.items():
        is_report = sequence.startswith("\x1b[") and sequence.endswith(("R", "u"))
        if is_report or sequence in ("\x1b", "\x9b"):
            continue  # where the cursor is, kitty's keys, and what the gate tells apart itself
        if isinstance(keys, str):
            found[sequence] = keys
        elif isinstance(keys, tuple) and len(keys) == 1 and not NO_KEYS.search(keys[0].value):
            found[sequence] = str(keys[0].value)
    return found


LEGACY_KEYS = _legacy_keys()


def key_of_character(character: str) -> str:
    """Textual's name for the key that types this character."""
    return _character_to_key(character)


class OpenDriver(LinuxDriver):
    """Textual's driver of the terminal, with reading left to a subclass."""

    _is_continued = True

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._terminal = TerminalFile(cast(TextIO, self._file))
        self._file = cast(Any, self._terminal)

    def write(self, data: str) -> None:
        if not self._terminal.send(data):
            self._terminal.give()
            super().write(data)

    def flush(self) -> None:
        """Let the thread that writes go first, if it has to: nothing is more urgent than a frame.
        On a line that takes nothing more it is not waited for."""
        self._terminal.is_out.wait(HAND_OVER)

    def read_keys(self) -> None:
        """Read from the terminal, in a thread, until `is_over`."""
        raise NotImplementedError

    @property
    def is_over(self) -> bool:
        return self.exit_event.is_set()

    def deliver(self, messages: Iterable[Message]) -> None:
        """Put messages into the app's queue, all of them before it takes the first."""
        self._loop.call_soon_threadsafe(self._put, list(messages))

    def hang_up(self, status: int) -> None:
        """Nobody is there any more: end the app."""
        self._loop.call_soon_threadsafe(self._app.exit, status)

    def heed_signals(self) -> None:
        """Have signals end the app in good order; called before the screen is taken over."""

    def tell_of_no_shell(self) -> None:
        """The app was to be suspended, and there is no shell to go back to."""

    def start_application_mode(self) -> None:
        self.heed_signals()
        if self._must_signal_resume:
            # What was typed for the shell, while the app was suspended, is no key.
            termios.tcflush(self.fileno, termios.TCIFLUSH)
        self._terminal.open_directly()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if not DISABLE_KITTY_KEY:
            self.write(ALTERNATE_KEYS)

    def close(self) -> None:
        self._terminal.close_directly()
        super().close()

    def _sigtstp_application(self, *_: object) -> None:
        """Stop as any program does. Where no shell watches over it the system ignores that, and
        nobody could ever have it go on again."""
        self.suspend_application_mode()
        self._must_signal_resume = True
        self._is_continued = False
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        signal.pthread_kill(threading.get_ident(), signal.SIGTSTP)  # stops here, if at all
        signal.signal(signal.SIGTSTP, self._sigtstp_application)
        if not self._is_continued:
            self.resume_application_mode()
            self.tell_of_no_shell()

    def _sigcont_application(self, *_: object) -> None:
        if self._is_continued:
            # Stopped from outside, without a word: the shell may have set the terminal its way.
            self.suspend_application_mode()
            self._must_signal_resume = True
        self._is_continued = True
        self.resume_application_mode()

    def _put(self, messages: Iterable[Message]) -> None:
        for message in messages:
            message.set_sender(self._app)
            self._app.post_message(message)

    def _run_input_thread(self) -> None:
        try:
            self.read_keys()
        except Exception as error:  # noqa: BLE001  it ends the app, which names it
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)

    def _query_in_band_window_resize(self) -> None:
        """A signal tells the size: what comes in among the keys is not believed."""


class OpenInput(Input):
    """Textual's field, with what its keys are bound to open to a subclass."""

    def bound_action(self, key: str) -> str:
        """The action of a key; empty if it has none here."""
        bindings = self._bindings.key_to_bindings.get(key)
        return bindings[0].action if bindings else ""


class OpenWidget(Widget):
    """Textual's widget, with its lines painted by a subclass where it likes."""

    def forget_lines(self, lines: Iterable[int]) -> None:
        """These lines are others now, and they are painted already."""
        width = self.size.width
        self._styles_cache.set_dirty(*(Region(0, y, width, 1) for y in lines))


class OpenApp(App[int]):
    """Textual's app, with its last step to the terminal and its failures open to a subclass."""

    @property
    def colour_system(self) -> ColorSystem | None:
        """How many colours the terminal is sent; None for none."""
        return None if self.no_color else self.console._color_system

    @property
    def is_still(self) -> bool:
        """Whether the one screen stands as it was laid out, and nothing waits to be painted."""
        if len(self.screen_stack) != 1 or self._batch_count:
            return False
        screen = self.screen
        is_moving = screen._layout_required or screen._scroll_required or screen._repaint_required
        return self._running and not (self._closed or is_moving or screen._dirty_widgets)

    def send(self, update: CompositorUpdate | None) -> None:
        """Send what the terminal needs and no more."""
        super()._display(self.screen, cast("RenderableType | None", update))

    def changes_for_terminal(
        self, update: CompositorUpdate, system: ColorSystem | None
    ) -> CompositorUpdate | None:
        """What is sent of an update."""
        raise NotImplementedError

    def fail(self, error: Exception | None) -> None:
        """An error that nobody foresaw, before the app ends with status 1."""
        raise NotImplementedError

    def panic(self, *renderables: RenderableType) -> None:  # noqa: ARG002
        """Textual would print a traceback here, and with it the data, unsanitised."""
        self._fatal_error()

    def copy_to_clipboard(self, text: str) -> None:
        """Kept for pasting here: no data are sent to the terminal's clipboard."""
        self._clipboard = text

    def raise_in_app(self, error: Exception) -> None:
        """An error of another thread: it ends the app as one of its own would."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._handle_exception, error)

    def _fatal_error(self) -> None:
        self.fail(self._exception)
        self._return_code = 1
        self._close_messages_no_wait()

    def _set_pointer_shape(self, shape: str) -> None:
        """Not without a mouse: it takes an OSC, and some terminals print what they do not know."""

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        is_sent = not self._batch_count and self._running and not self._closed
        if isinstance(renderable, CompositorUpdate) and is_sent and not self.is_headless:
            renderable = self.changes_for_terminal(renderable, self.colour_system)
        super()._display(screen, renderable)
