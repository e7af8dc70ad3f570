"""The rows of a team's data that are to be settled, as they are in the file now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from altui.data.paths.places import is_there
from altui.data.row_hashes import Contents
from altui.errors import SessionError
from altui.labeling.showing.shown_row import show_row
from altui.session.exporting.team import load_team_data
from altui.session.opinions.verdict import Ground, judge
from altui.session.source.reload import load_filed, open_data
from altui.session.source.remembered import locate_data
from altui.session.team.copies import DataOpinions
from altui.session.team.opinions import ids_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from altui.data.dataset import Dataset
    from altui.labeling.showing.shown_row import ShownRow
    from altui.session.events import Event
    from altui.session.team.opinions import RowOpinions
    from altui.session.team.team_view import TeamView


class TeamRows:
    """`dataset` are the team's data; `has_changed` where the file is no more the one that anybody
    labeled. Rows with ids are found by them then, others by what they held."""

    def __init__(self, team: TeamView, dataset: Dataset, *, has_changed: bool = False) -> None:
        self._team, self._dataset = team, dataset
        self._contents = Contents(dataset)
        self._marks: dict[int, str | None] = {}
        by_content = has_changed and dataset.schema.id is None
        self._places = dict(self._by_content() if by_content else self._by_id())
        self._opinions = None if by_content else DataOpinions(team, dataset)
        self._numbers = {
            chain: {row_id: row for row, row_id in ids_of(view).items()}
            for chain, view in team.people.items()
        }

    @classmethod
    def load(cls, team: TeamView, data: Path | None = None) -> TeamRows:
        """`data` is the data file where it is not found by itself."""
        try:
            return cls(team, load_team_data(team, data))
        except SessionError:
            dataset = _load_changed(team, data)
            if dataset is None:
                raise
            return cls(team, dataset, has_changed=True)

    def close(self) -> None:
        self._dataset.table.close()

    @property
    def missing(self) -> int:
        """How many open rows are not in the data any more."""
        return sum(each.row_id not in self._places for each in self._team.open)

    def with_verdict(self, grounds: Collection[Ground]) -> list[RowOpinions]:
        """The rows of these verdicts, in the order of the file: of identical rows the first, with
        what people said of any of them."""
        identical = self._dataset.units.identical
        told: set[int] = set()
        listed = []
        for row_id, row in self._places.items():
            found = self.find(row_id)
            k = -1 if identical is None else int(identical.set_of[row])
            if found is not None and found.verdict.ground in grounds and k not in told:
                listed.append(found)
                told.update((k,) if k >= 0 else ())
        return listed

    def find(self, row_id: str) -> RowOpinions | None:
        """What people said of a row; None where it is not in the data."""
        row = self._places.get(row_id)
        if row is None:
            return None
        return self._team.rows[row_id] if self._opinions is None else self._opinions.at(row)

    # One row

    def place(self, opinions: RowOpinions) -> int:
        """The number of the row in the file as it is now."""
        return self._places[opinions.row_id]

    def read(self, opinions: RowOpinions) -> ShownRow:
        """The row as a person sees it. AltuiError where the file cannot be read."""
        return show_row(self._dataset, self.place(opinions))

    def content(self, opinions: RowOpinions) -> str | None:
        """The mark of what the row holds now."""
        return self._mark(self.place(opinions))

    def changed_for(self, opinions: RowOpinions) -> list[str]:
        """Who has answered when the row held something else."""
        return [each.chain for each in opinions.answers if self._has_changed(each.event, opinions)]

    def is_disputed(self, opinions: RowOpinions) -> bool:
        """Whether the row is open where nobody settles it."""
        names = [each.class_name for each in opinions.answers]
        return judge(map(names.index, names)).ground is Ground.OPEN

    def note_of(self, opinions: RowOpinions, chain: str) -> str:
        """What somebody wrote about the row."""
        row = self._numbers[chain].get(opinions.row_id)
        return "" if row is None else self._team.people[chain].state.notes.get(row, "")

    def _has_changed(self, event: Event, opinions: RowOpinions) -> bool:
        # The answer may have been given to a copy of the row.
        row = self._places.get(event.row_id or "", self._places[opinions.row_id])
        return event.content is not None and self._mark(row) not in (None, event.content)

    def _mark(self, row: int) -> str | None:
        if row not in self._marks:
            self._marks[row] = self._contents(row)
        return self._marks[row]

    # Where the rows are

    def _by_id(self) -> Iterator[tuple[str, int]]:
        for row, row_id in enumerate(self._dataset.ids):
            if row_id in self._team.rows:
                yield row_id, row

    def _by_content(self) -> Iterator[tuple[str, int]]:
        """Of rows that held the same, the first has the first place that holds it now."""
        wanted: dict[str, list[str]] = {}
        for row_id, opinions in self._team.rows.items():
            for mark in {each.event.content for each in opinions.answers if each.event.content}:
                wanted.setdefault(mark, []).append(row_id)
        found = self._contents.find(wanted)
        places = {
            row_id: row
            for mark, rows in found.items()
            for row_id, row in zip(wanted[mark], rows, strict=False)
        }
        yield from sorted(places.items(), key=lambda each: each[1])


def _load_changed(team: TeamView, data: Path | None) -> Dataset | None:
    """The data though the file has changed; None where there is no file."""
    for view in team.people.values():
        settings = locate_data(view, data).settings
        if is_there(Path(settings.source)):
            return load_filed(open_data(settings, team.path), settings, with_test=False)
    return None
