"""Behind the screen: one thread writes decisions, one sees to it that there are Rounds.

A decision is committed before the Round that follows it is shown. While the person reads,
workers make the Round that each answer would lead to; the writer then only hands it out. Where
the person was faster the trainer has it made, always of the newest labels; whoever does not
want to wait gets the next row of the last ranking meanwhile. Quitting waits for the writer,
never for a fit.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from altui.errors import AltuiError, ModelError, StorageError
from altui.labeling import events
from altui.labeling.view import build_view, possible_answers
from altui.limits import limit_behind
from altui.session.events import STANDINGS, Decision, Kind

if TYPE_CHECKING:
    from altui.labeling.annotation import Annotation
    from altui.labeling.lookahead import Lookahead
    from altui.labeling.view import View
    from altui.learning.rounds import Difference, Knowledge, Round

Say = Callable[[str], object]
Open = Callable[[Say], "Annotation"]
"""Opens the data and the session, saying on the way what takes its time."""

PAINT_LIMIT = 0.25
"""Seconds that looking ahead leaves to the screen."""

COMMIT_LIMIT = 10.0
"""Seconds that quitting gives a commit on a slow disk."""

OVERTAKEN_LIMIT = 3.0
"""Seconds after which a worker that is needed gives up what nobody asks for any more."""

LONG = 10.0
"""Seconds of training after which the person is told what else can be done."""


class Engine:
    def __init__(
        self, send: Callable[[events.EngineEvent], object], *, is_patient: bool = True
    ) -> None:
        self.is_patient = is_patient
        self.annotation: Annotation | None = None
        self._send = send
        self.unsaved: list[events.DecisionNotSaved] = []
        self._decisions: queue.SimpleQueue[Decision | None] = queue.SimpleQueue()
        self._news = threading.Event()
        self._painted = threading.Event()
        self._shown: View | None = None
        self._ranked: Round | None = None
        self._last: Kind | None = None
        self._moved = 0
        self._difference: Difference | None = None
        self._asked: list[Knowledge] = []
        self._heard = -1
        self._ahead: deque[Decision] = deque()
        self._is_hurried = False
        self._told_of: int | None = None
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

    def drop(self, decision: Decision) -> None:
        """The person knows what became of this decision: it is no longer among the `unsaved`."""
        self.unsaved = [each for each in self.unsaved if each.decision is not decision]

    def painted(self) -> None:
        """The screen shows what was sent last: the time until the next key may be used."""
        self._painted.set()

    def try_again(self) -> None:
        """Make the Round again that failed."""
        self._news.set()

    def hurry(self) -> None:
        """Wait no longer: show the next row of the last ranking; if one is shown already, give
        up the fit under way and begin it anew with all labels."""
        self._is_hurried = True
        self._news.set()

    def close(self) -> None:
        """Let the writer finish, then close the session. A fit is ended, or nothing heeds it."""
        if self._writer.is_alive():
            self._decisions.put(None)
            self._writer.join(COMMIT_LIMIT)
        if self._lookahead is not None:
            self._lookahead.close()
        if not self._session_lock.acquire(timeout=COMMIT_LIMIT):
            return
        try:
            self._is_closed = True
            if self.annotation is not None:
                self.annotation.close()
        finally:
            self._session_lock.release()
        self._news.set()

    # The writer

    def _write(self) -> None:
        while (decision := self._decisions.get()) is not None:
            try:
                self._commit(decision)
                self.drop(decision)
            except StorageError as error:
                self._not_saved(decision, error)
            except AltuiError as error:
                self._send(events.DecisionRefused(error))
            except Exception as error:  # noqa: BLE001  nobody may go on without knowing
                self._not_saved(decision, _unforeseen(error))

    def _not_saved(self, decision: Decision, error: AltuiError) -> None:
        self.drop(decision)
        self.unsaved.append(events.DecisionNotSaved(decision, error))
        self._send(self.unsaved[-1])

    def _commit(self, decision: Decision) -> None:
        assert self.annotation is not None
        with self._session_lock:
            session = self.annotation.session
            assert self._lookahead is not None
            moved = session.import_in(decision)
            knowledge = session.decide(decision, self._lookahead.peek)
            if decision.kind in (Kind.FLAG, Kind.NOTE) and decision.row is not None:
                row = decision.row
                self._send(events.RemarkSaved(row, session.is_flagged(row), session.note(row)))
                return
            if decision.kind is not Kind.SETTING or not self._shows(knowledge):
                self._last, self._difference, self._moved = decision.kind, None, moved
            self._send(events.DecisionSaved(decision))
            try:
                self._show_at_once(self.annotation, self._lookahead, decision, knowledge)
            except Exception as error:  # noqa: BLE001  it is saved: only its Round is missing
                self._send(events.RoundFailed(error))
            # Before the lock is let go: the trainer must not show what this has overtaken.
            self._news.set()

    def _show_at_once(
        self,
        annotation: Annotation,
        lookahead: Lookahead,
        decision: Decision,
        knowledge: Knowledge,
    ) -> None:
        """The Round that was prepared for this, or where nobody waits, a row of the last one."""
        self._take_over_what_was_asked(annotation, lookahead)
        if self._shown is not None and self._shown.round.event == knowledge.event:
            self._show(annotation, self._shown.round)  # a remark was undone: the row is asked
        elif prepared := self._made(annotation, lookahead, knowledge):
            self._show(annotation, *self._taken_over(annotation, prepared))
        elif not self.is_patient and decision.kind in STANDINGS:
            stale = self._following(annotation, knowledge)
            if stale is not None:
                self._show(annotation, stale)

    # The trainer

    def _train(self, open_: Open) -> None:
        try:
            opened = self._open(open_)
        except AltuiError as error:
            self._send(events.OpeningFailed(error))
        except Exception as error:  # noqa: BLE001  whatever it is, the person must be told
            self._send(events.RoundFailed(error))
        else:
            if opened is not None:
                self._make_rounds(*opened)

    def _open(self, open_: Open) -> tuple[Annotation, Lookahead] | None:
        """Open the session and start the threads that work on it; None if the end came first."""
        from altui.labeling.lookahead import Lookahead

        annotation = open_(lambda text: self._send(events.OpeningProgressed(text)))
        makers = annotation.makers(is_patient=self.is_patient)
        with self._session_lock:
            self.annotation = annotation
            self._lookahead = Lookahead(makers, self._news.set)
            if self._is_closed:
                self._lookahead.close()
                annotation.close()
                return None
        self._writer.start()
        return annotation, self._lookahead

    def _make_rounds(self, annotation: Annotation, lookahead: Lookahead) -> None:
        pause: float | None = 0.0
        while not self._is_closed:
            self._news.wait(pause)
            self._news.clear()
            try:
                pause = self._turn(annotation, lookahead)
            except Exception as error:  # noqa: BLE001  a failed round never ends labeling
                self._send(events.RoundFailed(error))
                pause = None

    def _turn(self, annotation: Annotation, lookahead: Lookahead) -> float | None:
        """Do what can be done now; returns in how many seconds to look again without news."""
        with self._session_lock:
            if self._is_closed:
                return None
            made = self._take_over_what_was_asked(annotation, lookahead)
            knowledge = annotation.session.knowledge()
            if made is not None:
                self._put_on_screen(annotation, *made, knowledge)
            is_done = self._heard == knowledge.event and self._shows(knowledge)
            is_hurried, self._is_hurried = self._is_hurried, False
            if is_hurried and not is_done:
                self._go_on(annotation, lookahead, knowledge)
            if not is_done:
                return self._see_to(lookahead, knowledge)
        return self._look_ahead(annotation, lookahead)

    def _see_to(self, lookahead: Lookahead, knowledge: Knowledge) -> float | None:
        """Have the Round of the newest labels made; the session's lock is held, since the writer
        takes from what was asked too."""
        if not lookahead.begin(knowledge):
            # What was only guessed at gives way; what was asked for ranks the next rows.
            lookahead.drop_longest(OVERTAKEN_LIMIT, sparing=self._asked)
            if not lookahead.begin(knowledge):
                return OVERTAKEN_LIMIT
        if not self._asked or self._asked[-1].event != knowledge.event:
            self._asked.append(knowledge)
        passed = lookahead.seconds(knowledge)
        if passed is None:
            return 0.0
        if passed < LONG:
            return LONG - passed
        if self._told_of != knowledge.event:
            self._told_of = knowledge.event
            self._send(events.TrainingTakesLong(round(passed), not self._shows(knowledge)))
        return None

    def _made(
        self, annotation: Annotation, lookahead: Lookahead, knowledge: Knowledge
    ) -> Round | None:
        """The Round of this Knowledge, if it has been made by now."""
        try:
            return lookahead.take(knowledge)
        except ModelError as error:
            # A process died, or whatever else keeps a Learner elsewhere from its answer.
            return annotation.learner.without_model(knowledge, str(error))

    def _take_over_what_was_asked(
        self, annotation: Annotation, lookahead: Lookahead
    ) -> tuple[Round, str] | None:
        """The newest Round that was asked for and is there; newer labels may have overtaken it."""
        for place in reversed(range(len(self._asked))):
            result = self._made(annotation, lookahead, self._asked[place])
            if result is not None:
                del self._asked[: place + 1]
                return self._taken_over(annotation, result)
        return None

    def _taken_over(self, annotation: Annotation, result: Round) -> tuple[Round, str]:
        """Log a Round and rank by it from now on; the session's lock is held.

        Returns what to show for it, and what the person should know: where there is no model,
        a row of the last ranking is better than any.
        """
        self._heard = max(self._heard, result.event)
        note = " ".join(annotation.notes) if self._shown is None else ""
        try:
            annotation.session.record(result)
        except StorageError as error:
            # The labels are safe; only what the model made of them is not in the log.
            note = f"this round is not logged: {error.message}"
        if not result.is_without_model:
            self._difference = result.difference(self._ranked) if self._ranked else None
            self._ranked = result
            return result, note
        knowledge = annotation.session.knowledge()
        is_failed = bool(result.trouble) and result.event == knowledge.event
        stale = self._following(annotation, knowledge, result.trouble) if is_failed else None
        return stale or result, note

    def _put_on_screen(
        self, annotation: Annotation, result: Round, note: str, knowledge: Knowledge
    ) -> None:
        is_next = result.event == knowledge.event and not self._shows(knowledge)
        if self._shown is None or is_next:
            self._show(annotation, result, note)
        else:
            # The row stays: nobody's text is changed while they read it.
            kept = replace(self._shown.round, trouble=result.trouble)
            self._shown = self._view_of(annotation, kept)
            self._send(events.CurveMeasured(self._shown, note))

    def _shows(self, knowledge: Knowledge) -> bool:
        return self._shown is not None and self._shown.round.event == knowledge.event

    def _following(
        self, annotation: Annotation, knowledge: Knowledge, trouble: str = ""
    ) -> Round | None:
        if self._ranked is None:
            return None
        return annotation.learner.following(self._ranked, knowledge, trouble)

    def _go_on(self, annotation: Annotation, lookahead: Lookahead, knowledge: Knowledge) -> None:
        """The person does not want to wait any longer."""
        if self._shows(knowledge):
            self._told_of = None
            for asked in self._asked:
                lookahead.drop(asked)
            self._asked.clear()
            return
        stale = self._following(annotation, knowledge)
        self._show(
            annotation,
            stale or annotation.learner.without_model(knowledge, "its fit was not waited for"),
        )

    def _show(self, annotation: Annotation, result: Round, note: str = "") -> None:
        """Hand a Round to the screen; the session's lock is held."""
        self._shown = self._view_of(annotation, result)
        self._ahead = deque(possible_answers(self._shown))
        if self._lookahead is not None:
            self._lookahead.forget()
        self._painted.clear()
        self._send(events.RoundReady(self._shown, note))

    def _view_of(self, annotation: Annotation, result: Round) -> View:
        view = build_view(annotation, result)
        return replace(view, last=self._last, difference=self._difference, moved=self._moved)

    def _look_ahead(self, annotation: Annotation, lookahead: Lookahead) -> float | None:
        """Have the Round of each answer to the row on the screen made, the likeliest first."""
        # What is computed now would hold up the paint.
        self._painted.wait(PAINT_LIMIT)
        while True:
            with self._session_lock:
                if self._is_closed or self._news.is_set() or not self._ahead:
                    return None
                decision = self._ahead.popleft()
                knowledge = annotation.session.foresee(decision)
                if not lookahead.begin(knowledge):
                    self._ahead.appendleft(decision)
                    return None


def _unforeseen(error: Exception) -> StorageError:
    limit = limit_behind(error)
    if limit is None:
        return StorageError(f"{type(error).__name__}: {error}")
    cause, remedy = limit
    return StorageError(cause, hint=remedy)
