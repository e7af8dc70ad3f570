"""Whether a key may answer what is on the screen: it has been painted, and the key is no repeat."""

from __future__ import annotations

import time


class Painted:
    """Of one place that shows a row. `at` is when the row there was painted, by
    `time.monotonic`; None while it is not, or is covered."""

    def __init__(self, dwell: float) -> None:
        """`dwell`: seconds after painting in which an answer is taken for a repeat."""
        self.at: float | None = None
        self._dwell = dwell

    def cover(self) -> None:
        self.at = None

    def paint(self) -> None:
        self.at = time.monotonic()

    def counts(self) -> bool:
        """Whether an answer given now counts; a held key keeps repeating, and none of its repeats
        does."""
        if self.at is None:
            return False
        now = time.monotonic()
        if now - self.at < self._dwell:
            self.at = now
            return False
        return True

    def has_been_read(self) -> bool:
        """Whether it stood there for the dwell, if there is one; a key that comes before does not
        begin it anew."""
        if not self._dwell:
            return True
        return self.at is not None and time.monotonic() - self.at >= self._dwell

    @property
    def shown_at(self) -> float:
        """When it was painted, in unix seconds; now, if it is not painted."""
        now = time.monotonic()
        return time.time() - (now - (self.at or now))
