"""The predictions in a column of a file, to be tested by a certificate: no model at all.

The column is read as labels are, and then hidden: the person answers without seeing it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from altui.data.dataset import Part, load_dataset
from altui.data.features.matrix import Features
from altui.display.console import say
from altui.errors import InputError
from altui.labeling.certificate import Frozen, Tested, check_predictions, digest, freeze
from altui.labeling.opening.checks import check_classes
from altui.labeling.opening.draft import Draft, check_answered
from altui.labeling.opening.loading import bar, options_from
from altui.labeling.opening.places import settle_place
from altui.learning.models import FittedModel
from altui.session.settings import Settings
from altui.session.source.reload import READINGS, load_source

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from altui.data.dataset import Dataset
    from altui.labeling.opening.options.request import OpenRequest
    from altui.learning.arrays import IntArray
    from altui.session.replay import SessionView

MODEL = "none"
"""What stands for the model in the settings of such a certificate."""


class _Column:
    """A classifier whose only feature is its answer."""

    def __init__(self, n_classes: int) -> None:
        self.classes_ = np.arange(n_classes)

    def fit(self, X: Any, y: Any) -> Any:  # noqa: ARG002
        raise TypeError("a column is not fitted")

    def predict_proba(self, X: Any) -> Any:
        return np.asarray(X[:, :1] == self.classes_, float)


def freeze_column(request: OpenRequest, column: str, target: float) -> tuple[Settings, Tested]:
    """The predictions in the column, and settings that say how the file is read."""
    request = replace(request, file=settle_place(request.data), target=column, hide_labels=True)
    draft = Draft.read(request, bar)
    if column not in draft.schema.names():
        raise InputError(f"there is no column '{column}'", where=str(request.data))
    check_answered(draft)
    options = options_from(request, classes=request.classes, hide_labels=True, seed=0)
    with bar(f"reading {request.data.name}") as advance:
        dataset = load_dataset(draft.table, draft.schema, options, advance)
    check_classes(dataset, request.data)
    settings = _settings(dataset, request)
    tested = _tested(dataset, Frozen(settings.source, 0, "", 0, "", target, column))
    _tell(tested)
    return settings, tested


def frozen_column(view: SessionView, frozen: Frozen) -> Tested:
    """The predictions that a certificate tests. Raises SessionError if they are others now."""
    tested = _tested(load_source(view, None), frozen)
    check_predictions(frozen, tested.predicted, view.path)
    return replace(tested, frozen=frozen)


def features_of(tested: Tested) -> Features:
    name = tested.frozen.column
    return Features(_as_feature(tested.predicted), (name,), (name,))


def _as_feature(predicted: IntArray) -> NDArray[np.float32]:
    return predicted[:, None].astype(np.float32)


def _tested(dataset: Dataset, frozen: Frozen) -> Tested:
    predicted = dataset.known.astype(int)
    nothing = np.full(dataset.n, -1, np.int16)
    part = np.where(predicted >= 0, Part.UNLABELED, Part.TEST).astype(np.int8)
    if not (predicted >= 0).any():
        raise InputError(
            f"no row has a prediction in '{frozen.column}'", where=str(dataset.table.path)
        )
    dataset = replace(dataset, known=nothing, part=part)
    frozen = replace(frozen, predictions=digest(predicted))
    frozen = freeze(dataset, predicted, frozen, nothing)
    matrix = _as_feature(predicted)
    model = FittedModel(_Column(len(dataset.classes)), len(dataset.classes))
    return Tested(dataset, matrix, model, predicted, frozen, frozen)


def _tell(tested: Tested) -> None:
    """What the person should know before the first row."""
    shown = [each.name for each in tested.dataset.fields(0)]
    if not shown:
        raise InputError(
            "no column is left to show",
            where=str(tested.dataset.table.path),
            hint="Name some with `columns`.",
        )
    say(f"shown: {', '.join(shown)} (choose with --columns); not {tested.frozen.column}")


def _settings(dataset: Dataset, request: OpenRequest) -> Settings:
    stored = dataset.options.to_json()
    stored[READINGS] = dataset.schema.readings()
    return Settings(
        source=str(request.data.resolve()),
        fingerprint=dataset.fingerprint,
        rows=dataset.n,
        roles=dataset.schema.roles(),
        options=stored,
        classes=dataset.classes,
        model=MODEL,
        strategy="random",
        seed=0,
        budget=0,
        annotator="",
        initial=(),
        test_rows=0,
    )
