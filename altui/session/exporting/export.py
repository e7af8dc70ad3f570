"""The data, with columns added for what the session knows about each row."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TypedDict

from altui.data.dataset import Dataset, Part
from altui.data.labels.earlier_export import (
    ALIKE,
    FAST,
    FLAG,
    KNOWN,
    LABELED,
    SAME,
    marked_rows,
    read_labels,
)
from altui.data.memory_table import MemoryTable
from altui.data.schema import Role
from altui.data.table import Table
from altui.data.writers.output import Asked
from altui.data.writers.writing import check_format, write_stream, write_table
from altui.display.console import raw_output
from altui.errors import SessionError
from altui.session.events import IMPORTS, LABELS, Kind
from altui.session.exporting import calibrated_on
from altui.session.exporting.alike_rows import alike_rows
from altui.session.exporting.label_seconds import COLUMN as SECONDS
from altui.session.exporting.label_seconds import label_seconds
from altui.session.exporting.names_given import COLUMN as GIVEN_AS
from altui.session.exporting.names_given import names_given, names_in_file
from altui.session.replay import SessionView, read_session
from altui.session.source.changes import spoken_rows
from altui.session.source.reload import load_source
from altui.session.source.remembered import locate_data
from altui.session.state.pool import Pool
from altui.session.state.row_status import Standing
from altui.session.summary import iso_time

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
MARKS = (FLAG, FAST, ALIKE)
"""Columns that are added only if a row is flagged, was answered too fast to have been read, or got
its label with another as its look-alike. All other exports have the same columns."""

READING_SECONDS = 0.3
"""Seconds. A label sooner after its row was shown is probably a key pressed twice."""

ID, ROW = "row_id", "altui_row"
_NOTHING: tuple[ExportCell, ...] = (None,) * 6
_GIVEN = {
    Kind.LABEL: "labeled",
    Kind.REVEAL: "revealed",
    Kind.SKIP: "skipped",
    Kind.IGNORE: "ignored",
    Kind.UNSURE: "unsure",
    Kind.IMPORTED: "imported",
    Kind.IMPORTED_CHECK: "imported",
}
_HAS_LABEL = (Part.LABELED, Part.TEST, Part.ASIDE)
_OF_FILE = {
    Part.UNLABELED: "unlabeled",
    Part.LABELED: "known",
    Part.TEST: "test",
    Part.AUDIT: "audit",
    Part.ASIDE: "known",
}


def export_session(
    session: Path,
    target: Path | None,
    *,
    only_labeled: bool = False,
    for_spreadsheet: bool = False,
    overwrite: bool = False,
    format: str = "",  # noqa: A002
    given_names: bool = False,
) -> int:
    """Write the session's data with its labels. Returns the number of rows written.

    Without a target, writes CSV to stdout. SessionError if the data are not the session's.
    """
    view = locate_data(read_session(session))
    dataset = load_source(view)
    with dataset.table:
        return export_dataset(
            view,
            dataset,
            target,
            only_labeled=only_labeled,
            for_spreadsheet=for_spreadsheet,
            overwrite=overwrite,
            format=format,
            given_names=given_names,
        )


def export_dataset(
    view: SessionView,
    dataset: Dataset,
    target: Path | None,
    *,
    only_labeled: bool = False,
    for_spreadsheet: bool = False,
    overwrite: bool = False,
    format: str = "",  # noqa: A002
    given_names: bool = False,
) -> int:
    """The same for loaded data."""
    given = names_in_file(view, dataset) if given_names else {}
    cells = appended_cells(view, dataset, given)
    rows = None
    if only_labeled:
        rows = (row for row in range(dataset.n) if cells(row)[0])
    outdated = (calibrated_on.COLUMN, *MARKS, GIVEN_AS)
    options = Options(rows=rows, for_spreadsheet=for_spreadsheet, outdated=outdated)
    if target is not None:
        check_format(dataset.table, target, format)
    text_column = next(iter(dataset.schema.names(Role.TEXT)), "")
    how = How(overwrite=overwrite, format=format, asked=Asked(dataset.classes, text_column))
    names = appended_columns(view, dataset, given)
    return _write(dataset.table, target, names, cells, options, how)


def export_labels(
    session: Path,
    target: Path | None,
    *,
    for_spreadsheet: bool = False,
    overwrite: bool = False,
    given_names: bool = False,
) -> int:
    """Write the decisions, row by row, from the log alone. Returns the number of rows written.

    Rows that are no longer in the data file come last and have no number.
    """
    view = read_session(session)
    state, spoken = view.state, spoken_rows(view)
    kept = {**state.kept, **state.unmatched}
    rows = [*sorted(state.kept), *sorted(state.unmatched, reverse=True)]
    table = MemoryTable("labels", [ID], [[spoken[row].row_id] for row in rows])
    alike = alike_rows(view)
    given_as = names_given(view) if given_names else {}
    more = (*((ALIKE,) if alike else ()), *((GIVEN_AS,) if given_as else ()))
    names = (ROW, *COLUMNS, *_kind_column(view), SECONDS, FLAG, *more)
    seconds = label_seconds(view).by_row
    kind_of = calibrated_on.rows_behind(view)

    def cells(place: int) -> tuple[ExportCell, ...]:
        row = rows[place]
        facts = kept[row]
        flagged, note, standing = facts.flagged, facts.note, facts.standing or facts.imported
        given = _NOTHING if standing is None else _given(view, row, standing)
        kind = (None if standing is None else kind_of(standing),) * len(_kind_column(view))
        number, took = row + 1 if row >= 0 else None, _rounded(seconds.get(row))
        marks = (rows.get(row) for rows in (alike, given_as) if rows)
        return (number, *given, note, *kind, took, 1 if flagged else None, *marks)

    options = Options(for_spreadsheet=for_spreadsheet)
    return _write(table, target, names, cells, options, How(overwrite=overwrite))


class Options(TypedDict, total=False):
    rows: Iterable[int] | None
    for_spreadsheet: bool
    outdated: tuple[str, ...]


class How(TypedDict, total=False):
    """What only a file needs."""

    overwrite: bool
    format: str
    asked: Asked


def _write(
    table: Table,
    target: Path | None,
    names: Sequence[str],
    cells: Callable[[int], tuple[ExportCell, ...]],
    options: Options,
    how: How,
) -> int:
    if target is None:
        return write_stream(table, raw_output(), names, cells, **options)
    return write_table(table, target, names, cells, **how, **options)


def appended_columns(
    view: SessionView, dataset: Dataset, given: Mapping[int, str] = MappingProxyType({})
) -> tuple[str, ...]:
    return (*COLUMNS, *_kind_column(view), SECONDS, *_marks(view, dataset, given))


def _kind_column(view: SessionView) -> tuple[str, ...]:
    """The column for what a confidence is, in sessions where it is not always a score."""
    return (calibrated_on.COLUMN,) if view.settings.generation.calibrates else ()


def _marks(
    view: SessionView, dataset: Dataset, given: Mapping[int, str]
) -> dict[str, Mapping[int, ExportCell]]:
    """By the column of each mark that a row has: its rows, and what stands there."""
    flagged = dict.fromkeys(view.state.flags, 1)
    fast = {**_earlier_marks(FAST, view, dataset), **_fast_rows(view)}
    alike = {**_earlier_marks(ALIKE, view, dataset), **alike_rows(view)}
    marks: dict[str, Mapping[int, ExportCell]] = {FLAG: flagged, FAST: fast, ALIKE: alike}
    marks[GIVEN_AS] = given
    return {name: rows for name, rows in marks.items() if rows}


def _earlier_marks(mark: str, view: SessionView, dataset: Dataset) -> dict[int, ExportCell]:
    if not dataset.options.earlier:
        return {}
    earlier = marked_rows(dataset.table, mark).items()
    return {row: cell for row, cell in earlier if _is_of_earlier(row, view, dataset)}


def _fast_rows(view: SessionView) -> dict[int, int]:
    """Rows whose label came faster than a person can read."""
    standings = view.state.standings
    given = ((row, view.event(each.event)) for row, each in standings.items())
    return {
        row: 1
        for row, event in given
        if event.kind is Kind.LABEL
        and event.shown_at is not None
        and 0 <= event.decided_at - event.shown_at < READING_SECONDS
    }


def _is_of_earlier(row: int, view: SessionView, dataset: Dataset) -> bool:
    """Whether the row has the label that an earlier session gave it."""
    standing = view.state.standings.get(row)
    if standing is None:
        return dataset.part[row] in _HAS_LABEL
    return standing.kind is Kind.IMPORTED and row in view.state.drawn


def appended_cells(
    view: SessionView, dataset: Dataset, given: Mapping[int, str] = MappingProxyType({})
) -> Callable[[int], tuple[ExportCell, ...]]:
    """A function from a row to its added cells, in the order of `appended_columns`. `given` are the
    names under which labels were given, where those are wanted too."""
    state = view.state
    marked = _marks(view, dataset, given).values()
    earlier = _earlier_cells(dataset)
    seconds = label_seconds(view).by_row
    kind_of, kinds = calibrated_on.rows_behind(view), len(_kind_column(view))
    _check_parts(view, dataset)
    pool = Pool(dataset.part, dataset.known_slots, dataset.units)
    pool.settle(state)

    def facts(row: int) -> tuple[ExportCell, ...]:
        standing = state.standings.get(row) or state.check_imports.get(row)
        if standing is not None:
            took: ExportCell = _rounded(seconds.get(row))
            if earlier is not None and _is_of_earlier(row, view, dataset):
                *_, took = earlier(row)
            return (*_given(view, row, standing), kind_of(standing), took)
        part = Part(int(dataset.part[row]))
        giver = pool.holder(row, state)
        if giver not in (-1, row):
            label, who, when, _, *numbers, _ = facts(giver)
            return (label, who, when, SAME, *numbers, None)  # it took no second more
        if earlier is not None and part in _HAS_LABEL:
            return earlier(row)
        label = dataset.known_label(row) if part in _HAS_LABEL else ""
        return (label, None, None, _OF_FILE[part], *(None,) * 4)

    def cells(row: int) -> tuple[ExportCell, ...]:
        *told, kind, took = facts(row)
        marks = (rows.get(row) for rows in marked)
        return (*told, state.notes.get(row), *(kind,) * kinds, took, *marks)

    return cells


def _earlier_cells(dataset: Dataset) -> Callable[[int], tuple[ExportCell, ...]] | None:
    """What an earlier export says of a row that has its label from there, but for its note."""
    if not dataset.options.earlier:
        return None
    read = read_labels(dataset.table)

    def cells(row: int) -> tuple[ExportCell, ...]:
        given = read(row)
        # A label that was written into the file by hand is known from there.
        part = given.part if given.part in LABELED else KNOWN
        who, when = given.annotator or None, given.time or None
        numbers = given.round, given.confidence, given.calibrated_on, given.seconds
        return (dataset.known_label(row), who, when, part, *numbers)

    return cells


def _given(view: SessionView, row: int, standing: Standing) -> tuple[ExportCell, ...]:
    event = view.event(standing.event)
    is_check = standing.kind in LABELS and (row in view.state.drawn or bool(view.settings.certify))
    return (
        _label(view, row, standing),
        event.annotator,
        iso_time(event.decided_at),
        _OF_FILE[Part.AUDIT] if is_check else _GIVEN[standing.kind],
        event.round,
        None if event.confidence is None else round(event.confidence, 4),
    )


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)


def _label(view: SessionView, row: int, standing: Standing) -> str:
    if standing.kind in LABELS:
        return view.settings.classes[view.state.label_of(row)]
    return view.state.classes.now.name_now(standing.number) if standing.kind in IMPORTS else ""


def _check_parts(view: SessionView, dataset: Dataset) -> None:
    if any(dataset.part[row] != Part.UNLABELED for row in view.state.standings):
        raise SessionError(
            "the session has answers for rows with a label in the file", where=str(view.path)
        )
