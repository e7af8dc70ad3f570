"""The session in numbers, from its events alone, without data or a model."""

import json
from array import array
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

import numpy as np

from altui.learning.calibration import Calibration
from altui.learning.certifying.verdict import Verdict
from altui.learning.evaluation import Evaluation
from altui.learning.find_progress import FindProgress
from altui.learning.hints import Hint
from altui.session.classes.class_changes import ClassChange
from altui.session.confusions import confusion_of
from altui.session.events import IMPORTS, OTHERS, Event, Kind
from altui.session.figures.curve import Measured
from altui.session.figures.model_changes import SeenChange
from altui.session.figures.shares import ClassShare
from altui.session.settings import Settings
from altui.session.state.label_state import State
from altui.session.suggested.agreement import Agreement

BREAK_SECONDS = 300.0
"""Seconds. A longer pause between two events counts as a break, not as work."""


@dataclass(frozen=True)
class Summary:
    """The session in numbers."""

    labeled_at_start: int
    """Labels that the file had at the start, without test rows."""
    labels_given: int
    """Labels given in this session that still stand."""
    per_class: dict[str, int]
    """All labels by class name, with those of the file."""
    skipped: int
    """Rows that are skipped now."""
    ignored: int
    """Rows that are ignored now."""
    unsure: int
    """Rows that are marked unsure now."""
    undone: int
    """Decisions that are undone now."""
    flagged: int
    """Rows that are flagged now."""
    seconds: float
    """Working time, without breaks of more than BREAK_SECONDS."""
    pace: float | None
    """Median seconds from showing a row to its label; None before the first label."""
    accuracy_before: Evaluation | None
    """The accuracy before the first label of this session; None if not measured."""
    accuracy_after: Evaluation | None
    """The accuracy after `measured_labels` labels; None if not measured."""
    measured_labels: int | None
    """The most labels that still stand and had an accuracy measured after them."""
    budget: int
    """Labels to give in this session; 0 for no limit."""
    remaining: int
    """Rows of the pool without an answer, skipped ones included."""
    started: float
    """When the session began, in unix seconds."""
    last: float
    """When the last event was, in unix seconds."""
    audit: int = 0
    """The size of the random check, in rows; 0 for none."""
    checked: int = 0
    """Rows of the random check that have a label."""
    replaced: int = 0
    """Rows of the random check that were ignored and replaced."""
    rechecked: int = 0
    """Labels that were asked for again."""
    changed: int = 0
    """Labels among them that are different now."""
    hint: Hint | None = None
    """The stopping hint of the last round."""
    sought: str = ""
    """The class whose rows are all to be found; empty for none."""
    progress: FindProgress | None = None
    """How far the search was in the last round."""
    verdict: Verdict | None = None
    """The verdict of the last round, in a certificate."""
    shares: dict[str, ClassShare] = field(default_factory=dict)
    """The share of each class in the whole file, in a certificate."""
    calibration: Calibration | None = None
    """What the confidence of the last round rests on; None where the session does not calibrate."""
    words: int | None = None
    """How many classes the model of the last round begins from words for, which still count; None
    where it began from none."""
    imported: int = 0
    """Labels that were made elsewhere; none of them is one of `labels_given`."""
    imported_check: int = 0
    """Labels made elsewhere that are kept for rows of the random check, which are asked anyway."""
    imported_from: tuple[str, ...] = ()
    """The files that they came from."""

    taken: int = 0
    """Rows that need not be asked since other people of the team have answered them."""
    others: int = 0
    """Labels that other people of the team gave and that hold here."""
    differing: int = 0
    """Rows to which people have given different answers, none of which holds."""

    narrow: str = ""
    """What rows must have to be asked for now; empty for all."""
    narrowed: dict[str, int] = field(default_factory=dict)
    """Labels that still stand and were given while the pool was narrowed, by how."""
    model_changes: tuple[SeenChange, ...] = ()
    """Changes of the model after its accuracy had been seen."""
    to_split: dict[str, int] = field(default_factory=dict)
    """Labels of split classes that are still to be asked for again, by class name."""
    class_changes: tuple[ClassChange, ...] = ()
    """How the classes differ from those at the beginning."""
    agreement: Agreement | None = None
    """How often the labels were what had been suggested; None where nothing was."""

    copies: int = 0
    """Rows that have the label of an identical one, at the last round."""
    group: str = ""
    """The column whose groups are never both learned from and measured on; empty for none."""

    share: str = ""
    """The share of the rows that are asked for, as "1/2"; empty for all."""
    overlap: float = 0.0
    """The part of the rows that is in every share."""

    @property
    def labeled(self) -> int:
        return self.labeled_at_start + self.labels_given + self.imported + self.others

    @property
    def pool(self) -> int:
        """All rows that may be asked for."""
        here = self.labels_given + self.imported + self.ignored + self.unsure
        return here + self.taken + self.remaining

    @property
    def seconds_left(self) -> float | None:
        """Seconds until the budget is spent, at this pace; None without a budget or a pace."""
        left = self.budget - self.labels_given
        return self.pace * left if self.pace is not None and left > 0 else None

    def to_json(self) -> dict[str, object]:
        return {
            "labeled_at_start": self.labeled_at_start,
            "labels_given": self.labels_given,
            "imported": {
                "labels": self.imported,
                "on_random_check": self.imported_check,
                "files": list(self.imported_from),
            },
            "labeled": self.labeled,
            "others": {"labels": self.others, "differing": self.differing},
            "copies": self.copies,
            "group": self.group,
            "share": self.share,
            "overlap": self.overlap,
            "per_class": self.per_class,
            "skipped": self.skipped,
            "ignored": self.ignored,
            "unsure": self.unsure,
            "undone": self.undone,
            "flagged": self.flagged,
            "remaining": self.remaining,
            "narrowed": {"now": self.narrow, "labels": self.narrowed},
            "budget": self.budget,
            "seconds": round(self.seconds, 1),
            "pace": None if self.pace is None else round(self.pace, 2),
            "seconds_left": None if self.seconds_left is None else round(self.seconds_left, 1),
            "accuracy_before": _accuracy(self.accuracy_before),
            "accuracy_after": _accuracy(self.accuracy_after),
            "measured_labels": self.measured_labels,
            "audit": {"rows": self.audit, "labeled": self.checked, "replaced": self.replaced},
            "to_split": self.to_split,
            "class_changes": [asdict(each) for each in self.class_changes],
            "model_changes_after_accuracy": [each._asdict() for each in self.model_changes],
            "suggested": None if self.agreement is None else self.agreement.to_json(),
            "rechecked": self.rechecked,
            "changed": self.changed,
            "confidence": None if self.calibration is None else _calibration(self.calibration),
            "words": self.words,
            "verdict": None if self.verdict is None else asdict(self.verdict),
            "class_shares": {name: share._asdict() for name, share in self.shares.items()},
            "hint": None if self.hint is None else asdict(self.hint),
            "find": None if self.progress is None else self._find(self.progress),
            "started": iso_time(self.started),
            "last": iso_time(self.last),
        }

    def _find(self, progress: FindProgress) -> dict[str, object]:
        return {"class": self.sought, **asdict(progress)}


