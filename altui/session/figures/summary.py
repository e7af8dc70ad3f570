"""The session in numbers, from its events alone, without data or a model."""

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

from altui.learning.calibration import Calibration
from altui.learning.certifying.verdict import Verdict
from altui.learning.evaluation import Evaluation
from altui.learning.find_progress import FindProgress
from altui.learning.hints import Hint
from altui.session.classes.class_changes import ClassChange
from altui.session.figures.model_changes import SeenChange
from altui.session.figures.sample import Sample
from altui.session.figures.shares import ClassShare
from altui.session.suggested.agreement import Agreement


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
    """Working time, without breaks."""
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
    """Rows of the random check that were set aside and replaced."""
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

    sample: Sample | None = None
    """What is labeled of a larger set; None where that is all of it."""
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
            "sample": None if self.sample is None else self.sample.to_json(),
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


def iso_time(seconds: float) -> str:
    """ISO 8601 in UTC, to the second."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def minute_in_words(seconds: float) -> str:
    """`2026-11-28 08:22 UTC`, which is read the same in every country."""
    return f"{day_in_words(seconds)} {datetime.fromtimestamp(seconds, UTC):%H:%M} UTC"


def day_in_words(seconds: float) -> str:
    """`2026-11-28`, in UTC."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d}"


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
