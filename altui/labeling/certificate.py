"""A certificate: a session that tests the model of another session, frozen at one of its events.

It is a file of its own. Its answers train nothing, and the other session may continue.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from altui.data.dataset import Part
from altui.errors import SessionError
from altui.labeling.annotation import Annotation
from altui.learning.acceptance_test import Certifier
from altui.session.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from altui.data.dataset import Dataset
    from altui.labeling.workers import Maker
    from altui.learning.arrays import Matrix
    from altui.learning.models import FittedModel
    from altui.session.replay import SessionView
    from altui.session.settings import Settings


@dataclass(frozen=True)
class Frozen:
    """The frozen model, from the `labels` of the session at `path` at `event` with hash `hash`.
    `predictions` is the SHA-256 of its predicted classes for all rows."""

    path: str
    event: int
    hash: str
    labels: int
    predictions: str
    target: float

    @classmethod
    def of(
        cls, view: SessionView, model: FittedModel, matrix: Matrix, labels: int, target: float
    ) -> Frozen:
        last = view.events[-1]
        predictions = digest(model, matrix)
        path = str(view.path.resolve())
        return cls(path, last.sequence, last.hash, labels, predictions, target)


def frozen_of(settings: Settings, place: Path) -> Frozen:
    """The model that the certificate at `place` tests. SessionError if it is no certificate."""
    if not settings.certify:
        raise SessionError(
            "this session is for labeling, it is not a certificate",
            where=str(place),
            hint="Choose another file for the certificate with `session` PATH.",
        )
    return Frozen(**settings.certify)  # type: ignore[arg-type]


def digest(model: FittedModel, matrix: Matrix) -> str:
    predicted = model.predict_proba(matrix).argmax(axis=1).astype(np.int16)
    return sha256(predicted.tobytes()).hexdigest()


def check_model(frozen: Frozen, model: FittedModel, matrix: Matrix, place: Path) -> None:
    """Raises SessionError if the model trained now is not the frozen one."""
    if digest(model, matrix) != frozen.predictions:
        raise SessionError(
            "the model trained now is not the frozen one",
            where=str(place),
            hint="Its rows or scikit-learn have changed since. Start a new certificate with "
            "`session` PATH.",
        )


@dataclass
class Certification(Annotation):
    """An open certificate."""

    model: FittedModel = field(kw_only=True)

    @cached_property
    def learner(self) -> Certifier:
        settings = self.session.settings
        return Certifier(
            self.features.matrix,
            self.dataset.part == Part.UNLABELED,
            len(self.dataset.classes),
            frozen=self.model,
            target=frozen_of(settings, self.session.path).target,
            seed=settings.seed,
        )

    def makers(self, *, is_patient: bool = True) -> Sequence[Maker]:  # noqa: ARG002
        return [self.learner]


def population(view: SessionView, dataset: Dataset) -> Dataset:
    """The data of a session; only its rows without a label can be asked for.

    Ignored and unsure rows are left out: the person could not label them.
    """
    skips = set(view.state.skips.rows.tolist())
    out = [row for row in view.state.standings if row not in skips]
    part = np.where(dataset.part == Part.UNLABELED, Part.UNLABELED, Part.TEST).astype(np.int8)
    part[out] = Part.TEST
    return replace(dataset, part=part)


def begin(
    place: Path, view: SessionView, dataset: Dataset, frozen: Frozen, *, seed: int, annotator: str
) -> Session:
    """A new certificate at `place`. `dataset` comes from `population`."""
    settings = replace(
        view.settings,
        strategy="random",
        seed=seed,
        budget=0,
        annotator=annotator,
        initial=(0,) * len(dataset.classes),
        test_rows=0,
        audit=0,
        blind=True,
        recheck=0,
        find="",
        certify=asdict(frozen),
    )
    return Session.begin(place, settings, ids=dataset.ids, known=dataset.known, part=dataset.part)


def resume(place: Path, dataset: Dataset, *, annotator: str | None) -> Session:
    return Session.resume(
        place,
        ids=dataset.ids,
        known=dataset.known,
        part=dataset.part,
        fingerprint=dataset.fingerprint,
        annotator=annotator,
    )
