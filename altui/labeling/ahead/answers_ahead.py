"""The possible answers to the row on the screen: their Rounds are made, then their frames.

The session's lock is held whenever these methods are called.
"""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from altui.labeling.ahead.frames_ahead import Answer, FramesAhead
from altui.labeling.view import possible_answers

if TYPE_CHECKING:
    from altui.labeling.ahead.lookahead import Lookahead
    from altui.labeling.annotation import Annotation
    from altui.labeling.view import View
    from altui.learning.rounds import Knowledge
    from altui.session.events import Decision

SLOW = 0.05
"""Seconds that a Round takes of which the making of a frame is a small part."""


MOST_LENT = 4
"""Answers, the likeliest first, for which the row after them is lent ahead: a person should not
hold many rows."""


class Begun(NamedTuple):
    decision: Decision
    knowledge: Knowledge
    since: float


class AnswersAhead:
    """The likeliest answer first."""

    def __init__(self, frames: FramesAhead) -> None:
        self._frames = frames
        self._view: View | None = None
        self._left: deque[Decision] = deque()
        self._begun: deque[Begun] = deque()
        self._lent = 0

    def follow(self, view: View) -> None:
        """Another View is on the screen."""
        self._view = view
        self._left = deque(possible_answers(view))
        self._begun.clear()
        self._lent = 0

    @property
    def are_begun(self) -> bool:
        return not self._left

    def begin_next(self, annotation: Annotation, lookahead: Lookahead) -> bool:
        """Have the next Round made. False: no worker is free."""
        decision = self._left.popleft()
        knowledge = annotation.session.foresee(decision)
        if not lookahead.begin(knowledge):
            self._left.appendleft(decision)
            return False
        self._begun.append(Begun(decision, knowledge, time.monotonic()))
        return True

    def prepare_frames(self, annotation: Annotation, lookahead: Lookahead) -> None:
        """Have the frames of the Rounds that are made prepared. Where a Round takes no longer than
        a frame, all Rounds come first."""
        while self._begun and self._view is not None:
            decision, knowledge, since = self._begun[0]
            result = lookahead.peek(knowledge)
            is_slow = time.monotonic() - since > SLOW
            if not (lookahead.is_idle or (is_slow and result is not None)):
                return
            if result is not None and self._lent < MOST_LENT:
                result = annotation.team.prepare(result, knowledge)
                if result is None:
                    return  # the desk is asked for its row
                self._lent += 1
            self._begun.popleft()
            if result is not None:
                self._frames.put(Answer(annotation, self._view, decision, result))
            if not self._begun and not self._left:
                annotation.team.tidy()
