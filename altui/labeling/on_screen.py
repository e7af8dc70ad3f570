"""What is on the screen, and the ranking behind it.

The session's lock is held whenever these methods are called: the writer and the trainer both show
Rounds.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from altui.errors import StorageError
from altui.labeling import events
from altui.labeling.team.others_told import OthersTold
from altui.labeling.view import build_view

if TYPE_CHECKING:
    from altui.labeling.annotation import Annotation
    from altui.labeling.showing.asked_rows import AskedRows
    from altui.labeling.view import View
    from altui.learning.honesty.model_lead import Lead
    from altui.learning.rounds import Difference, Knowledge, Round
    from altui.session.events import Decision, Kind
    from altui.session.state.undo_stack import Batch

Send = Callable[[events.EngineEvent], object]


class OnScreen:
    """`view` is the last one sent, `ranked` the last Round of a model, by which rows are asked
    meanwhile, `newest` the event of the newest Round. `is_painted` is set while the screen shows
    the view, `is_begun` from the first one on. `follow` is told each View before it is sent."""

    def __init__(self, send: Send, rows: AskedRows, follow: Callable[[View], object]) -> None:
        self.view: View | None = None
        self.ranked: Round | None = None
        self.newest = -1
        self.lead: Lead | None = None
        self.is_painted = threading.Event()
        self.is_begun = threading.Event()
        self._send = send
        self._rows = rows
        self._follow = follow
        self._last: Kind | None = None
        self._moved: Batch | None = None
        self._difference: Difference | None = None
        self._saved: events.DecisionSaved | None = None  # and not told yet
        self._others = OthersTold()
        self._stands_for: int | None = None

    def shows(self, knowledge: Knowledge) -> bool:
        return self.view is not None and self.view.round.event == knowledge.event

    def stand_for(self, event: int) -> None:
        """Others have answered up to `event`. The row stays until the person decides: the View is
        that of this event from here on."""
        if self.view is not None:
            self.view = replace(self.view, round=replace(self.view.round, event=event))
            self._stands_for = event
            self._follow(self.view)

    def tell_of_others(self, annotation: Annotation) -> float | None:
        """Tell how many labels others have given, if this is the moment. Returns in how many
        seconds it is, None where all is told."""
        state = annotation.session.state
        wait = None if self.view is None else self._others.wait(state)
        if self.view is None or wait is None or wait > 0:
            return wait
        self._others.tell(state)
        self.view = self._view_of(annotation, self.view.round)
        self._send(events.CurveMeasured(self.view))
        return None

    def forget_ranking(self) -> None:
        """What was computed for other classes says nothing any more."""
        self.ranked, self.lead = None, None
        self._others.forget()

    def forget_difference(self) -> None:
        """The next Round watches other rows than the last one."""
        if self.ranked is not None:
            self.ranked = replace(self.ranked, watched=b"")

    def follow_kind(self, kind: Kind, moved: Batch | None) -> None:
        """The next View comes after a decision of this kind, which `moved` a batch, if it did."""
        self._last, self._difference, self._moved = kind, None, moved

    def hold_saved(self, decision: Decision) -> None:
        """To be told with the Round after it, or by `tell_saved`."""
        self._saved = events.DecisionSaved(decision)

    def tell_saved(self) -> None:
        """Unless it was told with a Round."""
        saved, self._saved = self._saved, None
        if saved is not None:
            self._send(saved)

    def take_over(self, annotation: Annotation, result: Round) -> tuple[Round, str]:
        """Log a Round and rank by it from now on.

        Returns the Round to show, and a note for the person. Without a model that is a row of the
        last ranking, which is better than any other row.
        """
        self.newest = max(self.newest, result.event)
        note = _sentences(annotation.notes) if self.view is None else ""
        try:
            annotation.session.record(result)
        except StorageError as error:
            # The labels are safe. Only the model's Round is missing in the log.
            note = f"this round is not logged: {error.message}"
        if not result.is_without_model:
            self._difference = result.difference(self.ranked) if self.ranked else None
            self.ranked = result
            return result, note
        knowledge = annotation.session.knowledge()
        is_failed = bool(result.trouble) and result.event == knowledge.event
        stale = self.next_of_ranking(annotation, knowledge, result.trouble) if is_failed else None
        return stale or result, note

    def put(self, annotation: Annotation, result: Round, note: str, knowledge: Knowledge) -> None:
        """Show a Round that was asked for, or what it says of the model if it comes too late."""
        is_next = result.event == knowledge.event and not self.shows(knowledge)
        if self.view is None or is_next:
            self.show(annotation, result, note)
        elif annotation.session.settings.class_list == self.view.settings.class_list:
            # The row stays: text must not change while a person reads it. Where the classes have
            # changed its numbers are of other ones, and the Round after that change comes soon.
            is_known = self.view.round.trouble == result.trouble and not note
            if is_known and result.event == self._stands_for:
                return  # of this `tell_of_others` tells
            kept = replace(self.view.round, trouble=result.trouble)
            self.view = self._view_of(annotation, kept)
            self._send(events.CurveMeasured(self.view, note))

    def show(self, annotation: Annotation, result: Round, note: str = "") -> None:
        self._others.note_key(annotation.session.state)
        self.view = self._view_of(annotation, result)
        self._follow(self.view)
        self.is_painted.clear()
        saved, self._saved = self._saved, None
        self._send(events.RoundReady(self.view, note, saved))
        self.is_begun.set()

    def next_of_ranking(
        self, annotation: Annotation, knowledge: Knowledge, trouble: str = ""
    ) -> Round | None:
        if self.ranked is None:
            return None
        return annotation.learner.next_of_ranking(self.ranked, knowledge, trouble)

    def _view_of(self, annotation: Annotation, result: Round) -> View:
        view = build_view(annotation, result, self._rows)
        lead = self.lead  # read once: another thread may replace it
        return replace(
            view,
            summary=self._others.limit(view.summary, annotation.session.state),
            last=self._last,
            difference=self._difference,
            moved=self._moved,
            lead=lead if lead is not None and lead.over == view.settings.model else None,
        )


def _sentences(notes: Iterable[str]) -> str:
    return " ".join(note if note.endswith((".", "?")) else f"{note}." for note in notes)
