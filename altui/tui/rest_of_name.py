"""What is typed too fast after a class was named belongs to its name, and is no key."""

from __future__ import annotations

import time


class RestOfName:
    """`dwell`: seconds without a key after which the next one is a key again."""

    def __init__(self, dwell: float) -> None:
        self._dwell = dwell
        self._last: float | None = None

    def begin(self) -> None:
        """A class has just been named."""
        self._last = time.monotonic()

    def takes(self) -> bool:
        """Whether a key pressed now is still typed in one go with the name."""
        now = time.monotonic()
        if self._last is None or now - self._last >= self._dwell:
            self._last = None
            return False
        self._last = now
        return True
