"""Where `altui simulate` takes its data from: the reference scenario or a labeled file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from altui.cli.options import TABLE
from altui.display.console import say
from altui.errors import InputError
from altui.labeling.opening.prepare import prepare
from altui.labeling.opening.request import OpenRequest
from altui.learning.strategies import is_own
from altui.session.store.location import find_session
from altui.simulation.replay import replay_session
from altui.simulation.scenarios import Splits, Tutorial

if TYPE_CHECKING:
    from collections.abc import Sequence

    from altui.cli.simulate_request import SimulateRequest
    from altui.data.dataset import Dataset
    from altui.simulation.scenarios import Scenario

INITIAL = 10


@dataclass(frozen=True)
class SimulationSource:
    """A scenario, what its classes are called in the data, and what is run on it where the
    command line does not say; `walked` is how many labels a person gave, where one did."""

    scenario: Scenario
    labels: Sequence[str | int]
    strategies: tuple[str, ...] = ("margin", "random")
    model: str = "newton"
    queries: int = 100
    walked: int | None = None


def source_of(request: SimulateRequest) -> SimulationSource:
    """What the request names: either a session or a file, where tutorial is one of the files."""
    if request.session is not None:
        return session_source(request, request.session)
    return tutorial_source(request) if request.is_tutorial else file_source(request)


def tutorial_source(request: SimulateRequest) -> SimulationSource:
    """The reference scenario, whose classes are the numbers 0 and 1."""
    hint = "A file of the name tutorial is written ./tutorial."
    refuse_file_options(request, "the tutorial brings its own data", hint)
    # The reference scenario hangs on where scikit-learn's own solver stops.
    strategies = ("least-confidence",) if request.seeds is None else ("least-confidence", "random")
    return SimulationSource(Tutorial(), (0, 1), strategies, "logistic", 20)


def session_source(request: SimulateRequest, place: Path) -> SimulationSource:
    """A session's own labels, walked again; its model, unless that is a person's own code."""
    refuse_file_options(request, "a session knows its data")
    session = find_session(place)
    prepared = prepare(OpenRequest(session=session, read_only=True, with_test=True))
    assert prepared.view is not None
    model = prepared.view.settings.model
    if is_own(model) and not request.models:
        raise InputError(
            f"this session has a model of your own, '{model}'",
            where=str(session),
            hint=f"Name it again, since altui imports no code that a file names: --model {model}",
        )
    loaded = prepared.load()
    scenario = replay_session(loaded.view, loaded.dataset, loaded.features)
    loaded.dataset.table.close()
    given = len(scenario.walked.asked)
    return SimulationSource(
        scenario, loaded.dataset.classes, model=model, queries=given, walked=given
    )


def file_source(request: SimulateRequest) -> SimulationSource:
    """The rows of a file whose label is known, split anew for each seed."""
    prepared = prepare(request.data)
    path, guess = request.data.data, prepared.guess
    if guess is None or guess.schema.target is None:
        columns = guess.schema.names() if guess else []
        raise InputError(
            "which column holds the labels?",
            where=str(path),
            hint=f"Name it with --target. The columns are: {', '.join(columns)}.",
        )
    loaded = prepared.load()
    dataset, matrix = loaded.dataset, loaded.features.matrix
    _say_what_was_read(dataset)
    dataset.table.close()
    labeled = np.flatnonzero(dataset.known >= 0)
    if len(labeled) < dataset.n:
        matrix = matrix[labeled]
    initial = INITIAL if request.initial is None else request.initial
    labels = dataset.known[labeled]
    splits = Splits(matrix, labels, len(dataset.classes), initial, dataset.classes)
    splits.check(str(path))
    return SimulationSource(splits, dataset.classes)


def _say_what_was_read(dataset: Dataset) -> None:
    for note in dataset.table.notes:
        say(note)
    without = int((dataset.known < 0).sum())
    if without:
        say(f"{without:,} of {dataset.n:,} rows have no label; they are left out.")


def refuse_file_options(request: SimulateRequest, reason: str, hint: str = "") -> None:
    """Raises InputError for the first option of a file: the request names none."""
    given = [TABLE[name].flag for name in request.data.of_data]
    if request.initial is not None:
        given.append("--initial")
    for option in given:
        raise InputError(f"{reason}: {option} is for files", hint=hint)
