"""`altui status`: how far a session is, from its log alone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from altui.cli.options import session_or_data, team_option

if TYPE_CHECKING:
    from altui.session.figures.summary import Summary
    from altui.session.reading import SessionView

MINUTE = 60
"""Seconds; what is longer ago is told in whole minutes."""

STOP = 3
"""The exit status when altui advises to stop."""

COPIED = ("session", "data", "team file", "desk", "next", "kept")
"""Rows with a path or a command, which are never wrapped."""

WORTH_TELLING = 1_000_000
"""Bytes that are kept of the data; nobody needs to clear less."""


@click.command()
@click.argument("session", metavar="SESSION", type=session_or_data)
@team_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of words.")
def command(session: Path, team: str | None, as_json: bool) -> int:
    """Show how far a session is. The exit status is 3 when altui advises to stop.

    SESSION is the session file (such as data.csv.altui), its data file, or a team file, of which
    altui tells who answered how much and what is open. The session may be open elsewhere. Nothing
    is changed.
    """
    from altui.desk.chain_file import is_chain_file
    from altui.display.console import put_json, put_rows
    from altui.session.session import Session
    from altui.session.source.remembered import locate_data
    from altui.session.store.location import find_answers

    if team is not None:
        from altui.labeling.team.desk_view import desk_file

        with desk_file(team, session) as chains:
            _tell_desk(chains, as_json, session, team)
        return 0
    place = find_answers(session)
    if is_chain_file(place):
        _tell_team(place, as_json)
        return 0
    view = locate_data(Session.read(place))
    summary = view.summary()
    if as_json:
        put_json(_record(view, summary))
    else:
        put_rows(_rows(view, summary), whole=COPIED)
    return STOP if summary.hint is not None and summary.hint.stop else 0


def _tell_team(place: Path, as_json: bool) -> None:
    from altui.display.console import put_json, put_rows
    from altui.session.team.reading import read_team
    from altui.wording.team.summary import team_record, team_rows

    team = read_team(place)
    if as_json:
        put_json(team_record(team))
    else:
        put_rows([*team_rows(team)], whole=COPIED)


def _tell_desk(chains: Path, as_json: bool, data: Path, address: str) -> None:
    """What is at the desk at `address` now, of which `chains` is a file, and how far people
    agree."""
    from altui.display.console import put_json, put_rows
    from altui.labeling.team.desk_view import desk_place, unsent_here
    from altui.session.team.agreement import agreement_of
    from altui.session.team.reading import read_team
    from altui.wording.team.agreement import agreement_record
    from altui.wording.team.desk import desk_people, desk_rows
    from altui.wording.team.summary import team_record

    team, desk = read_team(chains), desk_place(address, data)
    unsent = unsent_here(data, team)
    if as_json:
        people = {"people": desk_people(team, unsent)}
        told = {**team_record(team), **people, "team": desk}
        put_json({**told, "agreement": agreement_record(agreement_of(team))})
    else:
        is_server = bool(address)
        put_rows([*desk_rows(team, desk, str(data), unsent, is_server=is_server, now=time.time())])


def _record(view: SessionView, summary: Summary) -> dict[str, object]:
    from altui.session.exporting.alike_rows import alike_rows
    from altui.session.exporting.label_seconds import label_seconds
    from altui.session.retaking import retaken_after
    from altui.session.source.kept_files import kept_size
    from altui.session.store.companion import companion_folder

    settings = view.settings
    return {
        "session": str(view.path),
        "source": settings.source,
        "rows": settings.rows,
        "model": settings.model,
        "boundary": settings.boundary,
        "learner": {"generation": settings.learner, "taken_after": retaken_after(view)},
        "strategy": settings.strategy,
        "shortlist": settings.shortlist,
        **summary.to_json(),
        "kept_bytes": kept_size(companion_folder(view.path)),
        "label_seconds": label_seconds(view).to_json(),
        "look_alikes": len(alike_rows(view)),
        "certificate": _certificate(view.path),
    }


def _certificate(session: Path) -> dict[str, object] | None:
    from altui.session.reading import read_certificate

    found = read_certificate(session)
    if found is None:
        return None
    told = found.summary().to_json()
    parts = {name: told[name] for name in ("verdict", "class_shares")}
    return {"session": str(found.path), "labels": found.settings.certify["labels"], **parts}


def _rows(view: SessionView, summary: Summary) -> list[tuple[str, str]]:
    from altui.data.paths.places import spelled
    from altui.session.exporting.alike_rows import alike_rows
    from altui.session.exporting.label_seconds import label_seconds
    from altui.session.reading import read_certificate
    from altui.session.store.companion import companion_folder
    from altui.wording.certificate import certificate_rows, model_in_words
    from altui.wording.figures.label_seconds import seconds_rows
    from altui.wording.learner import asked_by, kind_of_model
    from altui.wording.summary import summary_rows
    from altui.wording.team.shares import of_share
    from altui.wording.view.alike import alike_rows_told

    settings = view.settings
    model = f"{model_in_words(settings)}{kind_of_model(settings)}"
    return [
        ("session", str(view.path)),
        ("data", f"{spelled(Path(settings.source))}, {settings.rows:,} rows"),
        (
            "model",
            f"{model}, asking by {asked_by(settings)}",
        ),
        *_learner(view),
        *summary_rows(summary),
        *alike_rows_told(alike_rows(view)),
        *seconds_rows(label_seconds(view)),
        *certificate_rows(read_certificate(view.path)),
        *_kept(companion_folder(view.path)),
        ("still to ask", f"{summary.remaining:,} rows{of_share(summary.share)}"),
        ("last activity", _when(summary.last)),
    ]


def _kept(folder: Path) -> Iterator[tuple[str, str]]:
    from altui.display.text import bytes_in_words
    from altui.session.source.kept_files import kept_size

    size = kept_size(folder)
    if size >= WORTH_TELLING:
        how = "altui cache --clear removes it"
        yield "kept", f"{bytes_in_words(size)} for a quick start; {how}"


def _learner(view: SessionView) -> Iterator[tuple[str, str]]:
    from altui.wording.learner import learner_in_words

    if told := learner_in_words(view):
        yield "learner", told


def _when(moment: float) -> str:
    """The local time of a moment, and how long ago it was."""
    from altui.display.text import passed

    text = datetime.fromtimestamp(moment).astimezone().strftime("%Y-%m-%d %H:%M")
    ago = time.time() - moment
    return text if ago < 0 else f"{text}, {passed(ago)} ago"
