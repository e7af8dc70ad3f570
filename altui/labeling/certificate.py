"""A session that certifies the model of another one, frozen as it was at some event of its log.

It is a file of its own: nothing that is answered here trains, and the other session may go on.
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
    """The model: the `labels` that the session at `path` had at `event`, whose hash is `hash`.
    `predictions` is the SHA-256 of the classes it gives to all rows."""

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
    """What the session at `place` certifies. SessionError if it certifies nothing."""
    if not settings.certify:
        raise SessionError(
            "this session labels, it certifies nothing",
            where=str(place),
            hint="Name another place for the certificate with `session` PATH.",
        )
    return Frozen(**settings.certify)  # type: ignore[arg-type]


def digest(model: FittedModel, matrix: Matrix) -> str:
    predicted = model.predict_proba(matrix).argmax(axis=1).astype(np.int16)
    return sha256(predicted.tobytes()).hexdigest()


def check_model(frozen: Frozen, model: FittedModel, matrix: Matrix, place: Path) -> None:
    """Raises SessionError where the model fitted today is not the one that was frozen."""
    if digest(model, matrix) != frozen.predictions:
        raise SessionError(
            "the model fitted today is not the one that was frozen",
            where=str(place),
            hint="Its rows or scikit-learn have changed since. Begin a new certificate with "
            "`session` PATH.",
        )


@dataclass
class Certification(Annotation):
    """A session that asks for labels to examine a model by."""

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
    """The data of a session with those rows to be asked that have no label in it, and no others.

    Rows that were ignored or unsure have none, and none is to be had.
    """
    skips = set(view.state.skips.rows.tolist())
    out = [row for row in view.state.standings if row not in skips]
    part = np.where(dataset.part == Part.UNLABELED, Part.UNLABELED, Part.TEST).astype(np.int8)
    part[out] = Part.TEST
    return replace(dataset, part=part)


def begin(
    place: Path, view: SessionView, dataset: Dataset, frozen: Frozen, *, seed: int, annotator: str
) -> Session:
    """A new certificate at `place`; `dataset` is the `population`."""
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
