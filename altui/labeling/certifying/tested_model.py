"""The predictions of a session's model, frozen, to be tested by a certificate."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from altui.data.dataset import Part
from altui.data.units.units import ALONE
from altui.errors import SessionError
from altui.labeling.certifying.certificate import Frozen, Tested, check_predictions, digest, freeze
from altui.labeling.retraining.retrain import retrain
from altui.session.figures.sample import Sample
from altui.session.state.pool import Pool

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.labeling.retraining.retrain import Retrained
    from altui.learning.arrays import IntArray
    from altui.session.reading import SessionView


def freeze_model(made: Retrained, target: float) -> Tested:
    """The model of a session, as it was retrained now."""
    predicted = _predict(made)
    last, path = made.view.events[-1], str(made.view.path.resolve())
    frozen = Frozen(path, last.sequence, last.hash, made.labels, digest(predicted), target)
    dataset, frozen = _freeze(made, predicted, frozen)
    return Tested(dataset, made.features.matrix, made.model, predicted, frozen, frozen)


def frozen_model(
    frozen: Frozen, path: Path, place: Path, own_model: str | None, data: Path | None = None
) -> tuple[Retrained, Tested]:
    """The model that the certificate at `place` tests, from the session at `path`. Raises
    SessionError if that is not the session or not the model."""
    made = retrain(path, own_model, until=frozen.event, data=data)
    if made.view.events[-1].hash != frozen.hash:
        raise SessionError(
            f"the session {made.view.path} is not the one whose model was frozen",
            where=str(place),
            hint="Bring that session back, or start another certificate with `session` PATH.",
        )
    predicted = _predict(made)
    check_predictions(frozen, predicted, place)
    dataset, again = _freeze(made, predicted, replace(frozen, labels=made.labels))
    return made, Tested(dataset, made.features.matrix, made.model, predicted, frozen, again)


def _predict(made: Retrained) -> IntArray:
    return np.asarray(made.model.predict_proba(made.features.matrix).argmax(axis=1))


def _population(view: SessionView, dataset: Dataset) -> Dataset:
    """The data of a session; only its rows without a label can be asked for.

    Ignored and unsure rows are left out: the person could not label them.
    """
    skips = set(view.state.skips.rows.tolist())
    out = [row for row in view.state.standings if row not in skips]
    _, givers = _labels(view, dataset)
    out += np.flatnonzero(givers >= 0).tolist()  # copies of those have their label too
    part = np.where(dataset.part == Part.UNLABELED, Part.UNLABELED, Part.TEST).astype(np.int8)
    part[out] = Part.TEST
    return replace(dataset, part=part, units=ALONE)  # each drawn row is asked for itself


def _freeze(made: Retrained, predicted: IntArray, frozen: Frozen) -> tuple[Dataset, Frozen]:
    """The data with the rows that may be drawn, and what is frozen with its draw and counts."""
    known = _labels(made.view, made.dataset)[0]
    dataset, sample = _population(made.view, made.dataset), Sample.of(made.view.settings)
    if sample is None:
        return dataset, freeze(dataset, predicted, frozen, known)
    # Rows that were added to a sample are no random ones: they count with those outside of it.
    part = dataset.part.copy()
    added = int((part[sample.rows :] == Part.UNLABELED).sum())
    part[sample.rows :] = Part.TEST
    # Where rows have labels in the file nobody has counted those without: the sample is all that
    # is spoken of.
    is_labeled = bool((made.dataset.part == Part.LABELED).any())
    outside = 0 if is_labeled else sample.population - dataset.n + added
    drawn_from = replace(frozen, sample=sample.rows, outside=outside)
    dataset = replace(dataset, part=part)
    found = freeze(dataset, predicted, drawn_from, known)
    return dataset, replace(found, left_out=found.left_out - added)


def _labels(view: SessionView, dataset: Dataset) -> tuple[IntArray, IntArray]:
    pool = Pool(dataset.part, dataset.known_slots, dataset.units)
    pool.settle(view.state)
    return pool.labels(view.state)
