"""The predictions in a column of a file, to be tested by a certificate: no model at all.

The column is read as labels are, and then hidden: the person answers without seeing it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from altui.data.dataset import Part
from altui.data.features.matrix import Features
from altui.data.loading import load_dataset
from altui.data.schema import Role
from altui.data.units.units import ALONE
from altui.display.console import say
from altui.display.text import count_of
from altui.errors import InputError
from altui.labeling.certifying.certificate import Frozen, Tested, check_predictions, digest, freeze
from altui.labeling.opening.checks import check_classes
from altui.labeling.opening.draft import Draft
from altui.labeling.opening.loading import bar, options_from
from altui.labeling.opening.places import settle_place
from altui.labeling.opening.unasked import take_defaults
from altui.learning.classifiers.models import FittedModel
from altui.session.settings import Settings
from altui.session.source.load import load_source
from altui.session.source.reload import READINGS

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from altui.data.dataset import Dataset
    from altui.data.schema import Schema
    from altui.labeling.opening.options.request import OpenRequest
    from altui.learning.arrays import IntArray
    from altui.session.reading import SessionView

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
    if not request.columns:
        draft = replace(draft, schema=_hide_kin(draft.schema, column))
    take_defaults(draft.unanswered, draft.schema, request.data)
    options = options_from(request, classes=request.classes, hide_labels=True, seed=0)
    with bar(f"reading {request.data.name}") as advance:
        dataset = load_dataset(draft.table, draft.schema, options, advance)
    check_classes(dataset, request.data)
    settings = _settings(dataset, request)
    tested = _tested(dataset, Frozen(settings.source, 0, "", 0, "", target, column))
    _tell(tested)
    return settings, tested


def _hide_kin(schema: Schema, column: str) -> Schema:
    """Without the numbers and categories that begin like the column, up to its first mark:
    beside `llm_label`, `llm_confidence` may give it away."""
    stem = re.match(r"[^\W_]+[\W_]", column)
    for other in schema.columns:
        is_kin = stem is not None and other.name.startswith(stem[0]) and other.name != column
        if is_kin and other.role in (Role.NUMERIC, Role.CATEGORICAL):
            schema = schema.with_role(other.name, Role.HIDDEN, f"begins like {column}")
    return schema


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
    dataset = replace(dataset, known=nothing, part=part, units=ALONE)
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
    hidden = [each.name for each in tested.dataset.schema.columns if each.role is Role.HIDDEN]
    others = f"; hidden: {', '.join(hidden)}" if hidden else ""
    say(f"shown: {', '.join(shown)} (choose with --columns){others}")
    if tested.frozen.left_out:
        count = count_of(tested.frozen.left_out, "row")
        say(f"{count} without a value in {tested.frozen.column} left out")


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
