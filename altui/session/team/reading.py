"""Reads a file of several people's chains as one team."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from altui.desk.chains import Project
from altui.errors import SessionError
from altui.session.reading import SessionView
from altui.session.replay import pause_collector
from altui.session.team.chains import ReadChain, open_team, read_chain, view_chain
from altui.session.team.notes import notes_on
from altui.session.team.opinions import (
    Answer,
    RowOpinions,
    Said,
    answers_in,
    drawn_ids,
    judge_answers,
)
from altui.session.team.project import project_of, what_differs
from altui.session.team.settling import Settlements
from altui.session.team.team_view import TeamView


def read_team(path: Path) -> TeamView:
    """The team in the file `path`, read whole and closed again. SessionError if it has nobody;
    DeskError if it is no such file."""
    with pause_collector(), open_team(path) as (file, names):
        chains = [read_chain(name, file.links(name)) for name in names]
        return team_of(path, file.project, chains)


def team_of(path: Path, project: Project, chains: Iterable[ReadChain]) -> TeamView:
    """The team that these chains are. One that cannot be read, or is of another project, is left
    out from there on and named in the `notes`."""
    people: dict[str, SessionView] = {}
    settling: dict[str, Settlements] = {}
    broken: dict[str, str] = {}
    events: dict[str, int] = {}
    unknown: list[str] = []
    for chain in chains:
        if chain.settles:
            why, events[chain.name] = chain.broken, len(chain.events)
            settling[chain.person] = Settlements(chain.events)
        else:
            view, why = view_chain(chain, path)
            differs = _of_others(chain.name, view, people)
            if view is not None and not differs:
                people[chain.name] = view
            events[chain.name] = 0 if view is None else len(view.events)
            why = differs or why
        if why:
            broken[chain.name] = why
        if chain.unknown:
            unknown.append(chain.name)
    if not people:
        raise SessionError("nobody's answers can be read in this file", where=str(path))
    classes = _join_classes(people, settling)
    drawn = {chain: drawn_ids(view) for chain, view in people.items()}
    checks = dict.fromkeys(row_id for ids in drawn.values() for row_id in ids)
    return TeamView(
        path=path,
        project=project,
        people=people,
        settlers=tuple(settling),
        classes=classes,
        rows=_join_rows(people, settling, checks, classes),
        drawn=drawn,
        notes=(*broken.values(), *notes_on(people, drawn, settling, unknown)),
        events=events,
        broken=broken,
    )


def _of_others(name: str, view: SessionView | None, people: Mapping[str, SessionView]) -> str:
    """Why a session does not belong to those before it; empty if it does."""
    if view is None or not people:
        return ""
    (first, other), *_ = people.items()
    differs = what_differs(project_of(other.events), project_of(view.events), (first, name))
    return differs and f"the answers of {name} are not over the rows of {first}: {differs}"


def _join_classes(
    people: Mapping[str, SessionView], settling: Mapping[str, Settlements]
) -> tuple[str, ...]:
    """All names that classes have now, and those that somebody settled a row by."""
    names = dict.fromkeys(name for view in people.values() for name in view.settings.classes)
    settled = (event.value for each in settling.values() for event in each.held.values())
    return (*names, *dict.fromkeys(name for name in settled if name and name not in names))


def _join_rows(
    people: Mapping[str, SessionView],
    settling: Mapping[str, Settlements],
    checks: Collection[str],
    classes: Sequence[str],
) -> dict[str, RowOpinions]:
    said: dict[str, list[Said]] = {}
    for chain, view in people.items():
        for each in answers_in(chain, view, people.keys() - {chain}):
            said.setdefault(each.row_id, []).append(each)
    settled = _settled(settling)
    numbers = {name: k for k, name in enumerate(classes)}
    found = [
        _opinions(row_id, each, settled.get(row_id), row_id in checks, numbers)
        for row_id, each in said.items()
    ]
    # Rows that have left the file come last.
    found.sort(key=lambda each: (each.row < 0, each.row))
    return {each.row_id: each for each in found}


def _opinions(
    row_id: str,
    said: Sequence[Said],
    settled: Answer | None,
    is_check: bool,
    numbers: Mapping[str, int],
) -> RowOpinions:
    answers = tuple(each.answer for each in said)
    verdict = judge_answers(answers, settled, numbers)
    row = next((each.row for each in said if each.row >= 0), said[0].row)
    return RowOpinions(row_id, answers, settled, verdict, is_check, row)


def _settled(settling: Mapping[str, Settlements]) -> dict[str, Answer]:
    """What was settled of each row: of several people's settlements the last, by their clocks."""
    last: dict[str, Answer] = {}
    for name, each in settling.items():
        for row_id, event in each.held.items():
            before = last.get(row_id)
            if before is None or before.event.decided_at <= event.decided_at:
                last[row_id] = Answer(name, event.value or "", event)
    return last
