"""Whether a key may answer what is on the screen: it is painted, and the key is not a repeat."""

from __future__ import annotations

import time


class Painted:
    """One place that shows a row. `at` is the time at which the row was painted, by
    `time.monotonic`; None while it is not painted, or is covered."""

    def __init__(self, dwell: float) -> None:
        """`dwell`: seconds after painting in which an answer is taken for a repeat."""
        self.at: float | None = None
        self._sent_at: float | None = None
        self._dwell = dwell

    def cover(self) -> None:
        self.at = None

    def paint(self, sent_at: float | None = None) -> None:
        """`sent_at` is when it went to the terminal, where that is known: a key that has come since
        is still to be looked at."""
        self.at = time.monotonic() if sent_at is None else sent_at
        self._sent_at = sent_at

    def counts(self, pressed_at: float | None = None) -> bool:
        """Whether an answer given now counts, by a key that was pressed then. One pressed before
        the row went to the terminal does not, nor do the repeats of a held key."""
        if self.at is None:
            return False
        if pressed_at is not None and self._sent_at is not None and pressed_at < self._sent_at:
            return False
        now = time.monotonic()
        if now - self.at < self._dwell:
            self.at = now
            return False
        return True

    def has_been_read(self) -> bool:
        """Whether it has been shown for the dwell, if there is one. A key that comes too early does
        not restart the dwell."""
        if not self._dwell:
            return True
        return self.at is not None and time.monotonic() - self.at >= self._dwell

    @property
    def shown_at(self) -> float:
        """When it was painted, in unix seconds; now, if it is not painted."""
        now = time.monotonic()
        return time.time() - (now - (self.at or now))
