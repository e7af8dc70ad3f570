"""Whether each chain of a team file is as it was written."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from altui.session.team.chains import open_team, read_chain, view_chain


class CheckedChain(NamedTuple):
    """`events` are whole, from the first on; `trouble` says what is wrong after them."""

    name: str
    events: int
    trouble: str


def check_chains(path: Path) -> list[CheckedChain]:
    """Every chain in the team file `path`. DeskError if it is none."""
    with open_team(path) as (file, names):
        chains = [read_chain(name, file.links(name)) for name in names]
    checked = []
    for chain in chains:
        events, trouble = len(chain.events), chain.broken
        if not chain.settles:
            view, trouble = view_chain(chain, path)
            events = 0 if view is None else len(view.events)
        checked.append(CheckedChain(chain.name, events, trouble))
    return checked
