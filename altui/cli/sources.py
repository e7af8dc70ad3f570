"""Where `altui simulate` takes its data from: the reference scenario or a labeled file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from altui.cli.options import listed
from altui.cli.retrained import session_data
from altui.data.columns import infer_schema
from altui.data.dataset import DataOptions, Dataset, load_dataset
from altui.data.features import build_features
from altui.data.reading import open_table
from altui.display.console import progress, say
from altui.errors import InputError
from altui.learning.strategies import is_own
from altui.session.location import find_session
from altui.session.remembered import located
from altui.session.session import Session
from altui.simulation.replay import replayed
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
    """A scenario, what its classes are called in the data, and what is run on it where the
    command line does not say; `walked` is how many labels a person gave, where one did."""

    scenario: Scenario
    labels: Sequence[str | int]
    strategies: tuple[str, ...] = ("margin", "random")
    model: str = "newton"
    queries: int = 100
    walked: int | None = None


def source_of(request: Request) -> Source:
    """What the request names: either a session or a file, where tutorial is one of the files."""
    if request.session is not None:
        return walked_session(request, request.session)
    return tutorial(request) if request.is_tutorial else labeled_file(request, request.source or "")


def tutorial(request: Request) -> Source:
    """The reference scenario, whose classes are the numbers 0 and 1."""
    hint = "A file of the name tutorial is written ./tutorial."
    refuse_file_options(request, "the tutorial brings its own data", hint)
    # The reference scenario hangs on where scikit-learn's own solver stops.
    strategies = ("least-confidence",) if request.seeds is None else ("least-confidence", "random")
    return Source(Tutorial(), (0, 1), strategies, "logistic", 20)


def walked_session(request: Request, place: Path) -> Source:
    """A session's own labels, walked again; its model, unless that is a person's own code."""
    refuse_file_options(request, "a session knows its data")
    view = located(Session.read(find_session(place)))
    if is_own(view.settings.model) and not request.models:
        raise InputError(
            f"this session has a model of your own, '{view.settings.model}'",
            where=str(view.path),
            hint="Name it again, since altui imports nothing on a file's word: "
            f"--model {view.settings.model}",
        )
    dataset, features = session_data(view, with_test=True)
    scenario = replayed(view, dataset, features)
    dataset.table.close()
    given = len(scenario.walked.asked)
    return Source(scenario, dataset.classes, model=view.settings.model, queries=given, walked=given)


def labeled_file(request: Request, name: str) -> Source:
    path = Path(name)
    with progress(f"reading {path.name}", 1.0) as advance_to:
        table = open_table(path, sheet=request.sheet, on_progress=advance_to)
    with progress(f"looking at {path.name}", 1.0) as advance_to:
        schema = _schema(table, request, advance_to)
        vectors = None if request.vectors is None else str(request.vectors)
        classes = listed(request.classes)
        options = DataOptions(classes=classes, vectors=vectors, embed=request.embed)
        dataset = load_dataset(table, schema, options, advance_to)
    _say_what_was_read(dataset)
    with progress("building features", 1.0) as advance_to:
        features = build_features(dataset, on_progress=advance_to)
    dataset.table.close()
    labeled = np.flatnonzero(dataset.known >= 0)
    matrix = features.matrix if len(labeled) == dataset.n else features.matrix[labeled]
    labels = dataset.known[labeled]
    initial = INITIAL if request.initial is None else request.initial
    splits = Splits(matrix, labels, len(dataset.classes), initial, dataset.classes)
    splits.check(str(path))
    return Source(splits, dataset.classes)


def _schema(table: Table, request: Request, on_progress: Callable[[float], None]) -> Schema:
    schema = infer_schema(
        table,
        target=request.target,
        id=request.id_column,
        text=request.text_columns,
        image=request.image,
        columns=listed(request.columns),
        has_vectors=request.vectors is not None,
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


def refuse_file_options(request: Request, reason: str, hint: str = "") -> None:
    options = {
        "--target": request.target,
        "--id": request.id_column,
        "--text": request.text_columns,
        "--columns": request.columns,
        "--image": request.image,
        "--vectors": request.vectors,
        "--embed": request.embed,
        "--classes": request.classes,
        "--sheet": request.sheet,
        "--initial": request.initial is not None,
    }
    for option, value in options.items():
        if value:
            raise InputError(f"{reason}: {option} is for files", hint=hint)
