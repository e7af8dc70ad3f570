"""`altui label FILE`: begin labeling a file, or go on where it was left."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from altui.cli.completing import AFile
from altui.cli.options import (
    AUDIT,
    MODEL_NAMES,
    RECHECK,
    STRATEGY_NAMES,
    classes_option,
    columns_option,
    dwell_option,
    embed_option,
    findable,
    id_option,
    image_option,
    listed,
    model_names,
    no_wait_option,
    plain_option,
    seed_option,
    session_file,
    sheet_option,
    strategy_names,
    target_option,
    text_option,
    theme_option,
    vectors_option,
)
from altui.errors import InputError


@click.command()
@click.argument("file", type=AFile())
@target_option
@text_option
@id_option
@columns_option
@image_option
@vectors_option
@embed_option
@classes_option
@click.option(
    "--test",
    metavar="COLUMN|FILE|SHARE",
    help="Rows with known labels to measure the accuracy on: a column that marks them, "
    "another file, or a share such as 0.2.",
)
@click.option(
    "--hide-labels",
    is_flag=True,
    help="Treat the labels in the file as unknown, to practise or to label anew; r reveals one.",
)
@click.option(
    "--audit",
    type=click.IntRange(min=0),
    metavar="N",
    help="Where there is no test set: how many labels go into a random check of the accuracy, at "
    f"most a tenth of the rows; 0 for none.  [default: {AUDIT}]",
)
@click.option(
    "--blind/--no-blind",
    default=None,
    help="Hide what the model thinks of a row until it has its label.",
)
@click.option(
    "--goal",
    type=click.Choice(["learn", "find"]),
    help="Learn a good model, or find all rows of one class (--class): the likeliest first, and a "
    "test says when probably 95 % are found.  [default: learn]",
)
@click.option("--class", "wanted", metavar="NAME", help="The class to find.")
@click.option(
    "--recheck",
    type=click.IntRange(min=0),
    metavar="N",
    help="Ask for one label in so many again, the most doubtful; 0 for none.  "
    f"[default: {RECHECK}]",
)
@click.option("--budget", type=click.IntRange(min=1), help="Stop after so many labels.")
@click.option(
    "--strategy",
    metavar="NAME",
    shell_complete=strategy_names,
    help=f"{STRATEGY_NAMES}.  [default: margin]",
)
@click.option(
    "--model",
    metavar="NAME",
    shell_complete=model_names,
    help=f"{MODEL_NAMES}, or your own as package.module:factory.  [default: newton]",
)
@click.option("--session", type=session_file, help="The session file.  [default: FILE.altui]")
@click.option("--annotator", metavar="NAME", help="Who labels; in every event and in the export.")
@click.option(
    "--accept-changes",
    is_flag=True,
    help="Go on although FILE has changed: labels follow their rows by id, or by what they hold. "
    "Without it you are asked.",
)
@seed_option
@sheet_option
@theme_option
@dwell_option
@no_wait_option
@plain_option
@click.pass_context
def command(context: click.Context, /, file: Path, **options: Any) -> None:
    """Label a file of your own; the same command again goes on where you stopped.

    FILE is CSV, TSV or JSONL, plain or gzip; Parquet and Excel with their extras. Every answer
    is saved at once, in FILE.altui.
    """
    from altui.cli.label_file import Request, open_source, settled
    from altui.cli.screen import THEMES, export_here, leave, prepare, show
    from altui.cli.spelling import spelled
    from altui.session.wishes import Wishes

    prepare(options["theme"], plain=options["plain"])
    wishes = Wishes(
        findable(options["model"]),
        findable(options["strategy"]),
        options["seed"],
        options["budget"],
        options["annotator"],
        options["audit"],
        options["blind"],
        options["recheck"],
        _to_find(options["goal"], options["wanted"]),
    )
    wishes.check()
    request = Request(
        file,
        options["session"],
        options["target"],
        options["text_columns"],
        options["id_column"],
        listed(options["columns"]),
        listed(options["classes"]),
        options["test"],
        options["hide_labels"],
        options["sheet"],
        options["accept_changes"],
        options["image"],
        None if options["vectors"] is None else str(options["vectors"].resolve()),
        options["embed"],
    )
    source = open_source(request, wishes)
    guessed = source.proposal
    from altui.tui.opening import Opening

    status = show(
        Opening(
            file.name,
            source.open,
            lambda annotation: export_here(annotation, file),
            proposal=source.proposal,
            dwell=options["dwell"],
            is_patient=not options["no_wait"],
            theme=THEMES[options["theme"]],
            session_path=source.place,
        ),
        plain=options["plain"],
        spelled=None
        if guessed is None
        else lambda a: spelled(context, settled(guessed.schema, a.dataset)),
    )
    leave(status)


def _to_find(goal: str | None, wanted: str | None) -> str | None:
    """The class of which all rows are to be found; None where nothing is said of that."""
    if (goal == "find") != (wanted is not None):
        raise InputError("--goal find and --class NAME go together")
    return "" if goal == "learn" else wanted
