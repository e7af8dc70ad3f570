"""`altui cache`: what is kept of a session's data for the next start."""

from __future__ import annotations

from pathlib import Path

import click

from altui.cli.options import session_or_data


@click.command()
@click.argument("session", metavar="SESSION", type=session_or_data)
@click.option("--clear", is_flag=True, help="Remove it: the next start reads all of the file anew.")
def command(session: Path, clear: bool) -> int:
    """Tell what is kept of a file for a quick start, or clear it.

    SESSION is the session file (such as data.csv.altui) or its data file. What is kept is a second
    copy of the file: its words and numbers, in the folder beside the session. No label that you
    gave is in it. It is made anew when it is missing.
    """
    from altui.display.console import put
    from altui.display.text import bytes_in_words
    from altui.session.source.kept_files import clear as remove
    from altui.session.source.kept_files import kept_size
    from altui.session.store.companion import companion_folder
    from altui.session.store.location import find_session

    folder = companion_folder(find_session(session))
    size = remove(folder) if clear else kept_size(folder)
    told = bytes_in_words(size) if size else "nothing"
    put(f"{folder.name}: {told} {'cleared' if clear else 'kept'}")
    return 0
