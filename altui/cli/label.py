"""`altui label FILE`: begin labeling a file, or go on where it was left."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from altui.cli.completing import AFile
from altui.cli.options import (
    AUDIT,
    MODEL_NAMES,
    RECHECK,
    STRATEGY_NAMES,
    classes_file_option,
    classes_option,
    columns_option,
    complete_model,
    complete_strategy,
    dwell_option,
    embed_option,
    findable,
    guidelines_option,
    id_option,
    image_option,
    listed,
    no_wait_option,
    plain_option,
    seed_option,
    session_file,
    sheet_option,
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
@classes_file_option
@guidelines_option
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
    shell_complete=complete_strategy,
    help=f"{STRATEGY_NAMES}.  [default: margin]",
)
@click.option(
    "--model",
    metavar="NAME",
    shell_complete=complete_model,
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
    from altui.cli.settings import (
        begun_with,
        defaults_for,
        hidden_columns,
        screen_options,
        settings_for,
    )
    from altui.cli.spelling import spelled
    from altui.session.location import session_path
    from altui.session.wishes import Wishes

    settings = settings_for(file.parent)
    screen, keymap = screen_options(context, settings), settings.keymap()
    prepare(screen["theme"], plain=screen["plain"])
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
    # A session goes on as it was begun: what the files say is for those to come.
    is_new = file.is_dir() or not session_path(file, options["session"]).exists()
    said = begun_with(context, settings) if is_new else options
    request = Request(
        file,
        options["session"],
        said["target"],
        said["text_columns"],
        said["id_column"],
        listed(said["columns"]),
        listed(said["classes"]),
        said["test"],
        said["hide_labels"],
        said["sheet"],
        options["accept_changes"],
        said["image"],
        None if said["vectors"] is None else str(said["vectors"].resolve()),
        said["embed"],
        said["guidelines"],
        said["classes_file"],
        () if said["columns"] else hidden_columns(settings),
    )
    source = open_source(request, wishes, keymap, partial(defaults_for, settings))
    guessed = source.proposal
    from altui.labeling.opening import Opening

    status = show(
        Opening(
            file.name,
            source.open,
            lambda annotation: export_here(annotation, file),
            proposal=source.proposal,
            dwell=screen["dwell"],
            is_patient=not screen["no_wait"],
            theme=THEMES[screen["theme"]],
            session_path=source.place,
            keymap=keymap,
            guidance=source.guidance,
        ),
        plain=screen["plain"],
        spelled=None
        if guessed is None
        else lambda a: spelled(context, settled(guessed.schema, a.dataset, request.classes_file)),
    )
    leave(status)


def _to_find(goal: str | None, wanted: str | None) -> str | None:
    """The class of which all rows are to be found; None where nothing is said of that."""
    if (goal == "find") != (wanted is not None):
        raise InputError("--goal find and --class NAME go together")
    return "" if goal == "learn" else wanted
