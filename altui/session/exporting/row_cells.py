"""The cells that an export adds to each row of the data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from altui.data.dataset import Dataset, Part
from altui.data.labels.earlier_export import KNOWN, LABELED, SAME, read_labels
from altui.errors import SessionError
from altui.session.exporting import calibrated_on
from altui.session.exporting.answer_cells import (
    COLUMNS,
    PART_OF_FILE,
    ExportCell,
    answer_cells,
    kind_column,
    others_cells,
    round_seconds,
)
from altui.session.exporting.label_seconds import COLUMN as SECONDS
from altui.session.exporting.label_seconds import label_seconds
from altui.session.exporting.marks import HAS_LABEL, find_marks, is_of_earlier
from altui.session.state.pool import Pool

if TYPE_CHECKING:
    from altui.session.reading import SessionView


def appended_columns(
    view: SessionView, dataset: Dataset, given: Mapping[int, str] = MappingProxyType({})
) -> tuple[str, ...]:
    return (*COLUMNS, *kind_column(view), SECONDS, *find_marks(view, dataset, given))


def appended_cells(
    view: SessionView, dataset: Dataset, given: Mapping[int, str] = MappingProxyType({})
) -> Callable[[int], tuple[ExportCell, ...]]:
    """A function from a row to its added cells, in the order of `appended_columns`. `given` are the
    names under which labels were given, where those are wanted too."""
    state = view.state
    marked = find_marks(view, dataset, given).values()
    earlier = earlier_cells(dataset)
    seconds = label_seconds(view).by_row
    kind_of, kinds = calibrated_on.rows_behind(view), len(kind_column(view))
    _check_parts(view, dataset)
    pool = Pool(dataset.part, dataset.known_slots, dataset.units)
    pool.settle(state)

    def facts(row: int) -> tuple[ExportCell, ...]:
        theirs = others_cells(view, row)
        if theirs is not None:
            return (*theirs, None, None)
        standing = state.standings.get(row) or state.check_imports.get(row)
        if standing is not None:
            took: ExportCell = round_seconds(seconds.get(row))
            if earlier is not None and is_of_earlier(row, view, dataset):
                *_, took = earlier(row)
            return (*answer_cells(view, row, standing), kind_of(standing), took)
        part = Part(int(dataset.part[row]))
        giver = pool.holder(row, state)
        if giver not in (-1, row):
            label, who, when, _, *numbers, _ = facts(giver)
            return (label, who, when, SAME, *numbers, None)  # it took no second more
        if earlier is not None and part in HAS_LABEL:
            return earlier(row)
        label = dataset.known_label(row) if part in HAS_LABEL else ""
        return (label, None, None, PART_OF_FILE[part], *(None,) * 4)

    def cells(row: int) -> tuple[ExportCell, ...]:
        *told, kind, took = facts(row)
        marks = (rows.get(row) for rows in marked)
        return (*told, state.notes.get(row), *(kind,) * kinds, took, *marks)

    return cells


def earlier_cells(dataset: Dataset) -> Callable[[int], tuple[ExportCell, ...]] | None:
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


def _check_parts(view: SessionView, dataset: Dataset) -> None:
    if any(dataset.part[row] != Part.UNLABELED for row in view.state.standings):
        raise SessionError(
            "the session has answers for rows with a label in the file", where=str(view.path)
        )
