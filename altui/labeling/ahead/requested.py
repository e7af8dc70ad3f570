"""The Rounds that the engine has asked workers for, and how long they take.

The session's lock is held whenever these methods are called: the writer and the trainer both use
them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from altui.errors import ModelError

if TYPE_CHECKING:
    from altui.labeling.ahead.lookahead import Lookahead
    from altui.learning.learner import Learner
    from altui.learning.rounds import Knowledge, Round

OVERTAKEN_LIMIT = 3.0
"""Seconds after which a needed worker gives up a Round that nobody asks for any more."""

LONG = 10.0
"""Seconds of training after which altui says what else the person can do."""


class RequestedRounds:
    """The Knowledge of each Round asked for and not taken yet, oldest first."""

    def __init__(self) -> None:
        self._requested: list[Knowledge] = []
        self._reported: int | None = None

    def request(
        self, lookahead: Lookahead, knowledge: Knowledge, report_slow: Callable[[int], object]
    ) -> float | None:
        """Have this Round made. Returns in how many seconds to look again if there is no news.

        `report_slow` gets the seconds in progress, once per Round.
        """
        if not lookahead.begin(knowledge):
            # Guesses give way. Rounds that were asked for stay: they rank the next rows.
            lookahead.drop_longest(OVERTAKEN_LIMIT, sparing=self._requested)
            if not lookahead.begin(knowledge):
                return OVERTAKEN_LIMIT
        if not self._requested or self._requested[-1].event != knowledge.event:
            self._requested.append(knowledge)
        passed = lookahead.seconds(knowledge)
        if passed is None:
            return 0.0
        if passed < LONG:
            return LONG - passed
        if self._reported != knowledge.event:
            self._reported = knowledge.event
            report_slow(round(passed))
        return None

    def take_newest(self, lookahead: Lookahead, learner: Learner) -> Round | None:
        """The newest requested Round that is made. Its labels may be outdated by now."""
        for place in reversed(range(len(self._requested))):
            result = take_round(lookahead, learner, self._requested[place])
            if result is not None:
                del self._requested[: place + 1]
                return result
        return None

    def drop_all(self, lookahead: Lookahead) -> None:
        """Stop making all of them."""
        self._reported = None
        for knowledge in self._requested:
            lookahead.drop(knowledge)
        self._requested.clear()


def take_round(lookahead: Lookahead, learner: Learner, knowledge: Knowledge) -> Round | None:
    """The Round of this Knowledge, if it is made by now."""
    try:
        return lookahead.take(knowledge)
    except ModelError as error:
        # A process died, or its Learner failed in another way.
        return learner.without_model(knowledge, str(error))
