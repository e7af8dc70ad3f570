"""The terminal as altui reads it: nothing gets past the input gate but keys and pastes."""

from __future__ import annotations

import os
import selectors
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol, cast

from textual import events
from textual.messages import TerminalSupportsSynchronizedOutput

from altui.tui.terminal.gate import InputGate, Pasted, Sequence, Token
from altui.tui.terminal.internals import OpenDriver
from altui.tui.terminal.keyboard import read_key

if TYPE_CHECKING:
    from textual.message import Message

    from altui.display.lines import Tone


AT_ONCE = 4096
"""Bytes read at one go."""

END_IS_SEEN = 0.1
"""Seconds until the end of the app is noticed."""

HANGED_UP = 129

SYNCHRONIZED = frozenset(f"\x1b[?2026;{state}$y" for state in (1, 2, 3))
"""Answers to the one question asked of the terminal: it can show a frame all at once."""


class DriverHost(Protocol):
    """What the driver asks of the app that it drives."""

    def listen_for_signals(self) -> None: ...

    def remark(self, text: str, kind: Tone = "text") -> None: ...


class GatedDriver(OpenDriver):
    def heed_signals(self) -> None:
        cast(DriverHost, self._app).listen_for_signals()

    def tell_of_no_shell(self) -> None:
        cast(DriverHost, self._app).remark("there is no shell here to go back to", "warn")

    def read_keys(self) -> None:
        gate = InputGate()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.is_over:
                wait = gate.wait(time.monotonic())
                if selector.select(END_IS_SEEN if wait is None else min(wait, END_IS_SEEN)):
                    data = self._read()
                    if not data:
                        self.hang_up(HANGED_UP)
                        return
                    tokens = gate.feed(data, time.monotonic())
                else:
                    tokens = gate.tick(time.monotonic())
                if tokens:
                    self.deliver(messages_of(tokens))

    def _read(self) -> bytes:
        """What has come; nothing at the end of input, or once the terminal is gone."""
        try:
            return os.read(self.fileno, AT_ONCE)
        except OSError:
            return b""


def messages_of(tokens: Iterable[Token]) -> Iterator[Message]:
    """What of the input concerns the app, as Textual's messages."""
    for token in tokens:
        if isinstance(token, Sequence) and token.text in SYNCHRONIZED:
            yield TerminalSupportsSynchronizedOutput()
            continue
        press = read_key(token)
        if isinstance(press, Pasted):
            yield events.Paste(press.text.replace("\x00", ""))
        elif press is not None:
            yield events.Key(press.key, press.character)
