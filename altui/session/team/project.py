"""Whether two sessions are over the same rows, with the same classes and the same random check."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from altui.desk.chains import Project
from altui.errors import SessionError
from altui.session.events import Event, Kind
from altui.session.project.digest import DIGEST_LENGTH
from altui.session.replay import settings_of
from altui.session.row_mapping import source_of
from altui.session.settings import Settings
from altui.session.store.location import find_session
from altui.session.store.log import EventLog

MOST_ROWS = 2**31 - 1
"""A row's number takes four bytes."""


@dataclass(frozen=True)
class ProjectFacts:
    """What a session says of its rows. `digest` is empty in sessions from before there was one;
    `begun_on` and `now_on` are fingerprints of the data file. `id_column` is empty where rows are
    told apart by their numbers. `classes` are those at the start, sorted."""

    digest: str
    rows: int
    classes: tuple[str, ...]
    seed: int
    begun_on: str
    now_on: str
    id_column: str

    @property
    def project(self) -> Project:
        """The same for a file of chains."""
        return Project(self.digest or self._fallback(), self.rows, self.classes, self.seed)

    def _fallback(self) -> str:
        told = json.dumps([self.begun_on, self.id_column, self.classes, self.seed])
        return sha256(told.encode("ascii")).hexdigest()[:DIGEST_LENGTH]


def project_of(events: Sequence[Event]) -> ProjectFacts:
    """The facts of a session with these events. SessionError if they have no sound beginning."""
    begun = settings_of(events[0])
    _check_types(begun)
    sources = (event for event in reversed(events) if event.kind is Kind.SOURCE)
    now_on = next((told for each in sources if (told := _fingerprint(each))), begun.fingerprint)
    return ProjectFacts(
        digest=begun.project,
        rows=begun.rows,
        classes=tuple(sorted(begun.classes)),
        seed=begun.seed,
        begun_on=begun.fingerprint,
        now_on=now_on,
        id_column=begun.id_column,
    )


def project_at(path: Path) -> Project:
    """The project of a session, or of the session of a data file. SessionError if there is none."""
    with EventLog.open(find_session(path), readonly=True) as log:
        return project_of(list(log.events())).project


def what_differs(
    one: ProjectFacts, other: ProjectFacts, names: tuple[str, str] = ("one", "the other")
) -> str:
    """The first thing that two sessions of one project have alike and these have not, in words with
    the `names` of their people; empty if they belong together."""
    mine, theirs = names
    if one.rows != other.rows:
        return f"{mine} has {one.rows:,} rows, {theirs} {other.rows:,}"
    if one.classes != other.classes:
        return (
            f"{mine} began with the classes {_list(one.classes)}, {theirs} with "
            f"{_list(other.classes)}"
        )
    if one.seed != other.seed:
        return f"{mine} has the seed {one.seed}, {theirs} {other.seed}, so another random check"
    if one.id_column != other.id_column:
        return f"{mine} tells rows apart {_by(one)}, {theirs} {_by(other)}"
    if one.digest and other.digest:
        if one.digest != other.digest:
            return "other row ids, or another order of the rows"
    elif one.begun_on != other.begun_on:
        return "another data file"
    if not one.id_column and one.now_on != other.now_on:
        return "rows without ids, and one data file has changed since: their numbers may differ"
    return ""


def _check_types(settings: Settings) -> None:
    """The settings may be another person's: a type that is not altui's own ends here."""
    numbers = (settings.rows, settings.seed, settings.audit, settings.budget, settings.pool)
    texts = (settings.source, settings.fingerprint, settings.annotator, settings.project)
    roles = settings.roles
    if (
        not all(isinstance(each, int) for each in numbers)
        or not 0 < settings.rows <= MOST_ROWS
        or not all(isinstance(each, str) for each in (*texts, settings.model, settings.strategy))
        or not isinstance(roles, dict)
        or not all(isinstance(each, str) for each in roles.values())
        or not isinstance(settings.options, dict)
    ):
        raise SessionError("the session's settings are not those that altui writes")


def _fingerprint(source: Event) -> str:
    return str(source_of(source.value).get("fingerprint", ""))


def _by(facts: ProjectFacts) -> str:
    return f"by the column {facts.id_column!r}" if facts.id_column else "by their numbers"


def _list(classes: Sequence[str]) -> str:
    from altui.suggestions import list_some

    return list_some(classes)
