"""The changes of the model that a person made after the accuracy had been seen.

Whoever chooses a model by its accuracy makes that accuracy look better than it is.
"""

from __future__ import annotations

from typing import NamedTuple

from altui.learning.evaluation import Evaluation


class SeenChange(NamedTuple):
    """From the model `before` to `after`, when `labels` answers were given."""

    before: str
    after: str
    labels: int


class SeenChanges:
    """Follows the log. `found` are the changes, those taken back as changes of their own."""

    def __init__(self) -> None:
        self.found: tuple[SeenChange, ...] = ()
        self._is_seen = False

    def see(self, evaluation: Evaluation | None) -> None:
        """A Round is logged, with the accuracy that the screen shows of it."""
        self._is_seen |= evaluation is not None and evaluation.is_measured

    def add(self, before: str, after: str, labels: int) -> None:
        if self._is_seen and before != after:
            self.found = (*self.found, SeenChange(before, after, labels))
