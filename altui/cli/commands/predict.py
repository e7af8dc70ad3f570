"""`altui predict`: label the rows of a file with a session's model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from altui.cli.options import (
    LAYOUT,
    add_options,
    check_free,
    data_file,
    own_model_option,
    request_from,
    session_or_data,
)
from altui.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from altui.learning.arrays import FloatArray
    from altui.learning.calibration import Calibration


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
@add_options("vectors", *LAYOUT)
@own_model_option
def command(
    session: Path,
    file: Path,
    output: Path,
    overwrite: bool,
    vectors: Path | None,
    own_model: str | None,
    **said: Any,
) -> None:
    """Label the rows of FILE with a session's model.

    SESSION is the session file or its data file. altui trains the model again from its labels.
    FILE needs the columns that the model learned from. Every row is written, in order, with the
    added columns altui_predicted, altui_probability (of the predicted class) and altui_p_CLASS
    for each class. altui_calibrated_on says what the probabilities rest on: they are fitted to
    that many rows of the test set or the random check, so that of rows with .9 about nine in ten
    are right; with 0 they are scores, which only order the rows.
    """
    from altui.cli.standard_input import is_standard_input, keep_standard_input
    from altui.data.readers.reading import check_place
    from altui.data.writers.writing import write_table
    from altui.display.console import progress, say
    from altui.labeling.opening.other_file import open_unasked
    from altui.labeling.opening.retrain import retrain
    from altui.session.store.location import find_session
    from altui.wording.confidence import confidence_kind

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
    scores = made.model.predict_proba(matrix)
    probabilities = scores
    if made.calibration is not None:
        probabilities = made.calibration.confidence(scores, made.model.seen)
    rows = write_table(
        table,
        output,
        _columns(made.dataset.classes, made.calibration),
        _cells(made.dataset.classes, scores, probabilities, made.calibration),
        overwrite=overwrite,
    )
    say(
        f"{rows:,} rows written to {output}, labeled by the {made.view.settings.model} model "
        f"of {made.labels:,} labels"
    )
    if made.calibration is not None:
        say(f"The probabilities are {confidence_kind(made.calibration)}.")


def _columns(classes: tuple[str, ...], calibration: Calibration | None) -> list[str]:
    kind = [] if calibration is None else ["altui_calibrated_on"]
    shares = [f"altui_p_{name}" for name in classes]
    return ["altui_predicted", "altui_probability", *kind, *shares]


def _cells(
    classes: tuple[str, ...],
    scores: FloatArray,
    probabilities: FloatArray,
    calibration: Calibration | None,
) -> Callable[[int], list[str | int | float | None]]:
    predicted = scores.argmax(axis=1)
    kind = [] if calibration is None else [calibration.rows]

    def cells(row: int) -> list[str | int | float | None]:
        of_row = [round(share, 6) for share in probabilities[row].tolist()]
        return [classes[predicted[row]], max(of_row), *kind, *of_row]

    return cells
