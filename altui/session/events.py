"""The events of a session: an append-only chain, each event sealed by a SHA-256.

Nothing here touches the disk. An event never changes; another event corrects a wrong label.
"""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any, NamedTuple, TypedDict, Unpack
from uuid import uuid4

from altui.session.classes.class_changes import ClassChange


class Kind(StrEnum):
    BEGIN = "begin"
    LABEL = "label"
    REVEAL = "reveal"
    SKIP = "skip"
    IGNORE = "ignore"
    UNSURE = "unsure"
    FLAG = "flag"
    NOTE = "note"
    UNDO = "undo"
    REDO = "redo"
    SETTING = "setting"
    ROUND = "round"
    DRAW = "draw"
    SOURCE = "source"
    RECOVERED = "recovered"
    RECHECK = "recheck"
    SETTLE = "settle"
    IMPORT = "import"
    IMPORTED = "imported"
    IMPORTED_CHECK = "imported-check"
    MODEL = "model"
    CLASSES = "classes"
    ALIKE = "alike"
    SEEN = "seen"
    OPINION = "opinion"
    REFILL = "refill"
    UNKNOWN = "unknown"
    """In another person's chain: an event that a newer altui wrote. It is kept and does nothing."""


ANSWERS = frozenset({Kind.LABEL, Kind.REVEAL})
LABELS = ANSWERS | {Kind.IMPORTED}
"""Decisions that give a row a label to train on: an answer given here, or one made elsewhere."""
STANDINGS = LABELS | {Kind.SKIP, Kind.IGNORE, Kind.UNSURE}
"""Decisions that replace each other: a row has at most one of them, the last."""
SECOND = frozenset({Kind.RECHECK, Kind.SETTLE})
"""Decisions about a row that has a label: a second label, and which of two labels is right."""
IMPORTS = frozenset({Kind.IMPORTED, Kind.IMPORTED_CHECK})
"""Labels made elsewhere. Those of one file follow their IMPORT event without a gap and are one
step of undo; one for a row of the random check is kept, but neither trained on nor an answer."""
OTHERS = frozenset({Kind.SEEN, Kind.OPINION})
"""What other people of the team say: SEEN names how far their chains were read, and one OPINION for
each row whose answer changed follows it without a gap. They are no steps: undo is personal."""
HEADERS = frozenset({Kind.IMPORT, Kind.ALIKE})
"""Events that begin a batch: see `session.state.batches`."""
NAMING = LABELS | SECOND | IMPORTS
"""Decisions whose value is a class."""
UNDOABLE = STANDINGS | SECOND | IMPORTS | {Kind.FLAG, Kind.NOTE}
"""Decisions about a row that undo takes back."""
OF_NO_ROW = frozenset({Kind.MODEL, Kind.CLASSES})
"""Decisions about the session: a change of the model, and of the classes."""
STEPS = UNDOABLE | OF_NO_ROW
"""All that undo takes back."""


