"""`altui verify`: replay the statement of a certificate."""

from __future__ import annotations

from pathlib import Path

import click

from altui.cli.completion import AFile
from altui.cli.options import data_file, own_model_option, session_file

DIFFERS = 1


@click.command()
@click.argument("statement", metavar="STATEMENT", type=AFile())
@click.argument("file", metavar="FILE", type=data_file, required=False)
@click.argument("session", metavar="SESSION", type=session_file, required=False)
@own_model_option
def command(statement: Path, file: Path | None, session: Path | None, own_model: str | None) -> int:
    """Check a certificate: replay its statement from the data and the session. Or check a team
    file: altui verify TEAM.altui.

    STATEMENT is the .certificate.json that altui certify wrote, FILE the data file, SESSION the
    certificate's session (such as data.csv.certify.altui). If a model was tested, the session that
    trained it must be beside SESSION: altui trains the model again.

    Each line says what was checked and whether it agrees. The exit status is 1 if something does
    not. Nothing is changed.

    Of a team file altui checks each person's answers: that none was changed, put in or taken out
    before the last.
    """
    from altui.desk.chain_file import is_chain_file
    from altui.display.console import put, put_rows
    from altui.labeling.certifying.statement import read_statement
    from altui.labeling.certifying.verification import verify
    from altui.wording.certificate import statement as in_words

    if is_chain_file(statement):
        return _verify_team(statement)
    if file is None or session is None:
        raise click.UsageError(
            "Missing argument 'FILE'." if file is None else "Missing argument 'SESSION'."
        )
    checks = list(verify(read_statement(statement), file, session, in_words, own_model))
    put_rows(
        [(each.name, f"DIFFERS: {each.trouble}" if each.trouble else "agrees") for each in checks]
    )
    wrong = sum(1 for each in checks if each.trouble)
    if wrong:
        put(f"The statement is not confirmed: {wrong} of {len(checks)} checks do not agree.")
        return DIFFERS
    put(f"The statement is confirmed: all {len(checks)} checks agree.")
    return 0


def _verify_team(place: Path) -> int:
    from altui.display.console import put, put_rows
    from altui.display.text import count_of
    from altui.session.team.verification import check_chains

    chains = check_chains(place)
    put_rows(
        [
            (each.name, f"{count_of(each.events, 'event')}, {each.trouble or 'whole'}")
            for each in chains
        ]
    )
    wrong = sum(1 for each in chains if each.trouble)
    if wrong:
        put(f"The team file is not whole: {wrong} of {len(chains)} are damaged.")
        return DIFFERS
    put(f"The team file is whole: {count_of(len(chains), 'chain')} of answers.")
    return 0
