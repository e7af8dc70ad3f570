"""`altui predict`: label the rows of a file with the model of a session, or with a saved one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from altui.cli.options import (
    Number,
    add_options,
    check_free,
    data_file,
    own_model_option,
    request_from,
    session_or_data,
)
from altui.errors import InputError
from altui.labeling.opening.options.data_request import CUT_BY

if TYPE_CHECKING:
    from altui.labeling.retraining.pipeline import Pipeline


@click.command()
@click.argument("session", metavar="[SESSION]", nargs=-1, type=session_or_data)
@click.argument("file", metavar="FILE", type=data_file)
@click.option(
    "--model",
    "model_file",
    metavar="FILE.skops",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A model that altui export --model has saved, in place of SESSION.",
)
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    required=True,
    type=data_file,
    help="The output file: .csv, .tsv, .jsonl, .json, .ris; .parquet, .arrow or .xlsx with their "
    "extras; FILE.sqlite::TABLE, a new table. Or a folder, of several Parquet files.",
)
@click.option(
    "--overwrite", is_flag=True, help="Replace OUT if it already exists; in a folder, every file."
)
@click.option(
    "--all-columns", is_flag=True, help="Write all columns into a folder, and not the id alone."
)
@click.option("--ranked", is_flag=True, help="Order the rows by their likelihood of a class.")
@click.option(
    "--class",
    "wanted",
    metavar="CLASS",
    help="The class for --ranked. With two classes the default is the one with fewer labels.",
)
@click.option(
    "--threshold",
    metavar="SHARE",
    type=Number(0, 1, min_open=True, max_open=True),
    help="Of two classes, name the one with fewer labels from this probability on. By default "
    "altui chooses it where hardly a row would be named; 0.5 names the likelier class.",
)
@add_options("vectors", *CUT_BY, "scheduler", "scheduler_file", "insecure")
@own_model_option
def command(
    session: tuple[Path, ...],
    file: Path,
    model_file: Path | None,
    output: Path,
    overwrite: bool,
    all_columns: bool,
    vectors: Path | None,
    own_model: str | None,
    ranked: bool,
    wanted: str | None,
    threshold: float | None,
    **said: Any,
) -> None:
    """Label the rows of FILE with the model of a session, or with a saved one (--model).

    SESSION is the session file or its data file. altui trains the model again from its labels.
    FILE needs the columns that the model learned from. Every row is written, in order, with the
    added columns altui_predicted, altui_probability (of the predicted class) and altui_p_CLASS
    for each class. altui_calibrated_on says what the probabilities rest on: they are fitted to
    that many rows of the test set or the random check, so that of rows with .9 about nine in ten
    are right; with 0 they are scores, which only order the rows. With --ranked the most likely
    rows come first, with the added columns altui_rank and altui_expected: how many rows of the
    class to expect down to this one.

    If OUT is a folder, FILE is a Parquet file, a folder or a pattern of them ('rows/*.parquet'),
    here or on another machine, and OUT gets a file of predictions for each. The same command again
    goes on where it was stopped.

    Where a class is so rare that hardly a row would be named, altui chooses a lower threshold from
    the labels and says how good it is.
    """
    from altui.cli.predict_folder import predict_folder, refuse_in_folder
    from altui.cli.standard_input import is_standard_input, keep_standard_input
    from altui.data.readers.reading import check_place
    from altui.data.writers.writing import write_table
    from altui.display.console import progress, say
    from altui.labeling.opening.other_file import open_unasked
    from altui.labeling.predicting.output_folder import is_output_folder
    from altui.labeling.refilling.passes import scheduler_of
    from altui.labeling.retraining.prediction import Prediction, ranked_class
    from altui.wording.confidence import confidence_kind
    from altui.wording.prediction import prediction_in_words

    scheduler = scheduler_of(
        said.pop("scheduler"), said.pop("scheduler_file"), is_insecure=said.pop("insecure")
    )
    is_folder = is_output_folder(output)
    if is_folder:
        refuse_in_folder(ranked=ranked or wanted is not None, vectors=vectors)
    else:
        _check_output(output, overwrite, all_columns)
        if scheduler is not None:
            raise InputError(
                "a cluster writes into a folder", hint="Name one with -o, without an ending."
            )
    if is_standard_input(file):
        file = keep_standard_input()
    check_place(file)
    pipeline = _pipeline(session, model_file, own_model)
    if is_folder:
        predict_folder(
            pipeline,
            file,
            output,
            share=threshold,
            all_columns=all_columns,
            overwrite=overwrite,
            scheduler=scheduler,
        )
        return
    layout = request_from(said).layout
    with progress(f"reading {file.name}", 1.0) as advance_to:
        table = open_unasked(file, layout, pipeline.layout, advance_to)
    with progress("building features", 1.0) as advance_to:
        matrix = pipeline.transformer.transform(table, advance_to, vectors=vectors)
    for stray in pipeline.transformer.strays:
        say(stray)
    probabilities = pipeline.model.predict_proba(matrix)
    k = ranked_class(pipeline, ranked, wanted)
    prediction = Prediction.of(pipeline, probabilities, threshold, k)
    rows = write_table(
        table,
        output,
        prediction.columns,
        prediction.cells,
        rows=prediction.order,
        overwrite=overwrite,
    )
    say(
        f"{rows:,} rows written to {output}, labeled by the {pipeline.name} model "
        f"of {pipeline.labels:,} labels"
    )
    if pipeline.calibration is not None:
        say(f"The probabilities are {confidence_kind(pipeline.calibration)}.")
    for sentence in prediction_in_words(prediction):
        say(sentence)


def _check_output(output: Path, overwrite: bool, all_columns: bool) -> None:
    from altui.data.paths.remote import is_remote, url_of

    if all_columns:
        raise InputError(
            "`all_columns` is for a folder", hint="Leave it out: a file has all columns anyway."
        )
    if is_remote(output):
        raise InputError(
            "on another machine altui writes into a folder",
            where=url_of(output),
            hint="Name one, without an ending: s3://BUCKET/FOLDER",
        )
    check_free(output, overwrite)


def _pipeline(
    sessions: tuple[Path, ...], model_file: Path | None, own_model: str | None
) -> Pipeline:
    """Loaded from a model's file, or made by training again from a session."""
    if len(sessions) != (model_file is None):
        raise InputError(
            "name one session, or a saved model",
            hint="Write: altui predict SESSION FILE -o OUT, "
            "or altui predict --model FILE.skops FILE -o OUT",
        )
    if model_file is not None:
        from altui.labeling.model_files.loading import load_pipeline

        return load_pipeline(model_file, own_model)
    from altui.labeling.model_files.loading import is_model_file
    from altui.labeling.retraining.pipeline import Pipeline
    from altui.labeling.retraining.retrain import retrain
    from altui.session.store.location import find_session

    if is_model_file(sessions[0]):
        raise InputError(
            "this is a saved model and no session",
            where=str(sessions[0]),
            hint="Name it with --model FILE.skops.",
        )
    return Pipeline.of(retrain(find_session(sessions[0]), own_model))
