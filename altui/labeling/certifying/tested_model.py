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
from altui.session.state.pool import Pool

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.labeling.retraining.retrain import Retrained
    from altui.learning.arrays import IntArray
    from altui.session.reading import SessionView


def freeze_model(made: Retrained, target: float) -> Tested:
    """The model of a session, as it was retrained now."""
    dataset, predicted = _population(made.view, made.dataset), _predict(made)
    last, path = made.view.events[-1], str(made.view.path.resolve())
    frozen = Frozen(path, last.sequence, last.hash, made.labels, digest(predicted), target)
    frozen = freeze(dataset, predicted, frozen, _known(made))
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
    dataset = _population(made.view, made.dataset)
    again = freeze(dataset, predicted, replace(frozen, labels=made.labels), _known(made))
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


def _known(made: Retrained) -> IntArray:
    """The classes of the rows that have a label: in the file, or given in the session."""
    return _labels(made.view, made.dataset)[0]


def _labels(view: SessionView, dataset: Dataset) -> tuple[IntArray, IntArray]:
    pool = Pool(dataset.part, dataset.known_slots, dataset.units)
    pool.settle(view.state)
    return pool.labels(view.state)
