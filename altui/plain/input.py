"""What is typed or piped in, line by line: read no further ahead than it is heard."""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable

END = "quit"
"""What the end of input says, as often as it is asked."""

READ_AHEAD = 1_000
"""Lines read before they are heard: a pipe may go on for ever."""


class Typed:
    """A thread reads; `hand_over` is given each line, and None at the end. Whoever gets them
    calls `take`, and then hears them in order."""

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
        """The line that would be heard now, None where there is none yet."""
        if self._lines:
            return self._lines[0]
        return END if self._is_over else None

    @property
    def is_over(self) -> bool:
        """Whether all has been heard, and no more will come."""
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
