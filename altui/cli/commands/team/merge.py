"""`altui merge`: several people's sessions become one team file."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click

from altui.cli.options import a_file, session_or_data, team_option


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
@team_option
def command(sources: tuple[Path, ...], output: Path, overwrite: bool, team: str | None) -> None:
    """Join several people's sessions into one team file.

    SESSION is a session file (such as data.csv.altui), the data file beside it, a folder with
    sessions, or a team file. All must be over the same rows, with the same classes at the start
    and the same --seed. The sessions are not changed, and who answered what stays known. A label
    holds where all who answered the row say the same, or most of three and more; else the row is
    open.

    With --team SESSION is the data file, and what its desk has is joined.

    Merge again, with --overwrite, when people have labeled more.
    """
    from altui.display.console import say
    from altui.session.team.merging import merge
    from altui.wording.team.summary import merge_lines

    with ExitStack() as stack:
        if team is not None:
            from altui.labeling.team.desk_view import desk_file

            sources = tuple(stack.enter_context(desk_file(team, each)) for each in sources)
        merged = merge(sources, output, overwrite=overwrite)
    for name, session in merged.renamed:
        say(f"There is another session under that name: {session} is {name} here.")
    for line in merge_lines(merged.team, merged.gained, merged.mended):
        say(line)
