"""`altui recover`: rebuild a damaged session and list what could not be saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from altui.cli.options import session_or_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from altui.session.recovery.recover import Recovery

MOST_LISTED = 20


@click.command()
@click.argument("session", metavar="SESSION", type=session_or_data)
def command(session: Path) -> int:
    """Rebuild a damaged session and list what could not be saved.

    SESSION is the session file (such as data.csv.altui) or its data file. altui puts together
    what is left of the file and of the copies in SESSION.d, and keeps the damaged file there. A
    session without damage is left as it is. The exit status is 1 if anything is lost or may be.
    """
    from altui.display.console import put
    from altui.display.progress import progress
    from altui.session.recovery.recover import recover
    from altui.session.store.location import damaged_session

    path = damaged_session(session)
    with progress("reading what is left", total=1.0) as tell:
        recovery = recover(path, tell=tell)
    for line in _lines(recovery):
        put(line)
    return 1 if recovery.lost or recovery.rescued or recovery.is_cut else 0


def _lines(recovery: Recovery) -> Iterator[str]:
    from altui.display.text import count_of

    if recovery.is_whole:
        yield f"{recovery.path} is not damaged: {count_of(recovery.saved, 'event')}."
    else:
        yield f"{count_of(recovery.saved, 'event')} saved in {recovery.path}"
    if recovery.from_copies:
        yield f"  {recovery.from_copies:,} of them from its copies"
    if not recovery.is_whole:
        count = sum(lost.count for lost in recovery.lost)
        sentence = f"{count_of(count, 'event')} lost" + (":" if count else "")
        if recovery.is_cut:
            sentence = f"at least {sentence}" if count else "unknown how many events are lost"
        yield sentence
    for lost in recovery.lost[:MOST_LISTED]:
        place = f"event {lost.first:,}"
        if lost.last > lost.first:
            place = f"events {lost.first:,} to {lost.last:,}"
        yield f"  {place}: {lost.what or 'content unknown'}"
    if len(recovery.lost) > MOST_LISTED:
        yield f"  and {len(recovery.lost) - MOST_LISTED:,} more"
    if recovery.left_out:
        yield f"{count_of(recovery.left_out, 'undo')} or redo left out: their decisions are lost"
    yield from recovery.notes
    if recovery.rescued is not None:
        yield f"These decisions are listed in {recovery.rescued}"
    if recovery.aside is not None:
        yield f"The damaged file is kept as {recovery.aside}"
