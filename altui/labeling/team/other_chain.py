"""Another person's chain, followed as it grows: what they say of each row now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from altui.desk.chains import NO_HEAD, Head, Link, continues
from altui.session.classes.class_list import ClassList
from altui.session.events import LABELS, SECOND, STANDINGS, Kind
from altui.session.replay import Replay
from altui.session.state.undo_stack import Step
from altui.session.store.links import event_of
from altui.session.team.chains import UNREADABLE, KnownEvents
from altui.session.team.contents import MOST_IDS, Unlike, told_columns
from altui.session.team.project import project_of
from altui.suggestions import list_some

_SAYING = STANDINGS | SECOND


class Spoken(NamedTuple):
    """An answer as it stands: the class as the person calls it now, and when they gave it, in unix
    seconds."""

    class_name: str
    decided_at: float


class OwnRows(NamedTuple):
    """What this person's data file is and shows, and the marks of its rows of the random check, by
    their ids."""

    fingerprint: str = ""
    columns: tuple[str, ...] = ()
    marks: Mapping[str, str] = MappingProxyType({})


NO_ROWS = OwnRows()


class _Given(NamedTuple):
    row_id: str
    decided_at: float
    whose: str
    """Whose label it is, where it was imported."""


@dataclass
class OtherChain:
    """`head` is how far it was followed, `answers` what its owner says by row id. `broken` says why
    what comes after that is left out; empty where nothing is. `last` is the time of its last event,
    in unix seconds."""

    name: str
    own: OwnRows = NO_ROWS
    head: Head = NO_HEAD
    answers: dict[str, Spoken] = field(default_factory=dict)
    broken: str = ""
    last: float = 0.0
    per_class: Counter[str] = field(default_factory=Counter)
    """How many of the answers are of each class."""
    _is_alike: dict[str, bool] = field(default_factory=dict)
    """Of the rows of the check here: whether they hold the same there."""
    _replay: Replay | None = None
    _given: dict[int, _Given] = field(default_factory=dict)
    _ids: dict[int, str] = field(default_factory=dict)
    _known: KnownEvents = field(default_factory=KnownEvents)

    @property
    def classes(self) -> dict[str, str]:
        """The names that its classes have now, and those that they began with."""
        if self._replay is None:
            return {}
        settings = self._replay.settings
        listed = settings.revised or ClassList.of(settings.classes)
        return {listed.names[slot]: listed.first[slot] for slot in listed.active}

    @property
    def other_rows(self) -> str:
        """That their rows are not this person's though the ids are, as a sentence begins; empty
        where they are, or nothing says so."""
        if self._replay is None or self._replay.settings.fingerprint == self.own.fingerprint:
            return ""
        found = Unlike.of(self.name, self._is_alike)
        is_shown = told_columns(self._replay.settings) == self.own.columns
        if not is_shown or not found.is_other_data:
            return ""
        return (
            f"the rows of {self.name} are not yours: {len(found.ids):,} of {found.compared:,} rows "
            f"of the random check hold something else under the same id, such as "
            f"{list_some(found.ids, MOST_IDS)}; label copies of one file"
        )

    def follow(self, links: Iterable[Link], people: frozenset[str]) -> set[str]:
        """Follow its next links. Returns the ids of rows of which something else is said now. A
        label imported from one of the `people` is that one's own, and no second answer."""
        before, touched, is_anew = self.answers, set[int](), False
        for link in links:
            if self.broken:
                break
            try:
                step, kind = self._follow(link)
            except UNREADABLE as error:
                self.broken = (
                    f"the answers of {self.name} are left out from event {self.head[0] + 1} on: "
                    f"{error}"
                )
                break
            is_anew |= kind in (Kind.SOURCE, Kind.CLASSES) or (
                step is not None and step.kind is Kind.CLASSES
            )
            changes = () if step is None else step.changes
            touched.update(each.row for each in changes if each.kind in _SAYING)
        if self._replay is None:
            return set()
        if is_anew:
            self._read_all(people)
            return {row_id for row_id in {*before, *self.answers} if self._differs(row_id, before)}
        return {row_id for row in touched if (row_id := self._read(row, people)) is not None}

    def _differs(self, row_id: str, before: dict[str, Spoken]) -> bool:
        return before.get(row_id) != self.answers.get(row_id)

    def _follow(self, link: Link) -> tuple[Step | None, Kind]:
        if not continues(link, self.head):
            raise ValueError("it is not what was sealed")
        event = self._known.follow(event_of(link))
        if self._replay is None:
            project_of([event])
            self._replay, step = Replay(event), None
        else:
            step = self._replay.follow(event)
        if event.content is not None and (own := self.own.marks.get(event.row_id or "")):
            self._is_alike[event.row_id or ""] = event.content == own
        if event.kind in LABELS:
            whose = event.annotator if event.kind is Kind.IMPORTED else ""
            self._given[event.sequence] = _Given(event.row_id or "", event.decided_at, whose)
        self.head, self.last = (link.sequence, link.hash), event.decided_at
        return step, event.kind

    def _read_all(self, people: frozenset[str]) -> None:
        assert self._replay is not None
        self.answers, self._ids, self.per_class = {}, {}, Counter()
        for row in self._replay.state.answers.rows.tolist():
            self._read(row, people)

    def _read(self, row: int, people: frozenset[str]) -> str | None:
        """What is said of a row now. Returns its id; None if nothing ever was."""
        assert self._replay is not None
        state, settings = self._replay.state, self._replay.settings
        number, standing = state.label_of(row), state.standings.get(row)
        given = None if standing is None else self._given.get(standing.event)
        if number < 0 or given is None or given.whose in people:
            row_id = self._ids.pop(row, None)
            if row_id is not None:
                self._drop(row_id)
            return row_id
        row_id = self._ids[row] = given.row_id if settings.id_column else str(row + 1)
        self._drop(row_id)
        self.answers[row_id] = Spoken(settings.classes[number], given.decided_at)
        self.per_class[settings.classes[number]] += 1
        return row_id

    def _drop(self, row_id: str) -> None:
        said = self.answers.pop(row_id, None)
        if said is not None:
            self.per_class[said.class_name] -= 1
