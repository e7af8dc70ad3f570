"""Rounds made before they are needed: what each possible answer would lead to."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from altui.learning.learner import Learner
    from altui.learning.rounds import Knowledge, Round


class Lookahead:
    """Keeps Rounds for Knowledge that may come, and hands one out when it has come.

    A Round is a function of its Knowledge, so a prepared one is the one that would be made
    then, but for the number of the event. `prepare` belongs to one thread, `take` to any.
    """

    def __init__(self, learner: Learner) -> None:
        self._learner = learner
        self._prepared: list[tuple[Knowledge, Round]] = []
        self._lock = threading.Lock()

    def prepare(self, knowledge: Knowledge) -> None:
        """Make the Round of this Knowledge, unless it is there already."""
        if self.take(knowledge) is None:
            result = self._learner.round(knowledge)
            with self._lock:
                self._prepared.append((knowledge, result))

    def take(self, knowledge: Knowledge) -> Round | None:
        with self._lock:
            for foreseen, result in self._prepared:
                if says_the_same(foreseen, knowledge):
                    return replace(result, event=knowledge.event)
        return None

    def forget(self) -> None:
        """Another row is on the screen: what was prepared for the last one is of no use."""
        with self._lock:
            self._prepared.clear()


def says_the_same(one: Knowledge, other: Knowledge) -> bool:
    """Whether two Knowledges lead to the same Round, whatever events they come from."""
    return (
        one.answered == other.answered
        and np.array_equal(one.rows, other.rows)
        and np.array_equal(one.labels, other.labels)
        and np.array_equal(one.available, other.available)
    )
