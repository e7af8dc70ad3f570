"""When to take in what others say: not while the Rounds after the possible answers are made."""

from __future__ import annotations

import time

SPACING = 0.5
"""Seconds between two times while one row is on the screen."""

READY_SHARE = 4
"""The Rounds that are made anew each time are ready most of the time: the next time comes after so
many times what they took."""


class Moments:
    """Follows one row after another."""

    def __init__(self) -> None:
        self._row: object = None
        self._taken = float("-inf")
        self._took = 0.0
        self._is_ready = True

    def wait(self, row: object, *, is_idle: bool) -> float:
        """In how many seconds it is time, 0 for now. `row` is whatever is on the screen; a new one
        is a good moment at once, for nothing has been made for it."""
        if row is not self._row:
            return 0.0
        if not is_idle:
            return SPACING
        self.ready()
        pause = max(SPACING, READY_SHARE * self._took)
        return max(self._taken + pause - time.monotonic(), 0.0)

    def note(self, row: object) -> None:
        """It was taken in now."""
        self._row, self._taken, self._is_ready = row, time.monotonic(), False

    def ready(self) -> None:
        """The Rounds for the row are made, since what was taken in."""
        if not self._is_ready:
            self._took, self._is_ready = time.monotonic() - self._taken, True
