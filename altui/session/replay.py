"""Rebuilds a session from its log in one pass: settings, state and counts."""

import gc
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from typing import Any

from altui.errors import SessionError
from altui.learning.calibration import Calibration
from altui.learning.certifying.verdict import Verdict
from altui.learning.find_progress import FindProgress
from altui.learning.hints import Hint
from altui.session.classes.class_changes import net_changes
from altui.session.events import Event, Kind
from altui.session.figures.curve import Curve, GrowingCurve, Measurements
from altui.session.figures.logged import (
    calibration_of,
    evaluation_of,
    hint_of,
    progress_of,
    verdict_of,
)
from altui.session.figures.model_changes import SeenChanges
from altui.session.figures.sample import Sample
from altui.session.figures.shares import class_shares
from altui.session.figures.summary import Summary
from altui.session.figures.tally import Tally, count_decided
from altui.session.row_mapping import Moves
from altui.session.settings import Settings
from altui.session.state.label_state import State
from altui.session.state.undo_stack import (
    ClassesChange,
    ModelChange,
    OfNoRow,
    Step,
)
from altui.session.suggested.agreement import Agreement, AgreementTally

_parse = json.JSONDecoder().raw_decode


@contextmanager
def pause_collector() -> Iterator[None]:
    """Switch garbage collection off meanwhile: all 100,000 new objects stay, so it finds none."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


class Replay:
    """What the events say, following them one by one. `uuid` is the session's own mark, that
    of its first event; `recorded` is the event of the last round that was logged, `hint`,
    `verdict`, `calibration` and `words` what that said, and `measurements` are the accuracies of
    the rounds, by the answers that they knew."""

    def __init__(self, first: Event) -> None:
        self.begun_with = self.settings = settings_of(first)
        self.uuid = first.uuid
        self.state = State(self.settings.classes)
        self.tally = Tally()
        self.measurements = Measurements()
        self.moves = Moves()
        self._curve = GrowingCurve(self.settings.initial)
        self._merges: dict[int, None] = {}
        self._measured_anew: list[int] = []
        self.recorded = self._changed_classes = 0
        self.hint: Hint | None = None
        self.progress: FindProgress | None = None
        self.verdict: Verdict | None = None
        self.calibration = Calibration()
        self.words: int | None = None
        self.copies = 0
        self._left: tuple[int, int] | None = None
        self.model_changes = SeenChanges()
        self.agreement = AgreementTally()
        self._narrowed: list[tuple[int, str]] = []
        self.follow(first)

    @classmethod
    def of(cls, events: Iterable[Event]) -> "Replay":
        """Follow all `events`. The first must be BEGIN."""
        with pause_collector():
            rest = iter(events)
            replay = cls(next(rest))
            for event in rest:
                replay.follow(event)
        return replay

    def follow(self, event: Event) -> Step | None:
        if event.row is not None and not 0 <= event.row < self.settings.rows:
            raise SessionError(f"the session speaks of row {event.row + 1:,}, which is not there")
        self.tally.add(event)
        if event.kind is Kind.ROUND:
            self._follow_round(_parse(event.value or "{}")[0])
            return None
        if event.kind is Kind.SETTING:
            before, self.settings = self.settings, self.settings.with_changes(event.value)
            self._follow_model(before.model)
            if before.narrow != self.settings.narrow:
                self._narrowed.append((event.sequence, self.settings.narrow))
            if before.looks_like(self.settings):
                return None  # no Round depends on it
        elif event.kind is Kind.SOURCE:
            self._follow_source(event)
        elif event.kind is Kind.REFILL:
            self._follow_refill(event)
        step = self.state.apply(event)
        self.agreement.follow(event, self.state, step)
        if isinstance(step, OfNoRow):
            before, self.settings = self.settings, settings_after(self.settings, step)
            self._follow_model(before.model)
        if isinstance(step, ClassesChange):
            self._follow_classes(event, step)
        return step

    def summary(self) -> Summary:
        answers, names = self.state.answers, self.settings.classes
        first = self.measurements.at(0, 0)
        last = self.measurements.last(answers.newest_first(), len(answers))
        summary = self.tally.summary(self.settings, self.state, first, last)
        return replace(
            summary,
            hint=self.hint,
            sought=self.settings.find,
            progress=self.progress,
            verdict=self.verdict,
            shares=class_shares(self.settings, self.verdict),
            calibration=self.calibration if self.settings.shows_calibrated else None,
            words=self.words,
            narrow=self.settings.narrow,
            narrowed=self._labels_while_narrowed(),
            model_changes=self.model_changes.found,
            to_split=dict(Counter(names[self.state.label_of(row)] for row in self.state.to_split)),
            class_changes=net_changes(self.state.classes.now),
            remaining=self._remaining(summary.remaining),
            copies=self.copies,
            group=str(self.settings.options.get("group") or ""),
            sample=Sample.of(self.settings),
            agreement=self._agreement(),
        )

    def _remaining(self, by_rows: int) -> int:
        """How many rows are left to ask for. Where an imported label may serve copies, only the
        last round knows."""
        if not (self.settings.merges or self.settings.share) or self._left is None:
            return by_rows
        remaining, before = self._left
        return max(remaining - (count_decided(self.state) - before), 0)

    def _agreement(self) -> Agreement | None:
        column = self.settings.suggested
        is_asked = column and not self.settings.certify
        return self.agreement.agreement(column, self.state) if is_asked else None

    def _labels_while_narrowed(self) -> dict[str, int]:
        """How many labels that still stand were given while the pool was narrowed, by how."""
        answers = self.state.answers
        begun = [answers.until(event) for event, _ in self._narrowed]
        labels: dict[str, int] = {}
        stretches = pairwise([*begun, len(answers)])
        for (_, text), (first, end) in zip(self._narrowed, stretches, strict=True):
            if text:
                labels[text] = labels.get(text, 0) + end - first
        return labels

    def curve(self) -> Curve:
        """The accuracy after each answer that still stands, in their order."""
        changed, self._measured_anew = self._measured_anew, []
        return self._curve.points(
            self.state.answers,
            self.measurements,
            changed,
            self.state.classes.now,
            self._merges,
        )

    def _follow_model(self, before: str) -> None:
        self.model_changes.add(before, self.settings.model, len(self.state.answers))

    def _follow_classes(self, event: Event, step: ClassesChange) -> None:
        """Accuracies stay as they were measured; what they say of single classes is dropped."""
        self.measurements.forget_classes()
        self._curve = GrowingCurve(self._initial_by_slot)
        self._changed_classes = event.sequence
        if event.kind is Kind.UNDO:
            self._merges.pop(step.event, None)
        elif step.is_merge:
            self._merges[step.event] = None
        self.hint = self.verdict = self.progress = None

    def _follow_source(self, event: Event) -> None:
        places = self.moves.add(event)
        moved = self.settings.with_source(event.value)
        if moved == self.settings:
            return  # only what rows hold was written down
        self.settings = moved
        self.state.move(places)
        self.agreement.move(places)
        # What was measured on other rows cannot be compared with what will be.
        self.measurements.clear()
        self._measured_anew.clear()
        self.hint = self.verdict = self.progress = self._left = None
        self.calibration = Calibration()
        self._curve = GrowingCurve(self._initial_by_slot)

    def _follow_refill(self, event: Event) -> None:
        before, self.settings = self.settings.rows, self.settings.with_refill(event.value)
        if self._left is not None:
            remaining, decided = self._left
            self._left = remaining + self.settings.rows - before, decided

    @property
    def _initial_by_slot(self) -> tuple[int, ...]:
        return self.settings.initial_by_slot or self.settings.initial

    def _follow_round(self, logged: dict[str, Any]) -> None:
        self.recorded = logged.get("event", 0)
        if not self.settings.narrow:  # else it counts the rows of the narrowed pool
            self._left = logged.get("remaining", 0), count_decided(self.state)
        self.hint, self.verdict = hint_of(logged), verdict_of(logged)
        self.progress = progress_of(logged)
        self.calibration = calibration_of(logged)
        self.words = logged.get("words")
        self.copies = int(logged.get("copies", 0))
        if self.recorded < self._changed_classes:
            # It was made for the classes before.
            self.hint = self.verdict = self.progress = None
            logged = {**logged, "confusion": None}
        answers = self.state.answers
        answered = answers.until(self.recorded)
        if answered != self._known_to(logged):
            return  # of the answers that it knew one has been changed since
        self.model_changes.see(evaluation_of(logged))
        evaluation, last = evaluation_of(logged), answers.event_at(answered - 1) if answered else 0
        self._measured_anew.append(last)
        if evaluation is None:
            self.measurements.drop(last)
        else:
            self.measurements.put(last, answered, evaluation)

    def _known_to(self, logged: dict[str, Any]) -> int:
        """The answers of a logged round, imported ones among them, those of others not."""
        if self.state.has_imported and "labeled" in logged:
            given = int(logged["labeled"]) - int(logged.get("others", 0))
            return given - sum(self.settings.initial)
        return int(logged.get("number", 1)) - 1


def settings_after(settings: Settings, step: OfNoRow) -> Settings:
    if isinstance(step, ModelChange):
        return replace(settings, model=step.after)
    return settings.with_classes(step.after)


def settings_of(first: Event) -> Settings:
    try:
        return Settings.from_json(json.loads(first.value or ""))
    except ValueError as error:
        raise SessionError("the session's settings cannot be read") from error
