"""The engine behind the screen, for a caller who waits: each call returns when what it is about has
happened, or raises why it has not."""

from __future__ import annotations

import queue
from collections.abc import Callable
from contextvars import copy_context
from typing import TYPE_CHECKING

from altui.errors import SessionError
from altui.labeling import events
from altui.labeling.engine import Engine

if TYPE_CHECKING:
    from altui.labeling.annotation import Annotation
    from altui.labeling.engine import Open
    from altui.labeling.view import View
    from altui.session.events import Decision

OUTCOMES = (
    events.DecisionSaved,
    events.RemarkSaved,
    events.DecisionRefused,
    events.DecisionNotSaved,
)
"""Each decision has one of them, in the order of the decisions."""


class WaitingEngine:
    """One thread may call it at a time. `hear` is told what a person should know."""

    def __init__(self, hear: Callable[[str], object]) -> None:
        self._said: queue.SimpleQueue[events.EngineEvent] = queue.SimpleQueue()
        self._engine = Engine(self._said.put)
        self._hear = hear
        self._view: View | None = None
        self._is_due = True  # a Round that is not here yet
        self._failure: Exception | None = None
        self._is_closed = False
        self._open = 0  # decisions of which it is not known what became of them

    def open(self, open_: Open) -> Annotation:
        """Open the session. Raises the error where it cannot be."""
        # Threads do not inherit who listens to what is said.
        context = copy_context()
        self._engine.start(lambda say: context.run(open_, say))
        while self._engine.annotation is None and self._failure is None:
            self._take()
        self._raise_failure()
        return self.annotation

    @property
    def annotation(self) -> Annotation:
        """Raises SessionError once the session is closed."""
        if self._is_closed or self._engine.annotation is None:
            raise SessionError("this session is closed", hint="Open it again with altui.open.")
        return self._engine.annotation

    def view(self) -> View:
        """The View after all that was decided so far. Raises the error of a failed training."""
        _ = self.annotation
        while self._is_due and self._failure is None:
            self._take()
        self._raise_failure()
        assert self._view is not None
        self._engine.mark_painted()
        return self._view

    def decide(self, decision: Decision) -> None:
        """Returns when the decision is on disk; raises, and nothing has changed, if it is not."""
        _ = self.annotation
        self._open += 1
        self._engine.decide(decision)
        # Whoever interrupted the wait for an earlier decision has not heard what became of that.
        while self._open:
            event = self._take()
        if isinstance(event, events.DecisionRefused):
            raise event.error
        if isinstance(event, events.DecisionNotSaved):
            self._engine.drop(event.decision)  # the caller knows, and may say it again
            raise event.error

    def close(self) -> None:
        """What is decided is on disk already. Closing twice is allowed."""
        if not self._is_closed:
            self._is_closed = True
            self._engine.close()

    def _take(self) -> events.EngineEvent:
        event = self._said.get()
        saved = event.saved if isinstance(event, events.RoundReady) else event
        self._open -= isinstance(saved, OUTCOMES)
        match event:
            case events.RoundReady(view=view, note=note):
                self._view, self._is_due = view, False
                self._failure = None  # it was of a Round that nobody waits for any more
                self._tell(note)
            case events.CurveMeasured(view=view, note=note):
                self._view = view
                self._tell(note)
            case events.DecisionSaved():
                self._is_due = True
            case events.RemarkSaved() if self._view is not None:
                asked = self._view.shown_row
                if asked is not None and asked.row == event.row:
                    self._view = self._view.with_remark(flagged=event.flagged, note=event.note)
            case events.KeptDamaged(note=note) | events.SampleRefilled(note=note):
                self._tell(note)
            case events.OpeningFailed(error=error) | events.RoundFailed(error=error):
                self._failure = error
        return event

    def _tell(self, note: str) -> None:
        if note:
            self._hear(note)

    def _raise_failure(self) -> None:
        """Once: whoever asks again has it tried again."""
        failure, self._failure = self._failure, None
        if failure is not None:
            self._engine.try_again()
            raise failure