class Tally:
    """What a summary needs besides the State, collected event by event."""

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


def evaluation_of(logged: Mapping[str, object]) -> Evaluation | None:
    """The evaluation in the JSON of a ROUND event."""
    right, total = logged.get("right"), logged.get("total")
    if isinstance(right, int) and isinstance(total, int) and total > 0:
        confusion = confusion_of(logged.get("confusion"))
        return Evaluation(right, total, str(logged.get("kind")), confusion)
    return None


def hint_of(logged: Mapping[str, object]) -> Hint | None:
    """The stopping hint in the JSON of a ROUND event."""
    hint = logged.get("hint")
    return Hint(**hint) if isinstance(hint, dict) else None


def progress_of(logged: Mapping[str, object]) -> FindProgress | None:
    """How far the search was, in the JSON of a ROUND event."""
    progress = logged.get("find")
    return FindProgress(**progress) if isinstance(progress, dict) else None


def calibration_of(logged: Mapping[str, object]) -> Calibration:
    """The calibration in the JSON of a ROUND event."""
    rows, temperature = logged.get("calibrated_on"), logged.get("temperature")
    if isinstance(rows, int) and isinstance(temperature, float):
        return Calibration(temperature, rows)
    return Calibration()


def verdict_of(logged: Mapping[str, object]) -> Verdict | None:
    """The verdict on a frozen model in the JSON of a ROUND event."""
    verdict = logged.get("verdict")
    if not isinstance(verdict, dict):
        return None
    answers = tuple(map(tuple, verdict.get("answers", ())))
    return Verdict(**{**verdict, "answers": answers})


def name_of_import(value: str | None) -> str:
    """The name of the file in the JSON of an IMPORT event."""
    return str(json.loads(value or "{}").get("file", ""))


def iso_time(seconds: float) -> str:
    """ISO 8601 in UTC, to the second."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _calibration(calibration: Calibration) -> dict[str, object]:
    return {
        "calibrated_on": calibration.rows,
        "temperature": round(calibration.temperature, 4),
    }


def _accuracy(evaluation: Evaluation | None) -> dict[str, object] | None:
    if evaluation is None or not evaluation.is_measured:
        return None
    low, high = evaluation.interval
    return {
        "accuracy": round(evaluation.accuracy, 4),
        "right": evaluation.right,
        "total": evaluation.total,
        "low": round(low, 4),
        "high": round(high, 4),
        "kind": evaluation.kind,
    }
