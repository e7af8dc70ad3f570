"""All that comes in, in the order in which it came: lines, engine events, signals, dead threads."""

from __future__ import annotations

import queue
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from altui.labeling import events
from altui.plain.typed.finder import Found

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Item = events.EngineEvent | Found | str | int | None
"""Of the engine, of a search, a line, a signal as its exit status, the end of input."""


class Inbox:
    """Any thread may `put`; the thread of the dialogue gets."""

    def __init__(self) -> None:
        self._items: queue.SimpleQueue[Item] = queue.SimpleQueue()

    def put(self, item: Item) -> None:
        self._items.put(item)

    def get(self, timeout: float | None = None) -> Item:
        """The next item; raises `queue.Empty` after so many seconds without one."""
        return self._items.get(timeout=timeout)

    @contextmanager
    def listen(self) -> Iterator[None]:
        """Take in signals, and what ends a thread of the engine: nobody must wait for that."""
        with self._catch_signals(), self._catch_dead_threads():
            yield

    @contextmanager
    def _catch_signals(self) -> Iterator[None]:
        def leave(number: int, _frame: object) -> None:
            self.put(128 + number)

        before = {number: signal.signal(number, leave) for number in SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def _catch_dead_threads(self) -> Iterator[None]:
        def tell(ended: threading.ExceptHookArgs) -> None:
            if isinstance(ended.exc_value, Exception):
                self.put(events.RoundFailed(ended.exc_value))

        before, threading.excepthook = threading.excepthook, tell
        try:
            yield
        finally:
            threading.excepthook = before
