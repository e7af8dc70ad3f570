"""Whether rows of one id hold the same for everybody: an id says nothing of that.

Only people whose data files differ now are compared, and only those who are shown the same columns:
what a row holds is known by a mark over these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from altui.data.row_hashes import TOLD
from altui.session.reading import SessionView
from altui.session.settings import Settings
from altui.session.source.changes import spoken_rows
from altui.session.team.project import project_of


class Unlike(NamedTuple):
    """The rows that hold something else for one person than for another, by their ids, of all that
    were `compared`."""

    one: str
    other: str
    ids: tuple[str, ...]
    compared: int

    @property
    def is_other_data(self) -> bool:
        """Whether that is most of them: then it is no correction here and there. One row alone may
        be."""
        return len(self.ids) > 1 and 2 * len(self.ids) > self.compared


def unlike_rows(people: Mapping[str, SessionView]) -> Iterator[Unlike]:
    """Everybody's rows against those of the first who is shown the same columns."""
    firsts: dict[tuple[str, ...], tuple[str, dict[str, str]]] = {}
    files: dict[tuple[str, ...], set[str]] = {}
    if len({project_of(view.events).now_on for view in people.values()}) < 2:
        return
    for name, view in people.items():
        columns, file = told_columns(view.settings), project_of(view.events).now_on
        if file in files.setdefault(columns, set()):
            continue
        files[columns].add(file)
        marks = _marks(view)
        one, known = firsts.setdefault(columns, (name, marks))
        both = known.keys() & marks.keys()
        ids = tuple(row_id for row_id in marks if row_id in both and marks[row_id] != known[row_id])
        if ids:
            yield Unlike(one, name, ids, len(both))


def told_columns(settings: Settings) -> tuple[str, ...]:
    """The names of the columns that a person is shown."""
    told = {role.value for role in TOLD}
    return tuple(sorted(name for name, role in settings.roles.items() if role in told))


def _marks(view: SessionView) -> dict[str, str]:
    """What each row held that was decided about or drawn, by its id."""
    return {each.row_id: each.content for each in spoken_rows(view).values() if each.content}
