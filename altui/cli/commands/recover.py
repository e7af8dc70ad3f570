"""`altui recover`: a damaged session made whole again, and what could not be saved of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from altui.cli.options import session_or_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from altui.session.recovery.recover import Recovery

MOST_TOLD = 20


@click.command()
@click.argument("session", metavar="SESSION", type=session_or_data)
def command(session: Path) -> int:
    """Rebuild a damaged session and say what could not be saved.

    SESSION is the session file (such as data.csv.altui) or the data file it lies beside. What
    is left of the file and of the copies in SESSION.d is put together; the damaged file is kept
    there too. A session that is whole is left as it is. The exit status is 1 if anything is lost
    or may be.
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
        yield f"{recovery.path} is whole: {count_of(recovery.saved, 'event')}, each as written."
    else:
        yield f"{count_of(recovery.saved, 'event')} saved in {recovery.path}"
    if recovery.from_copies:
        yield f"  {recovery.from_copies:,} of them from its copies"
    if not recovery.is_whole:
        count = sum(lost.count for lost in recovery.lost)
        yield f"{count_of(count, 'event')} lost" + (":" if count else "")
    for lost in recovery.lost[:MOST_TOLD]:
        place = f"event {lost.first:,}"
        if lost.last > lost.first:
            place = f"events {lost.first:,} to {lost.last:,}"
        yield f"  {place}: {lost.what or 'nothing is left to tell what'}"
    if len(recovery.lost) > MOST_TOLD:
        yield f"  and {len(recovery.lost) - MOST_TOLD:,} more"
    if recovery.left_out:
        yield f"{count_of(recovery.left_out, 'undo')} or redo left out: what was undone is lost"
    yield from recovery.notes
    if recovery.rescued is not None:
        yield f"These decisions are listed in {recovery.rescued}"
    if recovery.aside is not None:
        yield f"The damaged file is kept as {recovery.aside}"
