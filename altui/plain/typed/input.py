"""The typed or piped lines, one by one. Reading stops when too many lines wait."""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable

END = "quit"
"""The line that the end of input stands for, as often as it is asked."""

READ_AHEAD = 1_000
"""Lines read ahead: a pipe may go on for ever."""


class TypedLines:
    """A thread reads; `hand_over` is given each line, and None at the end. Whoever gets them
    calls `take`, and then `pop` in order."""

    def __init__(self, hand_over: Callable[[str | None], object]) -> None:
        self._hand_over = hand_over
        self._lines: deque[str] = deque()
        self._room = threading.Semaphore(READ_AHEAD)
        self._is_over = False

    def start(self) -> None:
        threading.Thread(target=self._read, name="reader", daemon=True).start()

    def take(self, line: str | None) -> None:
        if line is None:
            self._is_over = True
        else:
            self._lines.append(line)

    @property
    def next(self) -> str | None:
        """The next line, None if there is none yet."""
        if self._lines:
            return self._lines[0]
        return END if self._is_over else None

    @property
    def is_over(self) -> bool:
        """Whether every line was taken, and no more will come."""
        return self._is_over and not self._lines

    def pop(self) -> str:
        if self.is_over:
            return END
        self._room.release()
        return self._lines.popleft()

    def _read(self) -> None:
        for text in iter(sys.stdin.readline, ""):
            self._room.acquire()
            self._hand_over(text.rstrip("\r\n"))
        self._hand_over(None)
