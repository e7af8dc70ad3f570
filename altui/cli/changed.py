"""A data file that has changed since its session saw it last: told, then asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from altui.display.console import say
from altui.errors import SessionError
from altui.session.matching import Changes, find_changes, sentences
from altui.session.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from altui.data.dataset import Dataset


def agree(session: Path, dataset: Dataset, file: Path, *, accepted: bool) -> Changes:
    """What changed, once the person has agreed to go on. SessionError if they do not."""
    changes = find_changes(Session.read(session), dataset)
    for line in sentences(changes, file.name):
        say(line)
    if not accepted and not click.confirm("Go on with the file as it is now?", err=True):
        raise SessionError(
            "the session is as it was",
            where=str(session),
            hint="Bring the old file back to go on with it, or begin another with --session PATH.",
        )
    return changes
