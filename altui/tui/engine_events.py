"""What the app does when the engine says what has happened: one method for each event."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from altui.errors import InputError
from altui.labeling import events
from altui.labeling.opening.options.flags import name_flags
from altui.wording.news import describe_lead, describe_no_row, describe_training
from altui.wording.team.live import describe_class, describe_second_opinion

if TYPE_CHECKING:
    from altui.labeling.team.status import TeamStatus
    from altui.tui.label_app import LabelApp
    from altui.tui.readiness import Readiness
    from altui.tui.windows import Windows


class EngineEvents:
    def __init__(self, app: LabelApp, readiness: Readiness, windows: Windows) -> None:
        self._app, self._readiness, self._windows = app, readiness, windows

    def handle(self, event: events.EngineEvent) -> None:
        if isinstance(event, events.RoundReady) and event.saved is not None:
            self.handle(event.saved)
        match event:
            case events.RoundReady():
                self._show_round(event)
            case events.CurveMeasured():
                self._show_curve(event)
            case events.RoundFailed():
                self._tell_failure(event)
            case events.TrainingTakesLong():
                self._tell_training(event)
            case events.OpeningProgressed():
                self._app.tell_begun(event.text, event.done)
            case events.OpeningFailed():
                self._end_or_propose(event)
            case events.DecisionSaved():
                self._windows.tell_saved(event.decision)
            case events.DecisionRefused():
                self._windows.tell_undecided(str(event.error))
                self._app.call_after_refresh(self._app.arm)
            case events.DecisionNotSaved():
                self._windows.open_not_saved(event)
            case events.ModelIsAhead(lead=lead):
                key = self._app.opening.keymap.key("strategy")
                self._app.remark(describe_lead(lead, key), "warn")
            case events.TeamChanged(status=status):
                self._show_team(status)
            case events.ClassOfAnother(said=said):
                key = self._app.opening.keymap.key("edit-classes")
                self._app.remark(describe_class(said, key), "warn")
            case events.AlsoAnswered():
                self._app.remark(describe_second_opinion(event), "warn")
            case events.KeptDamaged(note=note) | events.TeamNoted(note=note):
                self._app.remark(note, "warn")
            case events.ClusterChanged(state=state):
                if self._app.view is not None:
                    self._app.show(replace(self._app.view, cluster=state))
            case events.SampleRefilled(note=note):
                self._app.remark(note)
            case events.RemarkSaved():
                self._show_remark(event)

    def _show_round(self, said: events.RoundReady) -> None:
        self._readiness.is_stuck = False
        self._app.show(self._app.opening.complete(said.view), name_flags(said.note))
        if self._app.sent_at is not None:
            # A key may come before Textual has looked whether there is more to do.
            self._app.arm(self._app.sent_at)
        else:
            self._app.call_after_refresh(self._app.arm)

    def _show_curve(self, said: events.CurveMeasured) -> None:
        self._app.show(self._app.opening.complete(said.view))
        if said.note:
            self._app.remark(name_flags(said.note), "warn")

    def _tell_failure(self, said: events.RoundFailed) -> None:
        if self._app.view is None:
            self._end(said.error, 1)
            return
        self._app.is_auto = False
        keys = self._app.opening.keymap.list_keys(("redraw", "tries again"), ("undo", "undoes"))
        ways_on = ", ".join(f"{key} {meaning}" for key, meaning in keys)
        self._app.remark(f"{describe_no_row(said.error)}; {ways_on}", "bad")
        self._readiness.is_stuck = True
        self._app.call_after_refresh(self._app.arm)

    def _tell_training(self, said: events.TrainingTakesLong) -> None:
        key = self._app.opening.keymap.key("hurry")
        self._app.remark(describe_training(said, key), "warn")

    def _show_remark(self, said: events.RemarkSaved) -> None:
        view = self._app.view
        if view and view.shown_row and view.shown_row.row == said.row:
            self._app.show(view.with_remark(flagged=said.flagged, note=said.note))
        self._windows.tell_remark(said)

    def _show_team(self, status: TeamStatus) -> None:
        if self._app.view is not None:
            self._app.show(replace(self._app.view, team=status))

    def _end_or_propose(self, said: events.OpeningFailed) -> None:
        proposal = self._app.opening.proposal
        if proposal is not None and isinstance(said.error, InputError):
            self._windows.propose(replace(proposal, error=str(said.error)))
        else:
            self._end(said.error, said.error.exit_status)

    def _end(self, error: Exception, status: int) -> None:
        self._app.error = error
        self._app.exit(status)
