"""`altui predict`: label the rows of a file with a session's model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from altui.cli.options import (
    add_options,
    check_free,
    data_file,
    own_model_option,
    request_from,
    session_or_data,
)
from altui.errors import InputError
from altui.labeling.opening.options.data_request import CUT_BY


@click.command()
@click.argument("session", metavar="SESSION", type=session_or_data)
@click.argument("file", metavar="FILE", type=data_file)
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The output file: .csv, .tsv, .jsonl, .json, .ris; .parquet, .arrow or .xlsx with their "
    "extras; FILE.sqlite::TABLE, a new table.",
)
@click.option("--overwrite", is_flag=True, help="Replace OUT if it already exists.")
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
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    help="Of two classes, name the one with fewer labels from this probability on. By default "
    "altui chooses it where hardly a row would be named; 0.5 names the likelier class.",
)
@add_options("vectors", *CUT_BY)
@own_model_option
def command(
    session: Path,
    file: Path,
    output: Path,
    overwrite: bool,
    vectors: Path | None,
    own_model: str | None,
    ranked: bool,
    wanted: str | None,
    threshold: float | None,
    **said: Any,
) -> None:
    """Label the rows of FILE with a session's model.

    SESSION is the session file or its data file. altui trains the model again from its labels.
    FILE needs the columns that the model learned from. Every row is written, in order, with the
    added columns altui_predicted, altui_probability (of the predicted class) and altui_p_CLASS
    for each class. altui_calibrated_on says what the probabilities rest on: they are fitted to
    that many rows of the test set or the random check, so that of rows with .9 about nine in ten
    are right; with 0 they are scores, which only order the rows. With --ranked the most likely
    rows come first, with the added columns altui_rank and altui_expected: how many rows of the
    class to expect down to this one.

    Where a class is so rare that hardly a row would be named, altui chooses a lower threshold from
    the labels and says how good it is.
    """
    from altui.cli.standard_input import is_standard_input, keep_standard_input
    from altui.data.readers.reading import check_place
    from altui.data.writers.writing import write_table
    from altui.display.console import progress, say
    from altui.labeling.opening.other_file import open_unasked
    from altui.labeling.retraining.prediction import Prediction, ranked_class
    from altui.labeling.retraining.retrain import retrain
    from altui.session.store.location import find_session
    from altui.wording.confidence import confidence_kind
    from altui.wording.prediction import prediction_in_words

    check_free(output, overwrite)
    if is_standard_input(file):
        file = keep_standard_input()
    check_place(file)
    made = retrain(find_session(session), own_model)
    if made.features.encoder is None:
        raise InputError("the demo's data is made up: no file has its columns", where=str(session))
    layout = request_from(said).layout
    with progress(f"reading {file.name}", 1.0) as advance_to:
        table = open_unasked(file, layout, made.dataset, advance_to)
    with progress("building features", 1.0) as advance_to:
        matrix = made.features.transform(table, advance_to, vectors=vectors)
    for stray in made.features.strays:
        say(stray)
    probabilities = made.model.predict_proba(matrix)
    prediction = Prediction.of(made, probabilities, threshold, ranked_class(made, ranked, wanted))
    rows = write_table(
        table,
        output,
        prediction.columns,
        prediction.cells,
        rows=prediction.order,
        overwrite=overwrite,
    )
    say(
        f"{rows:,} rows written to {output}, labeled by the {made.view.settings.model} model "
        f"of {made.labels:,} labels"
    )
    if made.calibration is not None:
        say(f"The probabilities are {confidence_kind(made.calibration)}.")
    for sentence in prediction_in_words(prediction):
        say(sentence)
