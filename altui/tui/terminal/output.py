"""The way of what is sent: at once where the terminal takes it, else by Textual's writer thread.

Handing a frame to a thread costs more than writing it does. The writer thread is for a line that is
stalled: the event loop never waits for that.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from typing import TextIO


class TerminalFile:
    """The file that is the terminal, as the writer thread writes to it; `is_out` is set while
    nothing waits to be written by that thread."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._left = b""
        self._direct: int | None = None
        # A signal may come between any two steps here, so that no lock would do.
        self._waiting: deque[None] = deque()
        self._written = 0
        self.is_out = threading.Event()
        self.is_out.set()
        self.fileno, self.isatty = file.fileno, file.isatty

    def open_directly(self) -> None:
        """Open the terminal once more, without blocking. Its other users keep theirs as it is."""
        if self._direct is not None:
            return
        try:
            name = os.ttyname(self._file.fileno())
            self._direct = os.open(name, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
        except OSError:
            return  # no terminal, or that of another user: the thread writes

    def close_directly(self) -> None:
        if self._direct is not None:
            os.close(self._direct)
            self._direct = None

    def send(self, text: str) -> bool:
        """Write what the terminal takes now; returns whether that is all, or else the thread has to
        be given the text: it writes what is left of it."""
        if self._direct is None or self._waiting:
            return False
        data = text.encode(self._file.encoding, self._file.errors or "strict")
        try:
            sent = os.write(self._direct, data)
        except OSError:  # the line is full, or gone: the thread finds out
            sent = 0
        self._left = data[sent:]
        return not self._left

    def give(self) -> None:
        """The thread is about to be given a text. Until it is out, nothing goes ahead of it, not
        even where the thread is just done with those before."""
        self._waiting.append(None)
        self.is_out.clear()

    # In the writer thread

    def write(self, text: str) -> None:
        self._written += 1
        if self._left:
            left, self._left = self._left, b""
            self._file.flush()
            self._file.buffer.write(left)
            return
        self._file.write(text)

    def flush(self) -> None:
        self._file.flush()
        for _ in range(self._written):
            self._waiting.popleft()
        self._written = 0
        if not self._waiting:
            self.is_out.set()
