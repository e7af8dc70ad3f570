"""The data, with columns added for what the session knows about each row."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypedDict

from altui.data.dataset import Dataset
from altui.data.labels.earlier_export import (
    ALIKE,
    FLAG,
)
from altui.data.memory_table import MemoryTable
from altui.data.schema import Role
from altui.data.table import Table
from altui.data.writers.output import Asked
from altui.data.writers.writing import as_arrow, check_format, write_stream, write_table
from altui.display.console import raw_output
from altui.session.exporting import calibrated_on
from altui.session.exporting.alike_rows import alike_rows
from altui.session.exporting.answer_cells import (
    COLUMNS,
    ExportCell,
    answer_cells,
    kind_column,
    others_cells,
    round_seconds,
)
from altui.session.exporting.label_seconds import COLUMN as SECONDS
from altui.session.exporting.label_seconds import label_seconds
from altui.session.exporting.marks import MARKS
from altui.session.exporting.names_given import COLUMN as GIVEN_AS
from altui.session.exporting.names_given import names_given, names_in_file
from altui.session.exporting.row_cells import appended_cells, appended_columns
from altui.session.reading import SessionView, read_session
from altui.session.source.changes import spoken_rows
from altui.session.source.load import load_source
from altui.session.source.remembered import locate_data

ID, ROW = "row_id", "altui_row"
_NOTHING: tuple[ExportCell, ...] = (None,) * 6


class Options(TypedDict, total=False):
    rows: Iterable[int] | None
    for_spreadsheet: bool
    outdated: tuple[str, ...]


class How(TypedDict, total=False):
    """What only a file needs."""

    overwrite: bool
    format: str
    asked: Asked


def export_session(
    session: Path,
    target: Path | None,
    *,
    only_labeled: bool = False,
    for_spreadsheet: bool = False,
    overwrite: bool = False,
    format: str = "",  # noqa: A002
    given_names: bool = False,
    data: Path | None = None,
) -> int:
    """Write the session's data with its labels. Returns the number of rows written.

    Without a target, writes CSV to stdout. `data` is the data file, where it is not found by
    itself. SessionError if the data are not the session's.
    """
    view = locate_data(read_session(session), data)
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
    names, cells, options = _exported(view, dataset, only_labeled, given_names)
    options["for_spreadsheet"] = for_spreadsheet
    if target is not None:
        check_format(dataset.table, target, format)
    text_column = next(iter(dataset.schema.names(Role.TEXT)), "")
    how = How(overwrite=overwrite, format=format, asked=Asked(dataset.classes, text_column))
    return write_cells(dataset.table, target, names, cells, options, how)


def export_session_to_arrow(session: Path, data: Path | None = None) -> Any:
    """The same as a pyarrow.Table in memory."""
    view = locate_data(read_session(session), data)
    dataset = load_source(view)
    with dataset.table:
        return export_to_arrow(view, dataset)


def export_to_arrow(view: SessionView, dataset: Dataset, *, only_labeled: bool = False) -> Any:
    """The same for loaded data."""
    names, cells, options = _exported(view, dataset, only_labeled, given_names=False)
    return as_arrow(dataset.table, names, cells, rows=options["rows"], outdated=options["outdated"])


def _exported(
    view: SessionView, dataset: Dataset, only_labeled: bool, given_names: bool
) -> tuple[tuple[str, ...], Callable[[int], tuple[ExportCell, ...]], Options]:
    """The added columns, their cells by row, and which rows and columns are written."""
    given = names_in_file(view, dataset) if given_names else {}
    cells = appended_cells(view, dataset, given)
    rows = None
    if only_labeled:
        rows = (row for row in range(dataset.n) if cells(row)[0])
    options = Options(rows=rows, outdated=(calibrated_on.COLUMN, *MARKS))
    return appended_columns(view, dataset, given), cells, options


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
    names = (ROW, *COLUMNS, *kind_column(view), SECONDS, FLAG, *more)
    seconds = label_seconds(view).by_row
    kind_of = calibrated_on.rows_behind(view)

    def cells(place: int) -> tuple[ExportCell, ...]:
        row = rows[place]
        facts = kept[row]
        flagged, note, standing = facts.flagged, facts.note, facts.standing or facts.imported
        given = others_cells(view, row)
        if given is None:
            given = _NOTHING if standing is None else answer_cells(view, row, standing)
        kind = (None if standing is None else kind_of(standing),) * len(kind_column(view))
        number, took = row + 1 if row >= 0 else None, round_seconds(seconds.get(row))
        marks = (rows.get(row) for rows in (alike, given_as) if rows)
        return (number, *given, note, *kind, took, 1 if flagged else None, *marks)

    options = Options(for_spreadsheet=for_spreadsheet)
    return write_cells(table, target, names, cells, options, How(overwrite=overwrite))


def write_cells(
    table: Table,
    target: Path | None,
    names: Sequence[str],
    cells: Callable[[int], tuple[ExportCell, ...]],
    options: Options,
    how: How,
) -> int:
    """Write a table with further cells. Without a target, as CSV to stdout."""
    if target is None:
        return write_stream(table, raw_output(), names, cells, **options)
    return write_table(table, target, names, cells, **how, **options)
