"""The chains at a desk, read by somebody who does not label now."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from altui.desk.chain_file import ChainFile, in_transaction
from altui.desk.chains import DeskError
from altui.desk.file import open_chains
from altui.desk.opening import open_desk
from altui.desk.team_folder import team_folder
from altui.labeling.team.joining import join
from altui.session.reading import read_session
from altui.session.store.location import find_session, sessions_of
from altui.session.store.log import EventLog
from altui.session.team.project import project_of

if TYPE_CHECKING:
    from altui.desk.chains import Head
    from altui.session.team.team_view import TeamView


def desk_place(address: str, data: Path) -> str:
    """Where that desk is, for a person: without a password."""
    if not address:
        return str(team_folder(data))
    from altui.desk.postgres.address import read_address

    return read_address(address).place


@contextmanager
def desk_file(address: str, data: Path) -> Iterator[Path]:
    """A file of all chains at the desk at `address`, or of the one beside the data; of a server it
    is a copy, which is gone afterwards. Only who has a session on `data` may read a server."""
    if not address:
        place = team_folder(data) / "desk.db"
        if not place.exists():
            raise DeskError(
                "nobody labels this file together with others yet",
                where=str(place),
                hint="Whoever labels it with `annotator` NAME and `team` begins.",
            )
        open_chains(place).close()  # a damaged desk is told as one, and not as a strange file
        yield place
        return
    with TemporaryDirectory(prefix="altui-team-") as folder:
        copy = Path(folder) / "team.altui"
        _copy(address, data, copy)
        yield copy


def unsent_here(data: Path, team: TeamView) -> dict[str, int]:
    """How many labels only a session on this machine has, by the names of the chains of those
    people at the desk whose session can be read here."""
    chains = {view.events[0].hash: name for name, view in team.people.items()}
    found = {}
    for place in sessions_of(data):
        if os.access(place, os.R_OK):
            view = read_session(place)
            if name := chains.get(view.events[0].hash):
                answers = view.state.answers
                found[name] = len(answers) - answers.until(team.events[name])
    return found


def _copy(address: str, data: Path, target: Path) -> None:
    desk = open_desk(address, data)
    try:
        with EventLog.open(find_session(data), readonly=True) as log:
            (begin,) = log.since(0, 1)
            join(desk, log, begin.annotator)
        project = project_of([begin]).project
        file = ChainFile.create(target, project)
        try:
            heads: dict[str, Head] = {}
            while links := desk.pull(heads):
                with in_transaction(file.connection):
                    file.append(links)
                heads = file.heads()
        finally:
            file.close()
    finally:
        desk.close()
