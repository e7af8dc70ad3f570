"""When the screen tells how many labels others have given: while the person reads. What comes with
a key makes its frame larger, and each label of others a frame of its own would never rest.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from altui.session.figures.summary import Summary
    from altui.session.state.row_facts import RowFacts

READING = 1.0
"""Seconds after a key, in which nothing else is drawn."""

SPACING = 5.0
"""Seconds between two times."""


class OthersTold:
    """The labels of others by class, as the screen tells them."""

    def __init__(self) -> None:
        self._told: list[int] | None = None
        self._due = 0.0

    def note_key(self, state: RowFacts) -> None:
        """The next View comes with a key, or is the first."""
        if self._told is None:
            self.tell(state)
        self._due = max(self._due, time.monotonic() + READING)

    def wait(self, state: RowFacts) -> float | None:
        """In how many seconds to tell what is there, 0 for now; None where all is told."""
        if self._told in (None, state.others_per_class):
            return None
        return max(self._due - time.monotonic(), 0.0)

    def tell(self, state: RowFacts) -> None:
        self._told = state.others_per_class
        self._due = time.monotonic() + SPACING

    def forget(self) -> None:
        """The classes are others now."""
        self._told = None

    def limit(self, summary: Summary, state: RowFacts) -> Summary:
        """The summary without what is not told yet."""
        now, told = state.others_per_class, self._told
        if told is None or now == told or len(now) != len(told):
            return summary
        counts = zip(summary.per_class.items(), now, told, strict=True)
        per_class = {name: count - new + old for (name, count), new, old in counts}
        return replace(summary, others=sum(told), per_class=per_class)
