"""A team file where one person's session is asked for."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

from altui.desk.chain_file import is_chain_file
from altui.errors import SessionError


def check_no_team(path: Path) -> None:
    """SessionError for a file of several people's answers."""
    if is_chain_file(path):
        named = quote(str(path))
        raise SessionError(
            "this is a team file: the answers of several people, and nobody's own session",
            where=str(path),
            hint=f"What it says: altui status {named}. Its open rows: altui settle. Its labels: "
            "altui export. To label, predict or import, name your own session or its data file.",
        )
