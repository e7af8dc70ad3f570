"""From what a person wrote after --team to a place at that desk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from altui.desk.opening import open_desk
from altui.labeling.team.team import Team

if TYPE_CHECKING:
    from altui.session.session import Session


def take_part(address: str, data: Path, session: Session) -> Team:
    """A place at the desk at `address`, or at the one beside the data. DeskError if it is of
    another project, or cannot be used. One that does not answer now is joined later."""
    team = Team(open_desk(address, data), session)
    try:
        team.join()
    except BaseException:
        team.close()
        raise
    return team
