"""Where `altui simulate` takes its data from: the reference scenario or a labeled file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from altui.cli.options import listed
from altui.data.columns import infer_schema
from altui.data.dataset import DataOptions, Dataset, load_dataset
from altui.data.features import build_features
from altui.data.reading import open_table
from altui.display.console import progress, say
from altui.errors import InputError
from altui.simulation.scenarios import Splits, Tutorial

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from altui.cli.simulate import Request
    from altui.data.schema import Schema
    from altui.data.table import Table
    from altui.simulation.scenarios import Scenario

INITIAL = 10


@dataclass(frozen=True)
class Source:
    """A scenario, and what its classes are called in the data."""

    scenario: Scenario
    labels: Sequence[str | int]


def tutorial(request: Request) -> Source:
    """The reference scenario, whose classes are the numbers 0 and 1."""
    for option, value in _of_files(request).items():
        if value:
            raise InputError(
                f"the tutorial brings its own data: {option} is for files",
                hint="A file of the name tutorial is written ./tutorial.",
            )
    return Source(Tutorial(), (0, 1))


def labeled_file(request: Request) -> Source:
    path = Path(request.source)
    with progress(f"reading {path.name}", 1.0) as advance_to:
        table = open_table(path, sheet=request.sheet, on_progress=advance_to)
    with progress(f"looking at {path.name}", 1.0) as advance_to:
        schema = _schema(table, request, advance_to)
        options = DataOptions(classes=listed(request.classes))
        dataset = load_dataset(table, schema, options, advance_to)
    _say_what_was_read(dataset)
    with progress("building features", 1.0) as advance_to:
        features = build_features(dataset, on_progress=advance_to)
    dataset.table.close()
    labeled = np.flatnonzero(dataset.known >= 0)
    matrix = features.matrix if len(labeled) == dataset.n else features.matrix[labeled]
    labels = dataset.known[labeled]
    splits = Splits(matrix, labels, len(dataset.classes), request.initial or INITIAL)
    splits.check(str(path))
    return Source(splits, dataset.classes)


def _schema(table: Table, request: Request, on_progress: Callable[[float], None]) -> Schema:
    schema = infer_schema(
        table,
        target=request.target,
        id=request.id_column,
        text=request.text_columns,
        columns=listed(request.columns),
        on_progress=on_progress,
    )
    if schema.target is None:
        raise InputError(
            "which column holds the labels?",
            where=str(table.path),
            hint=f"Name it with --target. The columns are: {', '.join(table.columns)}.",
        )
    return schema


def _say_what_was_read(dataset: Dataset) -> None:
    for note in dataset.table.notes:
        say(note)
    without = int((dataset.known < 0).sum())
    if without:
        say(f"{without:,} of {dataset.n:,} rows have no label; they are left out.")


def _of_files(request: Request) -> dict[str, object]:
    return {
        "--target": request.target,
        "--id": request.id_column,
        "--text": request.text_columns,
        "--columns": request.columns,
        "--classes": request.classes,
        "--sheet": request.sheet,
        "--initial": request.initial,
    }
