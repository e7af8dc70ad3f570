"""The terminal as altui reads it: nothing gets past the input gate but keys and pastes."""

from __future__ import annotations

import os
import selectors
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Protocol, cast

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

HANGED_UP = 129

SYNCHRONIZED = frozenset(f"\x1b[?2026;{state}$y" for state in (1, 2, 3))
"""Answers to the one question asked of the terminal: it can show a frame all at once."""


class DriverHost(Protocol):
    """What the driver asks of the app that it drives."""

    def listen_for_signals(self) -> None: ...

    def remark(self, text: str, kind: Tone = "text") -> None: ...


class EndEvent(threading.Event):
    """Whoever selects on it wakes once it is set."""

    def __init__(self) -> None:
        super().__init__()
        self._seen, self._told = socket.socketpair()

    def fileno(self) -> int:
        return self._seen.fileno()

    def set(self) -> None:
        if not self.is_set():
            super().set()
            self._told.send(b".")

    def clear(self) -> None:
        if self.is_set():
            self._seen.recv(1)
            super().clear()


class GatedDriver(OpenDriver):
    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.exit_event = self._end = EndEvent()

    def heed_signals(self) -> None:
        cast(DriverHost, self._app).listen_for_signals()

    def tell_of_no_shell(self) -> None:
        cast(DriverHost, self._app).remark("there is no shell here to go back to", "warn")

    def read_keys(self) -> None:
        gate = InputGate()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._end, selectors.EVENT_READ)
            while not self.is_over:
                come = selector.select(gate.wait(time.monotonic()))
                if self.is_over:
                    return  # what has come now was typed for the shell
                if come:
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
