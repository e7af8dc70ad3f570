"""Behind the screen: a writer thread saves decisions, a trainer thread provides Rounds.

A decision is committed before the next Round is shown. While the person reads, workers make the
Round after each possible answer, and the writer only shows it. If the person is faster, the trainer
has it made, always from the newest labels. A person who does not want to wait gets the next row of
the last ranking meanwhile. Quitting waits for the writer, never for a training.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from altui.errors import AltuiError
from altui.labeling import events
from altui.labeling.ahead.answers_ahead import AnswersAhead
from altui.labeling.ahead.frames_ahead import FramesAhead, Prepare
from altui.labeling.ahead.requested import RequestedRounds, take_round
from altui.labeling.on_screen import OnScreen
from altui.labeling.refilling.refills import Refills
from altui.labeling.team.moments import Moments
from altui.labeling.team_telling import TeamTelling
from altui.labeling.writer import COMMIT_LIMIT, DecisionWriter
from altui.session.events import STANDINGS, Decision, Kind

if TYPE_CHECKING:
    from altui.labeling.advising.model_advice import ModelAdvice
    from altui.labeling.ahead.lookahead import Lookahead
    from altui.labeling.annotation import Annotation
    from altui.labeling.view import View
    from altui.learning.honesty.model_lead import Lead
    from altui.learning.rounds import Knowledge, Round


class Say(Protocol):
    def __call__(self, text: str, done: float | None = None) -> object: ...


Open = Callable[[Say], "Annotation"]
"""Opens the data and the session, and says what it is doing."""

REMARKS = (Kind.FLAG, Kind.NOTE)
"""After them the row stays."""

HAND_OVER = 0.02
"""Seconds that the trainer, with a Round on its way to the screen, leaves the processor to that."""

PAINT_LIMIT = 0.25
"""Seconds that looking ahead waits for the screen to paint."""


class Engine:
    def __init__(
        self,
        send: Callable[[events.EngineEvent], object],
        *,
        is_patient: bool = True,
        prepare: Prepare = lambda _: (),
    ) -> None:
        """`prepare` is called in a thread of its own, with Views that may be shown next."""
        self.is_patient = is_patient
        self.annotation: Annotation | None = None
        self._send = send
        # Through a lambda: `_send` may be replaced when the screen is gone.
        self._writer = DecisionWriter(self._commit, lambda event: self._send(event))
        self._news = threading.Event()
        self._requested = RequestedRounds()
        self._model = ""
        self._frames = FramesAhead(prepare)
        self._answers = AnswersAhead(self._frames)
        self.on_screen = OnScreen(
            lambda event: self._send(event), self._frames.rows, self._follow_view
        )
        self._is_hurried = False
        self._moments = Moments()
        self._telling = TeamTelling(lambda event: self._send(event))
        self._lookahead: Lookahead | None = None
        self._advice: ModelAdvice | None = None
        self._refills = Refills(lambda event: self._send(event))
        self._session_lock = threading.Lock()
        self._is_closed = False
        self._trainer: threading.Thread | None = None

    @property
    def unsaved(self) -> list[events.DecisionNotSaved]:
        """Decisions that could not be written, oldest first."""
        return self._writer.unsaved

    def start(self, open_: Open) -> None:
        """Open in the background. RoundReady or OpeningFailed follows; then start again."""
        self._trainer = threading.Thread(
            target=self._train, args=(open_,), name="trainer", daemon=True
        )
        self._trainer.start()

    def decide(self, decision: Decision) -> None:
        """Queue a decision. An event says what became of it."""
        if decision.kind not in REMARKS:
            self._frames.stop()
        self._writer.put(decision)

    def drop(self, decision: Decision) -> None:
        """Remove a decision from the `unsaved`: the person knows about it."""
        self._writer.drop(decision)

    def mark_painted(self) -> None:
        """The screen shows the last View: until the next key there is time for other work."""
        self.on_screen.is_painted.set()

    def try_again(self) -> None:
        """Make the failed Round again."""
        self._news.set()

    def skip_waiting(self) -> None:
        """Do not wait for training: show the next row of the last ranking. If one is shown already,
        restart training with all labels."""
        self._is_hurried = True
        self._news.set()

    def close(self) -> None:
        """Let the writer finish, then close the session. Trainings are ended or dropped."""
        self._writer.close()
        if self._advice is not None:
            self._advice.close()
        self._refills.close()
        if self._lookahead is not None:
            self._lookahead.close()
        self._frames.close()
        if not self._session_lock.acquire(timeout=COMMIT_LIMIT):
            return
        try:
            self._is_closed = True
            if self.annotation is not None:
                self.annotation.close()
        finally:
            self._session_lock.release()
        self._news.set()
        self.on_screen.is_begun.set()

    # The writer

    def _commit(self, decision: Decision) -> None:
        assert self.annotation is not None
        with self._session_lock:
            session = self.annotation.session
            assert self._lookahead is not None
            moved = session.batch_in(decision)
            knowledge = session.decide(decision, self._peek)
            team = self.annotation.team
            team.bring(decision)
            if self.annotation.follow_classes():
                self._lookahead.replace(())
                self._model = ""
                self.on_screen.forget_ranking()
                knowledge = session.knowledge()
            if knowledge.model != self._model:
                self._lookahead.replace(())
                self._model = ""  # the trainer starts what makes the Rounds of another model
            if decision.kind in REMARKS and decision.row is not None:
                row = decision.row
                self._send(events.RemarkSaved(row, session.is_flagged(row), session.note(row)))
                return
            if decision.kind is not Kind.SETTING or not self.on_screen.shows(knowledge):
                self.on_screen.follow_kind(decision.kind, moved)
            self.on_screen.hold_saved(decision)
            self._telling.tell_answer(decision, team)
            try:
                self._show_at_once(self.annotation, self._lookahead, decision, knowledge)
            except Exception as error:  # noqa: BLE001  it is saved: only its Round is missing
                self.on_screen.tell_saved()
                self._send(events.RoundFailed(error))
            self.on_screen.tell_saved()
            # Before the lock is released: the trainer must not show an outdated Round.
            self._news.set()

    def _peek(self, knowledge: Knowledge) -> Round | None:
        """The Round of this Knowledge as it will be shown, if it is made and its row is lent."""
        assert self._lookahead is not None and self.annotation is not None
        made = self._lookahead.peek(knowledge)
        return made and self.annotation.team.prepare(made, knowledge)

    def _show_at_once(
        self,
        annotation: Annotation,
        lookahead: Lookahead,
        decision: Decision,
        knowledge: Knowledge,
    ) -> None:
        """Show the prepared Round; or a row of the last ranking, if the person does not wait."""
        self._take_over_newest(annotation, lookahead)
        screen = self.on_screen
        if screen.view is not None and screen.shows(knowledge):
            screen.show(annotation, screen.view.round)  # a remark was undone: the row stays
        elif prepared := take_round(lookahead, annotation.learner, knowledge):
            prepared = annotation.team.choose(prepared, knowledge)
            screen.show(annotation, *screen.take_over(annotation, prepared))
        elif not self.is_patient and decision.kind in STANDINGS | {Kind.ALIKE}:
            stale = screen.next_of_ranking(annotation, knowledge)
            if stale is not None:
                screen.show(annotation, annotation.team.choose(stale, knowledge))

    # The trainer

    def _train(self, open_: Open) -> None:
        try:
            opened = self._open(open_)
        except AltuiError as error:
            self._send(events.OpeningFailed(error))
        except Exception as error:  # noqa: BLE001  the person must be told
            self._send(events.RoundFailed(error))
        else:
            if opened is not None:
                self._make_rounds(*opened)

    def _open(self, open_: Open) -> tuple[Annotation, Lookahead] | None:
        """Open the session and start its threads; None if the engine was closed first."""
        from altui.labeling.advising.model_advice import ModelAdvice
        from altui.labeling.ahead.lookahead import Lookahead

        annotation = open_(self._tell_progress)
        makers = annotation.makers(is_patient=self.is_patient)
        with self._session_lock:
            self.annotation = annotation
            self._model = annotation.session.settings.model
            self._lookahead = Lookahead(makers, self._news.set)
            self._advice = ModelAdvice(annotation, self._advise)
            self._refills.begin(annotation, self._news.set)
            if self._is_closed:
                self._lookahead.close()
                annotation.close()
                return None
        self._writer.start()
        self._frames.start()
        annotation.team.start(self._news.set, self._tell_team_changed, annotation.explained)
        threading.Thread(target=self._keep, args=(annotation,), name="keeper", daemon=True).start()
        self._tell_progress("choosing the first row")
        return annotation, self._lookahead

    def _tell_progress(self, text: str, done: float | None = None) -> None:
        self._send(events.OpeningProgressed(text, done))

    def _keep(self, annotation: Annotation) -> None:
        """While the person reads the first row, which is not to wait for it."""
        self.on_screen.is_begun.wait()
        self.on_screen.is_painted.wait(PAINT_LIMIT)
        if self._is_closed:
            return
        try:
            notes = annotation.keep(lambda: not self._is_closed)
        except Exception as error:  # noqa: BLE001  the next start is slower: no reason to end this
            notes = [f"nothing is kept for a quick start: {error}"]
        if not self._is_closed:
            for note in notes:
                self._send(events.KeptDamaged(note))

    def _make_rounds(self, annotation: Annotation, lookahead: Lookahead) -> None:
        pause: float | None = 0.0
        while not self._is_closed:
            self._news.wait(pause)
            self._news.clear()
            if self.on_screen.view is not None:
                self.on_screen.is_painted.wait(HAND_OVER)
            try:
                pause = self._work_once(annotation, lookahead)
            except Exception as error:  # noqa: BLE001  a failed round never ends labeling
                self._send(events.RoundFailed(error))
                pause = None

    def _work_once(self, annotation: Annotation, lookahead: Lookahead) -> float | None:
        """Do what can be done now. Returns in how many seconds to look again without news."""
        with self._session_lock:
            if self._is_closed:
                return None
            self._follow_model(annotation, lookahead)
            if self._refills.take_in(annotation, self.on_screen):
                lookahead.replace(annotation.makers(is_patient=self.is_patient))
            look_again = self._take_in(annotation, lookahead)
            made = self._take_over_newest(annotation, lookahead)
            knowledge = annotation.session.knowledge()
            if made is not None:
                self.on_screen.put(annotation, *made, knowledge)
            is_done = self.on_screen.newest == knowledge.event and self.on_screen.shows(knowledge)
            is_hurried, self._is_hurried = self._is_hurried, False
            if is_hurried and not is_done:
                self._stop_waiting(annotation, lookahead, knowledge)
            if not is_done:
                return self._requested.request(
                    lookahead,
                    knowledge,
                    lambda seconds: self._report_slow(seconds, knowledge),
                )
            told_in = self.on_screen.tell_of_others(annotation)
        self._look_ahead(annotation, lookahead)
        return min((each for each in (look_again, told_in) if each is not None), default=None)

    def _take_in(self, annotation: Annotation, lookahead: Lookahead) -> float | None:
        """Take in what others of a team say, if this is the moment. The row stays. Returns in how
        many seconds it is, None for not before there is news. The session's lock is held."""
        team, view = annotation.team, self.on_screen.view
        before = annotation.session.state.event
        if view is None or view.round.event != before or not team.has_news:
            return None  # a Round is on its way: the next one will know
        wait = self._moments.wait(view.shown_row, is_idle=lookahead.is_idle)
        if wait > 0:
            return wait
        if team.take_in() and annotation.session.state.event != before and view.shown_row:
            self.on_screen.stand_for(annotation.session.state.event)
        self._moments.note(view.shown_row)
        return self._moments.wait(view.shown_row, is_idle=False) if team.has_news else None

    def _tell_team_changed(self) -> None:
        if self.annotation is not None and not self._is_closed:
            self._telling.tell_change(self.annotation.team)

    def _follow_model(self, annotation: Annotation, lookahead: Lookahead) -> None:
        """Have Rounds made by the session's model. The session's lock is held."""
        model = annotation.session.settings.model
        if model != self._model:
            lookahead.replace(annotation.makers(is_patient=self.is_patient))
            self._model = model

    def _advise(self, lead: Lead | None) -> None:
        self.on_screen.lead = lead
        if lead is not None and not self._is_closed:
            self._send(events.ModelIsAhead(lead))

    def _report_slow(self, seconds: int, knowledge: Knowledge) -> None:
        self._send(events.TrainingTakesLong(seconds, not self.on_screen.shows(knowledge)))

    def _take_over_newest(
        self, annotation: Annotation, lookahead: Lookahead
    ) -> tuple[Round, str] | None:
        result = self._requested.take_newest(lookahead, annotation.learner)
        if result is None:
            return None
        knowledge = annotation.session.knowledge()
        if not self.on_screen.shows(knowledge):
            result = annotation.team.choose(result, knowledge)
        return self.on_screen.take_over(annotation, result)

    def _stop_waiting(
        self, annotation: Annotation, lookahead: Lookahead, knowledge: Knowledge
    ) -> None:
        """Continue without waiting: show a row of the last ranking, or restart training."""
        if self.on_screen.shows(knowledge):
            self._requested.drop_all(lookahead)
            return
        stale = self.on_screen.next_of_ranking(annotation, knowledge)
        stale = stale or annotation.learner.without_model(knowledge, "training is not finished")
        self.on_screen.show(annotation, annotation.team.choose(stale, knowledge))

    def _follow_view(self, view: View) -> None:
        """Another View goes to the screen: other answers are prepared for."""
        self._answers.follow(view)
        if self.annotation is not None:
            row = view.shown_row
            self.annotation.team.show(None if row is None else row.row)
        if self._lookahead is not None:
            self._lookahead.forget()

    def _look_ahead(self, annotation: Annotation, lookahead: Lookahead) -> None:
        """Have the Round after each possible answer made, the likeliest answer first."""
        # Computing now would delay the paint.
        self.on_screen.is_painted.wait(PAINT_LIMIT)
        while True:
            with self._session_lock:
                if self._is_closed or self._news.is_set():
                    return
                self._answers.prepare_frames(annotation, lookahead)
                if self._answers.are_begun:
                    if self._advice is not None and lookahead.is_idle:
                        self._advice.allow(annotation.session.knowledge())
                    self._refills.allow(annotation.session.knowledge())
                    return
                if not self._answers.begin_next(annotation, lookahead):
                    return
