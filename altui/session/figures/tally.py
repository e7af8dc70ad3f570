"""What a summary needs besides the State, collected event by event."""

from array import array

import numpy as np

from altui.learning.evaluation import Evaluation
from altui.session.events import IMPORTS, OTHERS, Event, Kind
from altui.session.figures.curve import Measured
from altui.session.figures.logged import name_of_import
from altui.session.figures.summary import Summary
from altui.session.settings import Settings
from altui.session.state.label_state import State

BREAK_SECONDS = 300.0
"""Seconds. A longer pause between two events counts as a break, not as work."""


class Tally:
    """Of the events that were added, in the order of the log."""

    def __init__(self) -> None:
        self._started = self._last = 0.0
        self._seconds = 0.0
        self._paces = array("d")
        self._imports: dict[int, str] = {}
        self._is_of_others = False

    def add(self, event: Event) -> None:
        at = event.decided_at
        if event.kind in IMPORTS:
            return  # nobody worked on it here, and its time is that of another place
        # What others do goes on, and Rounds after it, while nobody is here.
        self._is_of_others = event.kind in OTHERS or (
            self._is_of_others and event.kind is Kind.ROUND
        )
        if self._is_of_others:
            return
        if event.kind is Kind.IMPORT:
            self._imports[event.sequence] = name_of_import(event.value)
        if event.sequence == 1:
            self._started = self._last = at
        # A clock that is set back must not reduce the working time.
        # The time between quitting and coming back does not count: it starts when the row is shown.
        pause = at - max(self._last, event.shown_at or self._last)
        if 0 < pause <= BREAK_SECONDS:
            self._seconds += pause
        self._last = at
        if event.kind is Kind.LABEL and event.shown_at is not None:
            self._add_pace(at - event.shown_at)

    def summary(
        self, settings: Settings, state: State, first: Evaluation | None, last: Measured | None
    ) -> Summary:
        theirs = state.others_per_class
        given = zip(settings.initial, state.labels_per_class, theirs, strict=True)
        per_class = [sum(counts) for counts in given]
        counts = state.counts
        standing = [name for event, name in self._imports.items() if not state.is_undone(event)]
        return Summary(
            labeled_at_start=sum(settings.initial),
            labels_given=state.answered,
            per_class=dict(zip(settings.classes, per_class, strict=True)),
            skipped=counts[Kind.SKIP],
            ignored=counts[Kind.IGNORE],
            unsure=counts[Kind.UNSURE],
            undone=len(state.undone),
            flagged=len(state.flags),
            seconds=self._seconds,
            pace=float(np.median(np.frombuffer(self._paces))) if self._paces else None,
            accuracy_before=first,
            accuracy_after=None if last is None else last.evaluation,
            measured_labels=None if last is None else last.answered,
            budget=settings.budget,
            remaining=settings.pool - count_decided(state),
            started=self._started,
            last=self._last,
            audit=settings.audit,
            checked=state.checked,
            replaced=state.replaced,
            rechecked=len(state.second),
            changed=state.changed,
            imported=state.imported,
            imported_check=len(state.check_imports),
            imported_from=tuple(dict.fromkeys(standing)),
            taken=state.others.taken,
            others=len(state.others.held),
            differing=state.others.differing,
            share=settings.share,
            overlap=settings.overlap,
        )

    def _add_pace(self, seconds: float) -> None:
        if 0 <= seconds <= BREAK_SECONDS:
            self._paces.append(seconds)


def count_decided(state: State) -> int:
    """How many rows are not asked for any more."""
    aside = state.counts[Kind.IGNORE] + state.counts[Kind.UNSURE]
    return len(state.answers) + aside + state.others.taken
