"""`altui export`: the data with a session's labels, and its model."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Unpack

import click

from altui.cli.options import check_free, data_file, own_model_option, session_or_data
from altui.data.paths.places import named_place, spelled
from altui.errors import InputError

if TYPE_CHECKING:
    from altui.session.exporting.team import TeamExport

WHERE_TO = "Name the output: -o FILE (such as labels.csv), or -o - for CSV on stdout."
FORMATS = (
    *("csv", "tsv", "jsonl", "json", "ris", "parquet", "arrow", "xlsx"),
    *("labelstudio", "prodigy"),
)


@click.command()
@click.argument("session", metavar="SESSION", type=session_or_data)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Where to write: .csv, .tsv, .jsonl, .json, .ris; .parquet, .arrow or .xlsx with their "
    "extras; FILE.sqlite::TABLE, a new table; - is CSV on stdout.",
)
@click.option(
    "--format",
    "format_",
    metavar="NAME",
    type=click.Choice(FORMATS),
    help="The format, where the ending of FILE does not say it: labelstudio and prodigy are tasks "
    "for those tools.",
)
@click.option("--only-labeled", is_flag=True, help="Leave out rows without a label.")
@click.option(
    "--labels-only",
    is_flag=True,
    help="Write only the decisions. This needs no data file, and includes rows that have been "
    "removed from it.",
)
@click.option(
    "--for-spreadsheet",
    is_flag=True,
    help="Put an apostrophe before cells that a spreadsheet would run as a formula.",
)
@click.option(
    "--given-names",
    is_flag=True,
    help="Add altui_given_as: the class name under which each label was given, before classes were "
    "renamed or merged.",
)
@click.option(
    "--data",
    metavar="FILE",
    type=data_file,
    help="The data file, where it is neither beside SESSION nor where the session began.",
)
@click.option("--overwrite", is_flag=True, help="Replace files that already exist.")
@click.option(
    "--model",
    "model_file",
    metavar="FILE.skops",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also save the trained model with all that turns rows into predictions (needs the skops "
    "extra): altui predict --model FILE.skops labels files with it on any machine.",
)
@own_model_option
def command(
    session: Path,
    output: str | None,
    format_: str | None,
    only_labeled: bool,
    labels_only: bool,
    for_spreadsheet: bool,
    given_names: bool,
    data: Path | None,
    overwrite: bool,
    model_file: Path | None,
    own_model: str | None,
) -> None:
    """Write the data with a session's labels.

    SESSION is the session file (such as data.csv.altui) or its data file. All columns and cells
    stay as they are. altui adds the columns altui_label, altui_annotator, altui_time, altui_part,
    altui_round, altui_confidence, altui_note, altui_calibrated_on (the rows that the confidence
    was fitted to; 0 for a score) and altui_seconds (from showing the row to its label; pauses are
    capped). It adds altui_flag, altui_fast and altui_alike only if a row is flagged, was answered
    too fast to have been read, or got its label as the look-alike of another.

    Of a team file only a label that holds is an altui_label; altui_verdict says why it does,
    altui_annotators who answered, and altui_opinions what, as a JSON object.
    """
    from altui.desk.chain_file import is_chain_file
    from altui.display.console import say
    from altui.session.exporting.export import export_labels, export_session
    from altui.session.store.location import find_answers

    if output is None and model_file is None:
        raise InputError("nothing to write", hint=WHERE_TO)
    if format_ and (labels_only or output == "-"):
        raise InputError("--format is for data written to a file", hint="Name one with -o FILE.")
    path = find_answers(session)
    for target in (output, model_file):
        if target is not None and target != "-":
            check_free(named_place(str(target)), overwrite)
    place = None if output is None or output == "-" else named_place(output)
    if is_chain_file(path):
        _check_for_team(path, given_names, model_file)
        _export_team(
            path,
            place,
            only_labeled=only_labeled,
            labels_only=labels_only,
            for_spreadsheet=for_spreadsheet,
            overwrite=overwrite,
            format=format_ or "",
            data=data,
        )
        return
    if output is not None:
        how = {
            "for_spreadsheet": for_spreadsheet,
            "overwrite": overwrite,
            "given_names": given_names,
        }
        if labels_only:
            rows = export_labels(path, place, **how)
        else:
            rows = export_session(
                path, place, only_labeled=only_labeled, format=format_ or "", data=data, **how
            )
        if output != "-":
            say(f"{rows:,} rows written to {output}")
        _say_more(path, labels_only=labels_only)
    if model_file is not None:
        _save_model(path, model_file, own_model)


def _check_for_team(path: Path, given_names: bool, model_file: Path | None) -> None:
    if given_names or model_file is not None:
        what = "--given-names is" if given_names else "a model is made"
        raise InputError(
            f"{what} of one person's session only, and this is a team file",
            where=str(path),
            hint="Name a session, or begin one with the team's export: altui label labels.csv",
        )


def _export_team(path: Path, place: Path | None, **how: Unpack[TeamExport]) -> None:
    from altui.display.console import say
    from altui.display.text import count_of
    from altui.session.exporting.team import export_team

    written = export_team(path, place, **how)
    if place is not None:
        say(f"{written.rows:,} rows written to {place}")
    if written.missing:
        rows = count_of(written.missing, "row")
        say(f"{rows} with answers not in these data: --labels-only includes them.")


def _say_more(session: Path, *, labels_only: bool) -> None:
    """What the file itself does not say."""
    from altui.display.console import say
    from altui.session.exporting.label_seconds import label_seconds
    from altui.session.session import Session
    from altui.wording.figures.label_seconds import describe_column
    from altui.wording.figures.sample import sample_in_words

    view = Session.read(session)
    if told := describe_column(label_seconds(view)):
        say(told)
    sample = view.summary().sample
    if sample is not None and not labels_only:
        place = quote(spelled(Path(view.settings.source)))
        say(
            f"They are the {sample_in_words(sample)}. For all of them: "
            f"altui predict {quote(str(session))} {place} -o FOLDER/"
        )
    gone = len(view.state.unmatched)
    if gone and not labels_only:
        rows = "1 row with a decision is" if gone == 1 else f"{gone:,} rows with a decision are"
        say(f"{rows} not in the data any more: --labels-only includes them.")


def _save_model(session: Path, target: Path, own_model: str | None) -> None:
    from altui.display.console import say
    from altui.labeling.model_files.saving import save_model
    from altui.labeling.retraining.pipeline import Pipeline
    from altui.labeling.retraining.retrain import retrain

    pipeline = Pipeline.of(retrain(session, own_model))
    save_model(pipeline, target)
    say(f"the {pipeline.name} model of {pipeline.labels:,} labels saved in {target}")
