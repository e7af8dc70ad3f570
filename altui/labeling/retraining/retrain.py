"""Trains a session's model again, from its data and its labels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

from altui.errors import InputError, SessionError
from altui.labeling.opening.options.request import OpenRequest
from altui.labeling.opening.prepare import prepare
from altui.learning.arrays import is_sparse
from altui.learning.calibration import calibrate, holds_scores
from altui.learning.classifiers.models import FittedModel, model_factory
from altui.learning.honesty.measured_rows import measured_rows
from altui.learning.training import Training, usable_seeds
from altui.session.source.remembered import session_of
from altui.session.state.pool import Pool

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.data.features.matrix import Features
    from altui.learning.arrays import FloatArray, IntArray
    from altui.learning.calibration import Calibration
    from altui.learning.rounds import Knowledge
    from altui.session.reading import SessionView


class Measured(NamedTuple):
    """The model's probabilities (m, k) and the labels (m,) of rows that never trained, and which
    they are."""

    probabilities: FloatArray
    labels: IntArray
    kind: str


@dataclass(frozen=True, eq=False)
class Retrained:
    view: SessionView
    dataset: Dataset
    features: Features
    model: FittedModel
    training: Training
    knowledge: Knowledge

    @property
    def labels(self) -> int:
        return len(self.knowledge.rows)

    @cached_property
    def measured(self) -> Measured:
        matrix, labels, kind = measured_rows(
            self.features.matrix, self.features.test, self.knowledge
        )
        return Measured(self.model.predict_proba(matrix), labels, kind)

    @cached_property
    def calibration(self) -> Calibration | None:
        """What its confidence rests on, as in the last Round of these labels; None where the
        session does not calibrate."""
        if not self.view.settings.shows_calibrated:
            return None
        scores, labels, _ = self.measured
        return calibrate(scores, labels, self.model.seen, holds=holds_scores(self.features.matrix))


def retrain(
    session: Path,
    own_model: str | None = None,
    *,
    until: int | None = None,
    data: Path | None = None,
) -> Retrained:
    """The model of a session from its labels now, or from its labels at the event `until`; its
    data are at `data`, or where they are found.

    `own_model` names the user's own model if the session uses one: altui never imports a module
    that only a session file names. Raises SessionError if the data has changed, or before two
    classes have a label.
    """
    prepared = prepare(OpenRequest(session=session, file=data, until=until, read_only=True))
    assert prepared.view is not None
    settings = prepared.view.settings
    if settings.certify:
        raise InputError(
            "this is a certificate: it has no model of its own",
            where=str(session),
            hint=f"Name the session that trained it: {session_of(settings, session)}",
        )
    name = _model_name(prepared.view, own_model)
    loaded = prepared.load()
    dataset, matrix = loaded.dataset, loaded.features.matrix
    knowledge = _knowledge(loaded.view, dataset)
    curves = loaded.features.curves
    factory = model_factory(name, seed=settings.seed, sparse=is_sparse(matrix), curves=curves)
    is_text = loaded.features.is_text
    seeds = usable_seeds(loaded.features.seeds, factory)
    training = Training(factory, matrix, len(dataset.classes), is_text, settings.generation, seeds)
    if not training.can_fit(knowledge.labels):
        raise SessionError(
            "there is no model yet: two classes need a label",
            where=str(session),
            hint="Label some more rows first.",
        )
    model = training.fit(knowledge.rows, knowledge.labels, knowledge.counts)
    return Retrained(loaded.view, dataset, loaded.features, model, training, knowledge)


def _model_name(view: SessionView, own_model: str | None) -> str:
    name = view.settings.model
    if ":" in name and own_model is None:
        raise InputError(
            f"this session uses your own model, '{name}'",
            where=str(view.path),
            hint="Name it again (altui never runs code that only a file names): "
            f"`own_model` {quote(name)}",
        )
    if ":" not in name and own_model is not None:
        raise InputError(
            f"this session's model is '{name}': `own_model` is only for your own models",
            where=str(view.path),
        )
    return own_model or name


def _knowledge(view: SessionView, dataset: Dataset) -> Knowledge:
    pool = Pool(dataset.part, dataset.known_slots, dataset.units)
    pool.settle(view.state)
    return pool.knowledge(view.state)
