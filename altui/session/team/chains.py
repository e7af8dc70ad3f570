"""Another person's chain, read: whatever is wrong with it ends it there, and is said."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from altui.desk.chain_file import ChainFile
from altui.desk.chains import Link
from altui.errors import AltuiError, SessionError
from altui.session.events import Event, Kind
from altui.session.reading import SessionView, view_of
from altui.session.store.links import events_of
from altui.session.team.project import project_of

SETTLES = "#settles"
"""The chain `NAME#settles` is what NAME settled, and no session."""

TAKES_BACK = (Kind.UNDO, Kind.REDO)

UNREADABLE = (
    *(AltuiError, ValueError, TypeError, LookupError, AttributeError),
    *(ArithmeticError, RecursionError),
)
"""What replaying events that no altui wrote may raise."""


class ReadChain(NamedTuple):
    """The events of a chain as far as they are whole. `broken` says where and why the rest is left
    out; empty where nothing is. `unknown` counts events of a kind that this altui does not know."""

    name: str
    events: list[Event]
    broken: str
    unknown: int

    @property
    def settles(self) -> bool:
        return self.name.endswith(SETTLES)

    @property
    def person(self) -> str:
        return self.name.removesuffix(SETTLES)


@contextmanager
def open_team(path: Path) -> Iterator[tuple[ChainFile, list[str]]]:
    """The file of chains at `path` and the names of its chains, in the order in which they came.
    DeskError for another file, SessionError for one that turns out to be damaged."""
    with closing(ChainFile.open(path)) as file:
        try:
            names = [*file.heads()]
            if not all(isinstance(name, str) for name in names):
                raise SessionError("the file is damaged: a name is no text", where=str(path))
            yield file, names
        except sqlite3.Error as error:
            raise SessionError(f"the file is damaged: {error}", where=str(path)) from error


def read_chain(name: str, links: Iterable[Link]) -> ReadChain:
    events: list[Event] = []
    broken = ""
    try:
        events.extend(events_of(links, name))
    except AltuiError as error:
        broken = error.message
    known = [*map(KnownEvents().follow, events)]
    return ReadChain(name, known, broken, sum(each.kind is Kind.UNKNOWN for each in known))


def view_chain(chain: ReadChain, path: Path) -> tuple[SessionView | None, str]:
    """The session that a chain is, up to the first event that cannot be followed, and why the rest
    is left out; None where nothing can be followed."""
    events, why = chain.events, chain.broken
    if not events:
        return None, why or f"{chain.person} has no answers here"
    try:
        project_of(events[:1])
    except UNREADABLE as error:
        return None, f"the answers of {chain.person} cannot be read: {error}"
    while events:
        followed: list[Event] = []
        try:
            return view_of(path, _noting(events, followed)), why
        except UNREADABLE as error:
            last = len(followed)
            why = f"the answers of {chain.person} cannot be followed at event {last}: {error}"
            events = events[: last - 1]
    return None, why


def _noting(events: Iterable[Event], followed: list[Event]) -> Iterator[Event]:
    for event in events:
        followed.append(event)
        yield event


class KnownEvents:
    """Follows a chain, whose events of an unknown kind are made to do nothing, and what takes them
    back too."""

    def __init__(self) -> None:
        self._unknown: set[str] = set()

    def follow(self, event: Event) -> Event:
        is_move = event.kind in TAKES_BACK and event.value in self._unknown
        if event.kind is not Kind.UNKNOWN and not is_move:
            return event
        self._unknown.add(str(event.sequence))
        return event._replace(kind=Kind.UNKNOWN, row=None)
