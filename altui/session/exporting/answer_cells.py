"""What an export says of one decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.data.dataset import Part
from altui.data.labels.earlier_export import IMPORTED, OPEN
from altui.session.events import IMPORTS, LABELS, Kind
from altui.session.exporting import calibrated_on
from altui.session.figures.summary import iso_time
from altui.session.state.others import Effect

if TYPE_CHECKING:
    from altui.session.reading import SessionView
    from altui.session.state.row_status import Standing

ExportCell = str | int | float | None

COLUMNS = (
    "altui_label",
    "altui_annotator",
    "altui_time",
    "altui_part",
    "altui_round",
    "altui_confidence",
    "altui_note",
)

PART_GIVEN = {
    Kind.LABEL: "labeled",
    Kind.REVEAL: "revealed",
    Kind.SKIP: "skipped",
    Kind.IGNORE: "ignored",
    Kind.UNSURE: "unsure",
    Kind.IMPORTED: "imported",
    Kind.IMPORTED_CHECK: "imported",
}
PART_OF_FILE = {
    Part.UNLABELED: "unlabeled",
    Part.LABELED: "known",
    Part.TEST: "test",
    Part.AUDIT: "audit",
    Part.ASIDE: "known",
}


def answer_cells(view: SessionView, row: int, standing: Standing) -> tuple[ExportCell, ...]:
    event = view.event(standing.event)
    is_check = standing.kind in LABELS and (row in view.state.drawn or bool(view.settings.certify))
    return (
        _label(view, row, standing),
        event.annotator,
        iso_time(event.decided_at),
        PART_OF_FILE[Part.AUDIT] if is_check else PART_GIVEN[standing.kind],
        event.round,
        None if event.confidence is None else round(event.confidence, 4),
    )


def others_cells(view: SessionView, row: int) -> tuple[ExportCell, ...] | None:
    """The same of a row whose label is not the one given here: it is others', most people's, or
    none where the answers differ; None for all other rows."""
    weighed, state = view.state.others.weighed(row), view.state
    if weighed.effect is Effect.NONE:
        return None
    agreeing = [
        each
        for each in state.others.about(row)
        if state.others.number_of(each.name) == state.number_of(weighed.number)
    ]
    own = state.standings.get(row)
    events = [view.event(each.event) for each in agreeing] or [view.event(weighed.event)]
    if weighed.effect is Effect.OPEN:
        who = [each.chain for each in state.others.about(row)]
        who += [view.event(own.event).annotator] if own and own.kind in LABELS else []
        return ("", ", ".join(who), iso_time(events[0].decided_at), OPEN, None, None)
    who = [each.chain for each in agreeing]
    time, label = iso_time(events[0].decided_at), state.classes.now.name_now(weighed.number)
    return (label, ", ".join(who), time, IMPORTED, None, None)


def round_seconds(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)


def _label(view: SessionView, row: int, standing: Standing) -> str:
    if standing.kind in LABELS:
        return view.settings.classes[view.state.label_of(row)]
    return view.state.classes.now.name_now(standing.number) if standing.kind in IMPORTS else ""


def kind_column(view: SessionView) -> tuple[str, ...]:
    """The column for what a confidence is, in sessions where it is not always a score."""
    return (calibrated_on.COLUMN,) if view.settings.generation.calibrates else ()
