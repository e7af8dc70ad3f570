"""Whether each chain of a team file is as it was written."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from altui.desk.chain_file import ChainFile
from altui.errors import SessionError
from altui.session.team.chains import read_chain, view_chain


class CheckedChain(NamedTuple):
    """`events` are whole, from the first on; `trouble` says what is wrong after them."""

    name: str
    events: int
    trouble: str


def check_chains(path: Path) -> list[CheckedChain]:
    """Every chain in the team file `path`. DeskError if it is none."""
    with closing(ChainFile.open(path)) as file:
        try:
            chains = [read_chain(name, file.links(name)) for name in file.heads()]
        except sqlite3.Error as error:
            raise SessionError(f"the file is damaged: {error}", where=str(path)) from error
    checked = []
    for chain in chains:
        events, trouble = len(chain.events), chain.broken
        if not chain.settles:
            view, trouble = view_chain(chain, path)
            events = 0 if view is None else len(view.events)
        checked.append(CheckedChain(chain.name, events, trouble))
    return checked
