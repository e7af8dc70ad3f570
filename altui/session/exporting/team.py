"""The data with a team's labels: what holds, who answered, and what each of them said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypedDict, Unpack

from altui.data.dataset import Part
from altui.data.memory_table import MemoryTable
from altui.data.paths.places import is_there
from altui.data.schema import Role
from altui.data.writers.output import Asked
from altui.data.writers.writing import check_format
from altui.errors import AltuiError
from altui.session.events import Kind
from altui.session.exporting.answer_cells import PART_GIVEN, PART_OF_FILE, ExportCell
from altui.session.exporting.export import ID, ROW, How, Options, write_cells
from altui.session.exporting.marks import HAS_LABEL
from altui.session.exporting.row_cells import earlier_cells
from altui.session.figures.summary import iso_time
from altui.session.source.kept import Kept
from altui.session.source.load import load_source
from altui.session.source.remembered import locate_data
from altui.session.team.copies import DataOpinions
from altui.session.team.opinions import ids_of
from altui.session.team.reading import read_team

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.session.team.opinions import RowOpinions
    from altui.session.team.team_view import TeamView

LABEL, PART, TIME = "altui_label", "altui_part", "altui_time"
COLUMNS = (LABEL, PART, "altui_verdict", TIME, "altui_annotators", "altui_opinions", "altui_notes")
CELLS = len(COLUMNS)


class Exported(NamedTuple):
    """The rows written, and how many rows with answers are not in the data."""

    rows: int
    missing: int


class TeamExport(TypedDict, total=False):
    """How to write it. `data` is the data file, where it is not found by itself; `labels_only`
    writes the rows with answers alone, and needs no data."""

    only_labeled: bool
    labels_only: bool
    for_spreadsheet: bool
    overwrite: bool
    format: str
    data: Path | None


def export_team(place: Path, target: Path | None, **asked: Unpack[TeamExport]) -> Exported:
    """Write the data with the labels of the team file `place`. Without a target, writes CSV to
    stdout. SessionError if the data are nobody's."""
    team = read_team(place)
    options = Options(for_spreadsheet=asked.get("for_spreadsheet", False))
    how = How(overwrite=asked.get("overwrite", False), format=asked.get("format", ""))
    only_labeled = asked.get("only_labeled", False)
    if asked.get("labels_only"):
        return _export_labels(team, target, only_labeled, options, how)
    dataset = load_team_data(team, asked.get("data"))
    with dataset.table:
        opinions = DataOpinions(team, dataset)
        cells = _cells_of(team, dataset, opinions)
        if only_labeled:
            options["rows"] = (row for row in range(dataset.n) if cells(row)[0])
        if target is not None:
            check_format(dataset.table, target, how["format"])
        how["asked"] = Asked(team.classes, next(iter(dataset.schema.names(Role.TEXT)), ""))
        rows = write_cells(dataset.table, target, COLUMNS, cells, options, how)
        return Exported(rows, len(team.rows) - opinions.found)


def load_team_data(team: TeamView, data: Path | None = None) -> Dataset:
    """The data of a team: the file `data`, or that of the first person whose file is here and is
    the one that they labeled. The caller closes its table."""
    failures: list[AltuiError] = []
    is_here = data is not None
    for view in team.people.values():
        located = locate_data(view, data)
        has_file = is_there(Path(located.settings.source))
        is_here |= has_file
        if not has_file and failures:
            continue
        try:
            return load_source(located, kept=Kept(None))
        except AltuiError as error:
            failures.append(error)
    first, *_ = failures
    if not is_here:
        first.hint = "Name the data file where it is now: `data` FILE"
    raise first


def _export_labels(
    team: TeamView, target: Path | None, only_labeled: bool, options: Options, how: How
) -> Exported:
    rows = [each for each in team.rows.values() if not only_labeled or team.held(each)]
    table = MemoryTable("labels", [ID], [[each.row_id] for each in rows])
    notes = _notes(team)

    def cells(place: int) -> tuple[ExportCell, ...]:
        each = rows[place]
        number = each.row + 1 if each.row >= 0 else None
        return (number, *_answered(team, each), notes.get(each.row_id))

    written = write_cells(table, target, (ROW, *COLUMNS), cells, options, how)
    return Exported(written, 0)


def _cells_of(
    team: TeamView, dataset: Dataset, opinions: DataOpinions
) -> Callable[[int], tuple[ExportCell, ...]]:
    notes, earlier = _notes(team), earlier_cells(dataset)

    def cells(row: int) -> tuple[ExportCell, ...]:
        part, note = Part(int(dataset.part[row])), notes.get(dataset.ids[row])
        found = opinions.at(row)
        if found is not None and part not in HAS_LABEL:
            return (*_answered(team, found), note)
        if earlier is not None and part in HAS_LABEL:
            label, who, when, earlier_part, *_ = earlier(row)
            return (label, earlier_part, None, when, who, None, note)
        label = dataset.known_label(row) if part in HAS_LABEL else ""
        return (label, PART_OF_FILE[part], *(None,) * (CELLS - 3), note)

    return cells


def _answered(team: TeamView, row: RowOpinions) -> tuple[ExportCell, ...]:
    """All cells of a row with answers but its notes."""
    held = team.held(row)
    behind = [row.settled] if row.settled else row.answers
    times = [each.event.decided_at for each in behind if each.class_name == held]
    return (
        held,
        _part_of(row),
        str(row.verdict.ground),
        iso_time(max(times)) if times else None,
        ", ".join(each.chain for each in row.answers),
        json.dumps({each.chain: each.class_name for each in row.answers}, ensure_ascii=False),
    )


def _part_of(row: RowOpinions) -> str:
    """The same words as in one person's export, so that a session may begin with this one."""
    if row.verdict.held is None:
        return PART_OF_FILE[Part.UNLABELED]
    return PART_OF_FILE[Part.AUDIT] if row.is_check else PART_GIVEN[Kind.LABEL]


def _notes(team: TeamView) -> dict[str, str]:
    """What people wrote about rows, as a JSON object by their names, by the ids of the rows."""
    said: dict[str, dict[str, str]] = {}
    for chain, view in team.people.items():
        ids = ids_of(view)
        for row, note in view.state.notes.items():
            said.setdefault(ids.get(row, ""), {})[chain] = note
    return {row_id: json.dumps(each, ensure_ascii=False) for row_id, each in said.items()}
