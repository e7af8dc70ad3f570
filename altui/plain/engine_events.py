"""What the plain dialogue does when the engine says what has happened."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

from altui.display.console import say
from altui.display.progress import LINE_PAUSE
from altui.errors import AltuiError, InputError
from altui.labeling import events
from altui.labeling.opening.options.flags import name_flags
from altui.wording.news import describe_lead, describe_no_row, describe_training
from altui.wording.team.live import describe_change, describe_class, describe_second_opinion

if TYPE_CHECKING:
    from altui.labeling.team.status import TeamStatus
    from altui.plain.question import Question
    from altui.plain.rows import OtherRows
    from altui.plain.state import State
    from altui.plain.unsaved import Unsaved
    from altui.session.events import Decision


class EngineEvents:
    """`begin` asks about the columns once more, and says why."""

    def __init__(
        self,
        state: State,
        question: Question,
        others: OtherRows,
        unsaved: Unsaved,
        begin: Callable[[str], object],
    ) -> None:
        self._state, self._question = state, question
        self._others, self._unsaved = others, unsaved
        self._begin = begin
        self._step, self._due = "", 0.0
        self._is_desk_gone = False

    def handle(self, event: events.EngineEvent) -> None:
        if isinstance(event, events.RoundReady) and event.saved is not None:
            self.handle(event.saved)
        match event:
            case events.RoundReady():
                self._show_round(event)
            case events.DecisionSaved(decision=decision):
                self._tell_saved(decision)
            case events.CurveMeasured(view=view, note=note):
                self._state.view = self._state.opening.complete(view)
                _say_note(note)
            case events.RemarkSaved():
                self._tell_remark(event)
            case events.TrainingTakesLong():
                say(describe_training(event, self._state.hurry_word))
                self._state.may_hurry = event.is_waiting
            case events.OpeningProgressed():
                self._tell_progress(event)
            case events.ModelIsAhead(lead=lead):
                key = self._state.opening.keymap.key("strategy")
                say(describe_lead(lead, f"{key} {lead.model}"))
            case events.TeamChanged(status=status):
                self._tell_team(status)
            case events.ClassOfAnother(said=said):
                say(describe_class(said, self._state.opening.keymap.key("edit-classes")))
            case events.AlsoAnswered():
                say(describe_second_opinion(event))
            case (
                events.KeptDamaged(note=note)
                | events.TeamNoted(note=note)
                | events.SampleRefilled(note=note)
            ):
                say(note)
            case events.ClusterChanged(state=state):
                say(f"{state or 'the cluster is there'}; labels go on")
            case events.DecisionRefused(error=error):
                say(str(error))
                self._state.is_awaited = True
                self._state.status = 1 if self._state.opening.ends_itself else None
            case events.DecisionNotSaved(decision=decision, error=error):
                self._unsaved.keep(decision, error)
            case events.RoundFailed(error=error):
                self._tell_failure(error)
            case events.OpeningFailed(error=error):
                self._end_or_begin(error)

    def _show_round(self, ready: events.RoundReady) -> None:
        self._question.set_view(ready.view)
        self._state.is_due = self._state.is_stuck = self._state.may_hurry = False
        _say_note(ready.note)
        if self._others.is_asking:
            self._state.engine.mark_painted()  # the row is printed when the person comes back to it
        elif self._others.is_among_hits and not ready.view.ending:
            self._question.ask_later()
        else:
            self._question.ask()

    def _tell_saved(self, decision: Decision) -> None:
        self._state.is_due = True
        self._others.tell_saved(decision)
        self._state.is_awaited = self._others.is_asking

    def _tell_remark(self, saved: events.RemarkSaved) -> None:
        view = self._state.view
        if view is None:
            return
        is_asked = view.shown_row is not None and view.shown_row.row == saved.row
        if is_asked:
            self._state.view = view.with_remark(flagged=saved.flagged, note=saved.note)
        self._others.tell_remark(saved, is_asked=is_asked)
        self._state.is_awaited = True

    def _tell_progress(self, event: events.OpeningProgressed) -> None:
        """Each step as it begins, and now and then how far it is."""
        now = monotonic()
        if event.text != self._step:
            say(event.text)
        elif event.done is not None and now >= self._due:
            say(f"{event.text}: {event.done:.0%}")
        else:
            return
        self._step, self._due = event.text, now + LINE_PAUSE

    def _tell_team(self, status: TeamStatus) -> None:
        """That the desk is lost or found again: each once."""
        if self._state.view is not None:
            self._state.view = replace(self._state.view, team=status)
        is_gone = status.gone_since is not None
        if is_gone != self._is_desk_gone:
            self._is_desk_gone = is_gone
            say(describe_change(status))

    def _tell_failure(self, error: Exception) -> None:
        if self._state.view is None or self._state.opening.ends_itself:
            self._state.fail(error, 1)
            return
        self._state.is_auto, self._state.is_stuck, self._state.is_due = False, True, False
        self._state.is_awaited |= not self._others.is_asking
        say(f"{describe_no_row(error)}; an empty line tries again, undo takes it back")

    def _end_or_begin(self, error: AltuiError) -> None:
        is_about_columns = self._state.opening.proposal is not None and isinstance(
            error, InputError
        )
        if is_about_columns and sys.stdin.isatty():
            self._begin(str(error))
        else:
            self._state.fail(error, error.exit_status)


def _say_note(text: str) -> None:
    if text:
        say(name_flags(text))
