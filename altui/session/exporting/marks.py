"""What is marked at single rows of an export: a column is there only where a row has the mark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from altui.data.dataset import Dataset, Part
from altui.data.labels.earlier_export import ALIKE, FAST, FLAG, marked_rows
from altui.session.events import Kind
from altui.session.exporting.alike_rows import alike_rows
from altui.session.exporting.names_given import COLUMN as GIVEN_AS

if TYPE_CHECKING:
    from altui.session.exporting.answer_cells import ExportCell
    from altui.session.reading import SessionView

MARKS = (FLAG, FAST, ALIKE, GIVEN_AS)

READING_SECONDS = 0.3
"""Seconds. A label sooner after its row was shown is probably a key pressed twice."""

HAS_LABEL = (Part.LABELED, Part.TEST, Part.ASIDE)


def find_marks(
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
    return {row: cell for row, cell in earlier if is_of_earlier(row, view, dataset)}


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


def is_of_earlier(row: int, view: SessionView, dataset: Dataset) -> bool:
    """Whether the row has the label that an earlier session gave it."""
    standing = view.state.standings.get(row)
    if standing is None:
        return dataset.part[row] in HAS_LABEL
    return standing.kind is Kind.IMPORTED and row in view.state.drawn
