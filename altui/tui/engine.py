"""Two threads behind the screen: one writes decisions, one makes Rounds.

A decision is committed before the Round that follows it is shown. While the person reads, the
trainer makes the Round that each answer would lead to; the writer then only hands it out.
Where the person was faster the trainer makes it, always from the newest labels: a Round that
was overtaken while it was made is dropped. Quitting waits for the writer, never for the
trainer.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from altui.errors import AltuiError, StorageError
from altui.session.events import Decision, Kind
from altui.tui import messages
from altui.tui.view import build_view, possible_answers

if TYPE_CHECKING:
    from textual.message import Message

    from altui.learning.lookahead import Lookahead
    from altui.learning.rounds import Knowledge, Round
    from altui.session.annotation import Annotation
    from altui.tui.view import View

Say = Callable[[str], object]
Open = Callable[[Say], "Annotation"]
"""Opens the data and the session, saying on the way what takes its time."""

PAINT_LIMIT = 0.25
"""Seconds that looking ahead leaves to the screen."""

COMMIT_LIMIT = 10.0
"""Seconds that quitting gives a commit on a slow disk."""


class Engine:
    def __init__(self, send: Callable[[Message], object]) -> None:
        self.annotation: Annotation | None = None
        self._send = send
        self._decisions: queue.SimpleQueue[Decision | None] = queue.SimpleQueue()
        self._wanted = threading.Event()
        self._painted = threading.Event()
        self._shown: View | None = None
        self._lookahead: Lookahead | None = None
        self._session_lock = threading.Lock()
        self._is_closed = False
        self._trainer: threading.Thread | None = None
        self._writer = threading.Thread(target=self._write, name="writer", daemon=True)

    def start(self, open_: Open) -> None:
        """Open in the background; RoundReady or OpeningFailed follows, and then again start."""
        self._trainer = threading.Thread(
            target=self._train, args=(open_,), name="trainer", daemon=True
        )
        self._trainer.start()

    def decide(self, decision: Decision) -> None:
        """Queue a decision. What became of it comes as a message."""
        self._decisions.put(decision)

    def painted(self) -> None:
        """The screen shows what was sent last: the time until the next key may be used."""
        self._painted.set()

    def try_again(self) -> None:
        """Make the Round again that failed."""
        self._wanted.set()

    def close(self) -> None:
        """Let the writer finish, then close the session. A fit may go on; nothing heeds it."""
        if self._writer.is_alive():
            self._decisions.put(None)
            self._writer.join(COMMIT_LIMIT)
        if not self._session_lock.acquire(timeout=COMMIT_LIMIT):
            return
        try:
            self._is_closed = True
            if self.annotation is not None:
                self.annotation.close()
        finally:
            self._session_lock.release()
        self._wanted.set()

    def _write(self) -> None:
        while (decision := self._decisions.get()) is not None:
            try:
                self._commit(decision)
            except StorageError as error:
                self._send(messages.DecisionNotSaved(decision, error))
            except AltuiError as error:
                self._send(messages.DecisionRefused(error))
            except Exception as error:  # noqa: BLE001  nobody may go on without knowing
                unforeseen = StorageError(f"{type(error).__name__}: {error}")
                self._send(messages.DecisionNotSaved(decision, unforeseen))

    def _commit(self, decision: Decision) -> None:
        assert self.annotation is not None
        with self._session_lock:
            session = self.annotation.session
            knowledge = session.decide(decision)
            if decision.kind in (Kind.FLAG, Kind.NOTE) and decision.row is not None:
                row = decision.row
                self._send(messages.RemarkSaved(row, session.is_flagged(row), session.note(row)))
                return
            try:
                prepared = self._prepared(knowledge)
                if prepared is not None:
                    self._show(self.annotation, prepared)
            except Exception as error:  # noqa: BLE001  it is saved: only its Round is missing
                self._send(messages.RoundFailed(error))
            # Before the lock is let go: the trainer must not show what this has overtaken.
            self._wanted.set()

    def _prepared(self, knowledge: Knowledge) -> Round | None:
        if self._shown is not None and self._shown.round.event == knowledge.event:
            return self._shown.round  # a remark was undone or redone: the row is still asked
        return self._lookahead.take(knowledge) if self._lookahead else None

    def _train(self, open_: Open) -> None:
        from altui.learning.lookahead import Lookahead

        try:
            annotation = open_(lambda text: self._send(messages.OpeningProgressed(text)))
        except AltuiError as error:
            self._send(messages.OpeningFailed(error))
            return
        except Exception as error:  # noqa: BLE001  whatever it is, the person must be told
            self._send(messages.RoundFailed(error))
            return
        with self._session_lock:
            if self._is_closed:
                annotation.close()
                return
            self.annotation = annotation
            self._lookahead = Lookahead(annotation.learner)
        self._writer.start()
        self._wanted.set()
        while self._wanted.wait() and not self._is_closed:
            self._wanted.clear()
            try:
                self._make_round(annotation, self._lookahead)
                self._look_ahead(annotation, self._lookahead)
            except Exception as error:  # noqa: BLE001  a failed round never ends labeling
                self._send(messages.RoundFailed(error))

    def _make_round(self, annotation: Annotation, lookahead: Lookahead) -> None:
        """Show the Round of the newest labels, unless that has been done."""
        with self._session_lock:
            if self._is_closed:
                return
            knowledge = annotation.session.knowledge()
            if self._shown is not None and self._shown.round.event == knowledge.event:
                return
        result = lookahead.take(knowledge) or annotation.learner.round(knowledge)
        with self._session_lock:
            if not self._is_closed and not self._wanted.is_set():
                self._show(annotation, result)

    def _show(self, annotation: Annotation, result: Round) -> None:
        """Log a Round and hand it to the screen; the session's lock is held."""
        is_first = self._shown is None
        note = " ".join(annotation.notes) if is_first else ""
        try:
            annotation.session.record(result)
        except StorageError as error:
            # The labels are safe; only what the model made of them is not in the log.
            note = f"this round is not logged: {error.message}"
        self._shown = build_view(annotation, result)
        self._painted.clear()
        self._send(messages.RoundReady(self._shown, note))

    def _look_ahead(self, annotation: Annotation, lookahead: Lookahead) -> None:
        """Make the Round of each answer to the row on the screen, the likeliest first."""
        view = self._shown
        lookahead.forget()
        # What is computed now would hold up the paint.
        self._painted.wait(PAINT_LIMIT)
        if view is None or view.sample is None:
            return
        for decision in possible_answers(view):
            with self._session_lock:
                if self._is_closed or self._wanted.is_set():
                    return
                knowledge = annotation.session.foresee(decision)
            lookahead.prepare(knowledge)
