"""Joins sessions and team files to one team file: chains are only added or made longer.

Two inputs are of one chain if they begin with the same event. Then the longer one goes on, and it
is an error if they part somewhere: nobody could say which of the two is that person's.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from altui.data.files import sync_folder
from altui.data.writers.writing import naming_failures
from altui.desk.chain_file import ChainFile, in_transaction, is_chain_file
from altui.desk.chains import NAME_LENGTH, Link, Project
from altui.errors import InputError, StorageError
from altui.session.events import Event, Kind
from altui.session.replay import pause_collector, settings_of
from altui.session.store.disk_errors import cause_at
from altui.session.store.location import (
    SUFFIX,
    find_answers,
    is_certificate,
    is_session,
    sessions_of,
)
from altui.session.store.log import EventLog
from altui.session.team.chains import ReadChain, open_team
from altui.session.team.contents import MOST_IDS, unlike_rows
from altui.session.team.joined_chains import Chain, chain_of, join_chain
from altui.session.team.project import project_of, what_differs
from altui.session.team.reading import team_of
from altui.session.team.team_view import TeamView
from altui.suggestions import list_some


class Merged(NamedTuple):
    """The team that was written. `gained` are the events that each chain has more than the file had
    before, `mended` those that were damaged there and are whole now, `renamed` the chains that got
    another name, because it was taken: (the new name, the session's file)."""

    team: TeamView
    gained: dict[str, int]
    mended: dict[str, int]
    renamed: list[tuple[str, Path]]


def merge(sources: Sequence[Path], target: Path, *, overwrite: bool = False) -> Merged:
    """Join the sessions, data files with a session, folders with sessions and team files `sources`
    at `target`.

    With `overwrite`, a team file that stands at `target` is brought up to date: what it has stays.
    InputError for sources that do not belong together and for a target that may not be written,
    SessionError for one that cannot be read.
    """
    places = _check_places(sources, target, overwrite)
    with pause_collector():
        return _merge(places, target)


def _merge(places: Sequence[Path], target: Path) -> Merged:
    chains: list[Chain] = []
    renamed: list[tuple[str, Path]] = []
    for place in places:
        for chain in _read(place):
            join_chain(chains, chain, renamed)
    people = [chain for chain in chains if chain.links and not chain.read.settles]
    if len(people) < 2:
        raise InputError(
            "these are the answers of one person only",
            where=", ".join(str(each) for each in places),
            hint="Name the sessions of two or more people.",
        )
    project = _check_project(people)
    # What is not whole, or of another project, is named before anything is written.
    team = team_of(target, project, [chain.read for chain in chains])
    _check_contents(team, people)
    return Merged(team, *_write(target, project, chains), renamed)


def _check_places(sources: Sequence[Path], target: Path, overwrite: bool) -> list[Path]:
    """The files to read, in order, with the team file at `target` first if there is one."""
    places: list[Path] = []
    for source, place in _places_of(sources):
        if not os.access(place, os.R_OK):
            raise InputError("you may not read this file", where=str(place))
        if any(place.samefile(other) for other in places):
            raise InputError("this session is named twice", where=str(source))
        places.append(place)
    if not os.path.lexists(target):
        return places
    if not is_chain_file(target):
        raise InputError(
            "there is another file here, which is no team file",
            where=str(target),
            hint="Choose another name for -o.",
        )
    named = [place for place in places if place.samefile(target)]
    if not named and not overwrite:
        raise InputError(
            "there is a team file already",
            where=str(target),
            hint="Choose another name, or bring it up to date with `overwrite`: "
            "no answer in it is lost.",
        )
    return [target, *(place for place in places if place not in named)]


def _places_of(sources: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
    """(what was named, the file to read) of each; of a folder all sessions in it."""
    for source in sources:
        if not source.is_dir() or sessions_of(source):
            yield source, find_answers(source)
            continue
        inside = [
            place
            for place in sorted(source.glob(f"*{SUFFIX}"))
            if is_session(place) and not is_certificate(place)
        ]
        if not inside:
            raise InputError("there is no session in this folder", where=str(source))
        yield from ((place, place) for place in inside)


def _read(place: Path) -> Iterator[Chain]:
    if is_chain_file(place):
        yield from _read_team_file(place)
        return
    with EventLog.open(place, readonly=True) as log:
        sealed = list(log.sealed())
    events = [event for event, _ in sealed]
    if settings_of(events[0]).certify:
        raise InputError(
            "this is a certificate, and nobody's session",
            where=str(place),
            hint="Name the session beside it.",
        )
    name = chain_name(_annotator(events))
    links = [Link(name, e.sequence, e.previous, e.hash, body) for e, body in sealed]
    yield Chain(ReadChain(name, events, "", 0), links, [], place)


def _read_team_file(place: Path) -> Iterator[Chain]:
    with open_team(place) as (file, names):
        for name in names:
            yield chain_of(name, [*file.links(name)], place)


def _annotator(events: Sequence[Event]) -> str:
    """The name that the person has now."""
    changes = (json.loads(each.value or "{}") for each in events if each.kind is Kind.SETTING)
    named = [str(each["annotator"]) for each in changes if "annotator" in each]
    return named[-1] if named else settings_of(events[0]).annotator


def chain_name(annotator: str) -> str:
    """The name of a person's chain: what a terminal can show, and none that has a meaning here."""
    shown = "".join(each for each in annotator if each.isprintable()).strip()
    return shown.replace("#", "-")[:NAME_LENGTH] or "unnamed"


def _check_project(people: Sequence[Chain]) -> Project:
    """What all have in common. InputError says who differs, and by what."""
    first, *_ = people
    facts = [project_of(chain.read.events) for chain in people]
    for chain, each in zip(people, facts, strict=True):
        differs = what_differs(facts[0], each, (first.name, chain.name))
        if differs:
            raise InputError(
                f"the answers of {chain.name} are not over the rows of {first.name}: {differs}",
                where=str(chain.where),
                hint="People whose answers are to be merged label the same file, with the same "
                "classes at the start and the same `seed`.",
            )
    return next((each for each in facts if each.digest), facts[0]).project


def _check_contents(team: TeamView, people: Sequence[Chain]) -> None:
    """InputError where ids are the same by chance, and the rows are others."""
    for each in unlike_rows(team.people):
        if each.is_other_data:
            rows = f"{len(each.ids):,} of {each.compared:,} rows"
            raise InputError(
                f"the rows of {each.other} are not those of {each.one}: {rows} that both know hold "
                f"something else under the same id, such as {list_some(each.ids, MOST_IDS)}",
                where=str(next(chain.where for chain in people if chain.name == each.other)),
                hint="People whose answers are to be merged label copies of the same file.",
            )


Counts = tuple[dict[str, int], dict[str, int]]
"""How many events each chain gained, and how many were damaged and are whole now."""


def _write(target: Path, project: Project, chains: Sequence[Chain]) -> Counts:
    """Append what is new to the file at `target` and mend what is damaged there, or make it,
    whole."""
    with _naming_failures(target), ExitStack() as undo:
        if is_chain_file(target):
            # It stays the same file: somebody may be settling in it now.
            file = ChainFile.open(target)
            undo.callback(file.close)
            return _append(file, chains)
        place = target.resolve()
        draft = place.with_name(f".{place.name}.{os.getpid()}.part")
        draft.unlink(missing_ok=True)
        undo.callback(draft.unlink, missing_ok=True)
        file = ChainFile.create(draft, project)
        try:
            counts = _append(file, chains)
        finally:
            file.close()
        draft.rename(place)
        sync_folder(place.parent)
        return counts


@contextmanager
def _naming_failures(target: Path) -> Iterator[None]:
    try:
        with naming_failures(target):
            yield
    except sqlite3.Error as error:
        cause, remedy = cause_at(error, target)
        raise StorageError(
            f"the team file is not written: {cause}", where=str(target), hint=remedy
        ) from error


def _append(file: ChainFile, chains: Sequence[Chain]) -> Counts:
    gained: dict[str, int] = {}
    mended: dict[str, int] = {}
    with in_transaction(file.connection):
        for chain in chains:
            known = file.head(chain.name)[0]
            if count := file.append(chain.links, mends=True):
                mended[chain.name] = count
            gained[chain.name] = max(len(chain.links) - known, 0)
    return gained, mended
