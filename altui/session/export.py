"""The data with what a session says about each row, as columns appended."""

from collections.abc import Callable
from pathlib import Path

from altui.data.dataset import Dataset, Part
from altui.data.writing import write_stream, write_table
from altui.display.console import raw_output
from altui.errors import SessionError
from altui.session.events import ANSWERS, Kind
from altui.session.replay import SessionView, read_session
from altui.session.source import load_source
from altui.session.summary import iso_time

Cell = str | int | float | None

COLUMNS = (
    "altui_label",
    "altui_annotator",
    "altui_time",
    "altui_part",
    "altui_round",
    "altui_confidence",
    "altui_note",
)
FLAG = "altui_flag"
"""A column only where a row is flagged, so that all other exports have the same columns."""

_GIVEN = {
    Kind.LABEL: "labeled",
    Kind.REVEAL: "revealed",
    Kind.SKIP: "skipped",
    Kind.IGNORE: "ignored",
    Kind.UNSURE: "unsure",
}
_OF_FILE = {
    Part.UNLABELED: "unlabeled",
    Part.LABELED: "known",
    Part.TEST: "test",
    Part.AUDIT: "audit",
}


def export_session(
    session: Path,
    target: Path | None,
    *,
    only_labeled: bool = False,
    for_spreadsheet: bool = False,
    overwrite: bool = False,
) -> int:
    """Write the session's data with its labels; the number of rows written.

    Without a target, CSV goes to stdout. SessionError if the data are not those of the session.
    """
    view = read_session(session)
    dataset = load_source(view)
    with dataset.table:
        return export_dataset(
            view,
            dataset,
            target,
            only_labeled=only_labeled,
            for_spreadsheet=for_spreadsheet,
            overwrite=overwrite,
        )


def export_dataset(
    view: SessionView,
    dataset: Dataset,
    target: Path | None,
    *,
    only_labeled: bool = False,
    for_spreadsheet: bool = False,
    overwrite: bool = False,
) -> int:
    """The same for data that are loaded already."""
    cells = appended(view, dataset)
    rows = None
    if only_labeled:
        rows = (row for row in range(dataset.n) if cells(row)[0])
    table, names = dataset.table, appended_columns(view)
    if target is None:
        return write_stream(
            table, raw_output(), names, cells, rows=rows, for_spreadsheet=for_spreadsheet
        )
    return write_table(
        table,
        target,
        names,
        cells,
        rows=rows,
        for_spreadsheet=for_spreadsheet,
        overwrite=overwrite,
    )


def appended_columns(view: SessionView) -> tuple[str, ...]:
    return (*COLUMNS, FLAG) if view.state.flags else COLUMNS


def appended(view: SessionView, dataset: Dataset) -> Callable[[int], tuple[Cell, ...]]:
    """The function from a row to its appended cells, in the order of `appended_columns`."""
    state = view.state
    _check_parts(view, dataset)

    def cells(row: int) -> tuple[Cell, ...]:
        note = state.notes.get(row)
        flag: tuple[Cell, ...] = (1 if row in state.flags else None,) if state.flags else ()
        if row in state.standings:
            return (*_given(view, row), note, *flag)
        part = Part(int(dataset.part[row]))
        label = dataset.known_label(row) if part in (Part.LABELED, Part.TEST) else ""
        return (label, None, None, _OF_FILE[part], None, None, note, *flag)

    return cells


def _given(view: SessionView, row: int) -> tuple[Cell, ...]:
    standing = view.state.standings[row]
    event = view.event(standing.event)
    is_answer = standing.kind in ANSWERS
    is_check = is_answer and row in view.state.drawn
    return (
        event.value if is_answer else "",
        event.annotator,
        iso_time(event.decided_at),
        _OF_FILE[Part.AUDIT] if is_check else _GIVEN[standing.kind],
        event.round,
        None if event.confidence is None else round(event.confidence, 4),
    )


def _check_parts(view: SessionView, dataset: Dataset) -> None:
    if any(dataset.part[row] != Part.UNLABELED for row in view.state.standings):
        raise SessionError(
            "the session answers rows that have their label from the file", where=str(view.path)
        )
