"""Where `altui simulate` gets its data: the reference scenario, a session or a labeled file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.cli.named_options import replace_arguments
from altui.cli.options import TABLE
from altui.data.boundary import LINEAR, describe_boundary
from altui.data.units.units import Units
from altui.display.console import say
from altui.errors import InputError
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.learning.strategies import is_own
from altui.session.store.location import find_session
from altui.simulation.plan import INITIAL, MODEL, QUERIES, STRATEGIES
from altui.simulation.replay import replay_session
from altui.simulation.scenarios import Splits, Tutorial

if TYPE_CHECKING:
    from collections.abc import Sequence

    from altui.cli.simulation.request import SimulateRequest
    from altui.data.dataset import Dataset
    from altui.simulation.scenarios import Scenario


@dataclass(frozen=True)
class SimulationSource:
    """A scenario, the names of its classes, and the defaults for running it. `replayed` is how
    many labels the person gave, for a session."""

    scenario: Scenario
    labels: Sequence[str | int]
    strategies: tuple[str, ...] = STRATEGIES
    model: str = MODEL
    queries: int = QUERIES
    replayed: int | None = None


def source_of(request: SimulateRequest) -> SimulationSource:
    """The source that the request names: a session, the tutorial or a file."""
    if request.session is not None:
        return session_source(request, request.session)
    return tutorial_source(request) if request.is_tutorial else file_source(request)


def tutorial_source(request: SimulateRequest) -> SimulationSource:
    """The reference scenario. Its classes are the numbers 0 and 1."""
    hint = "Write ./tutorial for a file named tutorial."
    refuse_file_options(request, "the tutorial has its own data", hint)
    # The reference results depend on the tolerance of scikit-learn's own solver.
    strategies = ("least-confidence",) if request.seeds is None else ("least-confidence", "random")
    return SimulationSource(Tutorial(), (0, 1), strategies, "logistic", 20)


def session_source(request: SimulateRequest, place: Path) -> SimulationSource:
    """A session's labels, replayed with its model, unless the model is the user's own code."""
    refuse_file_options(request, "a session has its own data")
    session = find_session(place)
    prepared = prepare(OpenRequest(session=session, read_only=True, with_test=True))
    assert prepared.view is not None
    model = prepared.view.settings.model
    if is_own(model) and not request.models:
        raise InputError(
            f"this session uses your own model, '{model}'",
            where=str(session),
            hint=f"Name it again (altui never runs code that only a file names): --model {model}",
        )
    loaded = prepared.load()
    scenario = replay_session(loaded.view, loaded.dataset, loaded.features)
    loaded.dataset.table.close()
    given = len(scenario.original.asked)
    return SimulationSource(
        scenario, loaded.dataset.classes, model=model, queries=given, replayed=given
    )


def file_source(request: SimulateRequest) -> SimulationSource:
    """The labeled rows of a file. Each seed splits them anew."""
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
    made, names = loaded.features, dataset.classes
    units: dict[str, Any] = {}
    if dataset.units.identical is not None:
        units["sets"] = Units(dataset.units.identical).codes(dataset.n)[labeled]
    if dataset.units.groups is not None:
        units["groups"] = dataset.units.groups[labeled]
    splits = Splits(
        matrix, labels, len(names), initial, names, made.curves, made.is_text, made.seeds, **units
    )
    splits.check(str(path))
    return SimulationSource(splits, dataset.classes)


def _say_what_was_read(dataset: Dataset) -> None:
    bent = describe_boundary(dataset.options.boundary or LINEAR, dataset.n)
    for note in filter(None, (*dataset.table.notes, bent)):
        say(replace_arguments(note))
    without = int((dataset.known < 0).sum())
    if without:
        say(f"{without:,} of {dataset.n:,} rows have no label and are left out.")


def refuse_file_options(request: SimulateRequest, reason: str, hint: str = "") -> None:
    """Raises InputError if an option for files was given without a file."""
    given = [TABLE[name].flag for name in request.data.of_data]
    if request.initial is not None:
        given.append("--initial")
    for option in given:
        raise InputError(f"{reason}: {option} is for files", hint=hint)