class Shown(TypedDict, total=False):
    """What the screen showed at the time of a decision."""

    round: int | None
    confidence: float | None
    predicted: str | None
    shown_at: float | None
    suggested: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What the person did. `value` is a class name, a comment, or a JSON object of settings.

    `confidence` is the highest class probability shown, and `predicted` its class. `round` is the
    number of the Round that asked. `shown_at` is in unix seconds. `content` is the hash of the
    row's content (see `data.row_hashes`); the session fills it in. `annotator` and
    `decided_at` are set for a label made elsewhere; None means: by this annotator, now.
    `suggested` is a Suggested as JSON, of a row that had one when it was asked.
    """

    kind: Kind
    row: int | None = None
    value: str | None = None
    confidence: float | None = None
    round: int | None = None
    shown_at: float | None = None
    predicted: str | None = None
    content: str | None = None
    annotator: str | None = None
    decided_at: float | None = None
    suggested: str | None = None

    @classmethod
    def label(cls, row: int, class_name: str, **shown: Unpack[Shown]) -> "Decision":
        return cls(Kind.LABEL, row, class_name, **shown)

    @classmethod
    def reveal(cls, row: int, **shown: Unpack[Shown]) -> "Decision":
        """Take the label from the file. The session fills it in."""
        return cls(Kind.REVEAL, row, **shown)

    @classmethod
    def imported(
        cls, row: int, class_name: str, annotator: str = "", decided_at: float | None = None
    ) -> "Decision":
        """A label made elsewhere; the session sees to it where the row is of the random check."""
        return cls(Kind.IMPORTED, row, class_name, annotator=annotator, decided_at=decided_at)

    @classmethod
    def opinion(
        cls, row: int, class_name: str | None, chain: str, decided_at: float | None = None
    ) -> "Decision":
        """What the owner of another chain says of a row now; None where that was taken back."""
        return cls(Kind.OPINION, row, class_name, annotator=chain, decided_at=decided_at)

    @classmethod
    def skip(cls, row: int, **shown: Unpack[Shown]) -> "Decision":
        return cls(Kind.SKIP, row, **shown)

    @classmethod
    def ignore(cls, row: int, **shown: Unpack[Shown]) -> "Decision":
        return cls(Kind.IGNORE, row, **shown)

    @classmethod
    def unsure(cls, row: int, **shown: Unpack[Shown]) -> "Decision":
        return cls(Kind.UNSURE, row, **shown)

    @classmethod
    def recheck(cls, row: int, class_name: str | None, **shown: Unpack[Shown]) -> "Decision":
        """A second label for a labeled row; None if the person passes."""
        return cls(Kind.RECHECK, row, class_name, **shown)

    @classmethod
    def settle(cls, row: int, class_name: str | None, **shown: Unpack[Shown]) -> "Decision":
        """Which of two labels is right; None keeps the first."""
        return cls(Kind.SETTLE, row, class_name, **shown)

    @classmethod
    def flag(cls, row: int, on: bool = True) -> "Decision":
        return cls(Kind.FLAG, row, "on" if on else "off")

    @classmethod
    def note(cls, row: int, text: str) -> "Decision":
        """Write a note. An empty text removes it."""
        return cls(Kind.NOTE, row, text)

    @classmethod
    def undo(cls) -> "Decision":
        return cls(Kind.UNDO)

    @classmethod
    def redo(cls) -> "Decision":
        return cls(Kind.REDO)

    @classmethod
    def model(cls, name: str) -> "Decision":
        """Learn by another model from here on. The session fills in the one before."""
        return cls(Kind.MODEL, value=json.dumps({"model": name}))

    @classmethod
    def classes(cls, change: ClassChange) -> "Decision":
        """Add, rename, merge, remove or split a class."""
        return cls(Kind.CLASSES, value=change.dumps())

    @classmethod
    def draw(cls, row: int, item: int | None) -> "Decision":
        """Set a row aside for the random check, to be label number `item`; None: a reserve row."""
        return cls(Kind.DRAW, row, None if item is None else str(item))

    @classmethod
    def setting(cls, **changes: Any) -> "Decision":
        return cls(Kind.SETTING, value=json.dumps(changes))


TAKEN_UP = "taken_up"
"""A key of an IMPORT event: its labels are the answered random check of an earlier session. They
were there before this one began, so undo does not take them back."""


def is_taken_up(value: str | None) -> bool:
    return bool(json.loads(value or "{}").get(TAKEN_UP))


class Event(NamedTuple):
    """One row of the log, in the order of its columns. A tuple, because opening makes 100,000.

    `previous` and `hash` are lower-case hexadecimal. For undo and redo, `value` is the sequence
    of the decision that is undone or redone, and `row` its row.
    """

    sequence: int
    uuid: str
    kind: Kind
    row: int | None
    row_id: str | None
    value: str | None
    annotator: str
    round: int | None
    confidence: float | None
    predicted: str | None
    shown_at: float | None
    decided_at: float
    content: str | None
    suggested: str | None
    previous: str
    hash: str


COLUMNS = Event._fields
_encode = json.JSONEncoder(ensure_ascii=True, allow_nan=False, separators=("\n", ":")).encode


def canonical(contents: Iterable[Sequence[object]]) -> list[str]:
    """Each event as text: its sealed fields in order, each as JSON on its own line.

    Strings escape everything beyond ASCII and every line end, so the lines are unambiguous. Many
    events at once cost half of the time of one by one.
    """
    # A string ends in a quote, so only the end of an event is a bracket at a line's end.
    return _encode([*contents])[2:-2].split("]\n[")


def sealed_fields(columns: Sequence[object]) -> tuple[object, ...]:
    """All fields but the two hashes.

    The fields of later versions, `content` and `suggested`, come last and are left out while they
    are empty: hashes of older events stay valid.
    """
    if columns[-3] is not None:
        return tuple(columns[:-2])
    return tuple(columns[:-4] if columns[-4] is None else columns[:-3])


def seal(previous: str, content: str) -> str:
    """SHA-256 over the previous hash and the event's canonical text."""
    return sha256((previous + content).encode("ascii")).hexdigest()


def seal_event(
    previous: str,
    sequence: int,
    uuid: str,
    decision: Decision,
    row_id: str | None,
    annotator: str,
    decided_at: float,
) -> Event:
    fields = (
        sequence,
        uuid,
        decision.kind,
        None if decision.row is None else int(decision.row),
        row_id,
        decision.value,
        annotator,
        None if decision.round is None else int(decision.round),
        _finite(decision.confidence),
        decision.predicted,
        _finite(decision.shown_at),
        float(decided_at),
        decision.content,
        decision.suggested,
    )
    return reseal_event(Event._make((*fields, previous, "")))


def reseal_event(event: Event) -> Event:
    """The event with its hash, made from its content and the previous hash."""
    content = canonical([sealed_fields(event)])[0]
    return event._replace(hash=seal(event.previous, content))


def _finite(number: float | None) -> float | None:
    """A plain float; None for values that a database cannot store."""
    return None if number is None or not math.isfinite(number) else float(number)


Head = tuple[int, str]
"""(sequence, hash) of the last event of a chain."""
BEFORE_ALL: Head = (0, "")


def chain(
    head: Head, decisions: Sequence[tuple[Decision, str | None]], annotator: str, at: float
) -> list[Event]:
    events = []
    last, previous = head
    for sequence, (decision, row_id) in enumerate(decisions, start=last + 1):
        who = annotator if decision.annotator is None else decision.annotator
        when = at if decision.decided_at is None else decision.decided_at
        event = seal_event(previous, sequence, uuid4().hex, decision, row_id, who, when)
        events.append(event)
        previous = event.hash
    return events


def suppose_event(decision: Decision, sequence: int) -> Event:
    """The event that `decision` would make, without a hash: for a State, never for the log."""
    row, value = decision.row, decision.value
    return Event(
        sequence,
        "",
        decision.kind,
        row,
        None,
        value,
        "",
        *(None,) * 4,  # nothing was shown
        0.0,
        *(None,) * 2,
        "",
        "",
    )
