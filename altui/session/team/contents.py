"""Whether rows of one id hold the same for everybody: an id says nothing of that.

Only people whose data files differ now are compared, and only those who are shown the same columns:
what a row holds is known by a mark over these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, Self

from altui.data.row_hashes import TOLD
from altui.session.reading import SessionView
from altui.session.settings import Settings
from altui.session.source.changes import spoken_rows
from altui.session.team.project import project_of

MOST_IDS = 3
"""Ids that are named where most rows are others."""


class Unlike(NamedTuple):
    """The rows that hold something else for one person than for another, by their ids, of all that
    were `compared`."""

    one: str
    other: str
    ids: tuple[str, ...]
    compared: int

    @classmethod
    def of(cls, other: str, is_alike: Mapping[str, bool], one: str = "") -> Self:
        ids = tuple(row_id for row_id, same in is_alike.items() if not same)
        return cls(one, other, ids, len(is_alike))

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
        is_alike = {id_: known[id_] == mark for id_, mark in marks.items() if id_ in known}
        found = Unlike.of(name, is_alike, one)
        if found.ids:
            yield found


def told_columns(settings: Settings) -> tuple[str, ...]:
    """The names of the columns that a person is shown."""
    told = {role.value for role in TOLD}
    return tuple(sorted(name for name, role in settings.roles.items() if role in told))


def _marks(view: SessionView) -> dict[str, str]:
    """What each row held that was decided about or drawn, by its id."""
    return {each.row_id: each.content for each in spoken_rows(view).values() if each.content}
