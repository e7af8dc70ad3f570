"""Another person's chain, followed as it grows: what they say of each row now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from altui.desk.chains import NO_HEAD, Head, Link, continues
from altui.session.classes.class_list import ClassList
from altui.session.events import LABELS, SECOND, STANDINGS, Kind
from altui.session.replay import Replay
from altui.session.state.undo_stack import Step
from altui.session.store.links import event_of
from altui.session.team.chains import UNREADABLE, KnownEvents
from altui.session.team.project import project_of

_SAYING = STANDINGS | SECOND


class Spoken(NamedTuple):
    """An answer as it stands: the class as the person calls it now, and when they gave it, in unix
    seconds."""

    class_name: str
    decided_at: float


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
    head: Head = NO_HEAD
    answers: dict[str, Spoken] = field(default_factory=dict)
    broken: str = ""
    last: float = 0.0
    per_class: Counter[str] = field(default_factory=Counter)
    """How many of the answers are of each class."""
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
