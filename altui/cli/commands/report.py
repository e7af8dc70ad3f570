"""`altui report`: a session as one HTML page to keep or to send."""

from __future__ import annotations

from pathlib import Path

import click

from altui.cli.options import a_file, check_free, session_or_data


@click.command()
@click.argument("session", metavar="SESSION", type=session_or_data)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=a_file,
    help="The output file.  [default: SESSION.html, beside the session]",
)
@click.option("--overwrite", is_flag=True, help="Replace a file that already exists.")
def command(session: Path, output: Path | None, overwrite: bool) -> None:
    """Write a session as one HTML page to hand round: figures, curve, classes, settings.

    SESSION is the session file (such as data.csv.altui), its data file, or a team file. The page
    needs no network, has no script and contains no row of the data.
    """
    from altui.data.writers.writing import appearing
    from altui.display.console import say
    from altui.session.store.location import find_answers

    place = find_answers(session)
    target = output or place.with_name(f"{place.name}.html")
    check_free(target, overwrite)
    content = _page_of(place)
    with appearing(target) as stream:
        stream.write(content.encode())
    say(f"written to {target}")


def _page_of(place: Path) -> str:
    from altui.desk.chain_file import is_chain_file

    if is_chain_file(place):
        from altui.session.team.reading import read_team
        from altui.wording.report.team_page import team_page

        return team_page(read_team(place))
    from altui.session.reading import read_certificate
    from altui.session.session import Session
    from altui.session.source.remembered import locate_data
    from altui.wording.report.page import page

    return page(locate_data(Session.read(place)), read_certificate(place))
