"""The decisions and the rounds in the log."""

import json
from dataclasses import asdict, dataclass

from altui.learning.evaluation import Evaluation
from altui.learning.rounds import Round
from altui.session.confusions import confusion_to_json
from altui.session.events import NAMING, UNDOABLE, Event, Kind
from altui.session.figures.logged import evaluation_of
from altui.session.settings import Settings
from altui.session.state.label_state import State
from altui.session.suggested.telling import Suggested


@dataclass(frozen=True)
class HistoryItem:
    """One decision. `predicted` is what the model thought then, with `confidence`; `undone`
    says that it was taken back. `round` is the number of the round that asked. `is_check` says
    that it answered a row of the random check; of a row that has no answer it says nothing.
    `holds` says that it is what is decided about its row now, `flagged` and `commented` speak of
    the row as it is now. A change of the classes is about no row: its `row` is -1, its `value` the
    JSON of the change. `annotator` is whose the label is, where it was made elsewhere. `given_with`
    is the id of the row whose look-alike this one was labeled as; `suggested` is what another model
    had guessed of the row, where it was asked."""

    sequence: int
    kind: Kind
    row: int
    row_id: str
    value: str | None
    confidence: float | None
    predicted: str | None
    round: int | None
    decided_at: float
    undone: bool
    is_check: bool = False
    holds: bool = True
    flagged: bool = False
    commented: bool = False
    annotator: str = ""
    given_with: str = ""
    suggested: Suggested | None = None


@dataclass(frozen=True)
class RoundRecord:
    """A round from the log. `event` is the last event that the round has seen."""

    sequence: int
    event: int
    number: int
    labeled: int
    remaining: int
    row: int | None
    uncertainty: float | None
    evaluation: Evaluation | None
    strategy: str
    model: str
    trouble: str


LISTED = UNDOABLE - {Kind.IMPORTED_CHECK} | {Kind.CLASSES}
"""Not what was imported for a row of the random check: whoever saw it would not answer blind."""


def item_of(event: Event, row: int, state: State, settings: Settings) -> HistoryItem:
    """`row` is the row's number now, below zero if the row is gone."""
    # In a certificate every row is of the check.
    is_drawn = row in state.drawn or bool(settings.certify)
    standing = state.standings.get(row)
    return HistoryItem(
        event.sequence,
        event.kind,
        row,
        event.row_id or "",
        _class_now(event, event.value, state) if event.kind in NAMING else event.value,
        event.confidence,
        None if event.predicted is None else _class_now(event, event.predicted, state),
        event.round,
        event.decided_at,
        state.is_undone(event.sequence),
        is_drawn and state.is_answered(row),
        standing is not None and standing.event == event.sequence,
        row in state.flags,
        row in state.notes,
        event.annotator if event.kind is Kind.IMPORTED else "",
        given_with(event, state),
        _suggested_now(event, state),
    )


def _suggested_now(event: Event, state: State) -> Suggested | None:
    told = Suggested.loads(event.suggested)
    if told is None:
        return None
    return told._replace(name=state.classes.name_now(told.name, event.sequence))


def given_with(event: Event, state: State) -> str:
    """The id of the row that this one was labeled with, as its look-alike; empty if it was not."""
    beside = state.given_with(event.sequence)
    return "" if beside == event.row_id else beside


def _class_now(event: Event, name: str | None, state: State) -> str | None:
    return name and state.classes.name_now(name, event.sequence)


def round_to_json(round_: Round, settings: Settings) -> str:
    """The round as it is logged: status and export then need no model."""
    query, evaluation = round_.query, round_.evaluation
    logged: dict[str, object] = {
        "event": round_.event,
        "number": round_.number,
        "labeled": round_.labeled,
        "remaining": round_.remaining,
        "strategy": settings.strategy,
        "model": settings.model,
    }
    if query is not None:
        logged |= {"row": int(query.row), "uncertainty": _number(query.uncertainty)}
        logged["strategy"] = query.strategy
    if evaluation is not None:
        logged |= {
            "right": int(evaluation.right),
            "total": int(evaluation.total),
            "kind": evaluation.kind,
        }
        if evaluation.confusion:
            logged["confusion"] = confusion_to_json(evaluation.confusion)
    if round_.calibration is not None and round_.calibration.is_fitted:
        logged["calibrated_on"] = round_.calibration.rows
        logged["temperature"] = round_.calibration.temperature
    if round_.hint is not None:
        logged["hint"] = asdict(round_.hint)
    if round_.progress is not None:
        logged["find"] = asdict(round_.progress)
    if round_.verdict is not None:
        logged["verdict"] = asdict(round_.verdict)
    if round_.copies:
        logged["copies"] = round_.copies
    if round_.others:
        logged["others"] = round_.others
    if round_.passed:
        logged["passed"] = [*map(int, round_.passed)]
    if round_.words is not None:
        logged["words"] = round_.words
    if round_.trouble:
        logged["trouble"] = round_.trouble
    return json.dumps(logged)


def record_of(event: Event) -> RoundRecord:
    logged = json.loads(event.value or "{}")
    return RoundRecord(
        event.sequence,
        logged.get("event", 0),
        logged.get("number", 0),
        logged.get("labeled", 0),
        logged.get("remaining", 0),
        logged.get("row"),
        logged.get("uncertainty"),
        evaluation_of(logged),
        logged.get("strategy", ""),
        logged.get("model", ""),
        logged.get("trouble", ""),
    )


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)
