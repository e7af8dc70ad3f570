"""`altui agreement`: how far people agree, with each other and with themselves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from altui.cli.options import session_or_data

if TYPE_CHECKING:
    from altui.session.team.agreement import WithOneself


@click.command()
@click.argument("team", metavar="TEAM.altui", type=session_or_data)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of words.")
def command(team: Path, as_json: bool) -> None:
    """Tell how far people agree.

    TEAM.altui is what altui merge makes. On the random check, the same rows for everybody:
    Krippendorff's alpha with its interval (from 20 rows on), Cohen's kappa for each two people,
    where they differ, and how many answers of each are the label that holds. Rows that a model
    chose are told apart: they are mostly the hard ones.

    Of one person's session or data file: how often their second answers are the first.
    """
    from altui.desk.chain_file import is_chain_file
    from altui.display.console import put_json, put_rows, say
    from altui.session.store.location import find_answers
    from altui.wording.team.agreement import (
        agreement_record,
        agreement_rows,
        oneself_record,
        oneself_rows,
    )

    place = find_answers(team)
    if not is_chain_file(place):
        told = _of_one(place)
        if as_json:
            put_json({"session": str(place), "with_oneself": oneself_record(told)})
        else:
            put_rows([(name, value) for name, value, _ in oneself_rows(told)])
        return
    from altui.session.team.agreement import agreement_of
    from altui.session.team.reading import read_team

    view = read_team(place)
    found = agreement_of(view)
    if as_json:
        put_json({"team": str(place), **agreement_record(found), "notes": list(view.notes)})
        return
    put_rows([(name, value) for name, value, _ in agreement_rows(found)])
    for note in view.notes:
        say(note)


def _of_one(place: Path) -> list[WithOneself]:
    from altui.session.reading import read_session
    from altui.session.team.agreement import with_oneself

    view = read_session(place)
    return [with_oneself(view.settings.annotator, view)]
