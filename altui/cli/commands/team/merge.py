"""`altui merge`: several people's sessions become one team file."""

from __future__ import annotations

from pathlib import Path

import click

from altui.cli.options import a_file, session_or_data


@click.command()
@click.argument("sources", metavar="SESSION...", nargs=-1, required=True, type=session_or_data)
@click.option(
    "-o",
    "--output",
    metavar="TEAM.altui",
    required=True,
    type=a_file,
    help="The team file.",
)
@click.option(
    "--overwrite",
    is_flag=True,
    help="Bring a team file that is there already up to date: nothing in it is lost.",
)
def command(sources: tuple[Path, ...], output: Path, overwrite: bool) -> None:
    """Join several people's sessions into one team file.

    SESSION is a session file (such as data.csv.altui), the data file beside it, or a team file.
    All must be over the same rows, with the same classes at the start and the same --seed. The
    sessions are not changed, and who answered what stays known. A label holds where all who
    answered the row say the same, or most of three and more; else the row is open.

    Merge again, with --overwrite, when people have labeled more.
    """
    from altui.display.console import say
    from altui.session.team.merging import merge
    from altui.wording.team.summary import merge_lines

    merged = merge(sources, output, overwrite=overwrite)
    for name, session in merged.renamed:
        say(f"There is another session under that name: {session} is {name} here.")
    for line in merge_lines(merged.team, merged.gained):
        say(line)
