"""A certificate: a session that tests frozen predictions, a model's or those in a column.

It is a file of its own. Its answers train nothing, and the session of the model may continue.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from altui.data.dataset import Part
from altui.errors import SessionError
from altui.labeling.annotation import Annotation
from altui.learning.acceptance_test import Certifier
from altui.session.session import Session
from altui.session.source.reload import names_of
from altui.session.state.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from altui.data.dataset import Dataset
    from altui.labeling.workers import Maker
    from altui.learning.arrays import IntArray, Matrix
    from altui.learning.certifying.verdict import Verdict
    from altui.learning.classifiers.models import FittedModel
    from altui.session.reading import SessionView
    from altui.session.settings import Settings


@dataclass(frozen=True)
class Frozen:
    """What is tested: the model from the `labels` of the session at `path` at `event` with hash
    `hash`, or else the `column` of the file at `path`. `predictions` is the SHA-256 of the classes
    predicted for all rows (-1 where the column has none)."""

    path: str
    event: int
    hash: str
    labels: int
    predictions: str
    target: float
    column: str = ""
    digest: str = ""
    """The SHA-256 that draws the rows; empty in a certificate from before, drawn by its seed."""
    predicted: tuple[int, ...] = ()
    """How many of the rows that may be drawn are predicted as each class."""
    known: tuple[int, ...] = ()
    """How many other rows have a label already, of each class."""
    left_out: int = 0
    """How many rows have neither: set aside, or without a prediction in the column."""
    sample: int = 0
    """How many rows the sample has that rows are drawn from; 0 where they are all there is."""
    outside: int = 0
    """How many rows without a label are not in the sample. It was drawn at random itself, so its
    rows are drawn at random from all."""

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Frozen:
        lists = {name: tuple(stored.get(name, ())) for name in ("predicted", "known")}
        return cls(**{**stored, **lists})


@dataclass(frozen=True, eq=False)
class Tested:
    """Frozen predictions on their data. In `dataset` only the rows that may be drawn are
    unlabeled; `predicted` (n,) are the classes of all rows. `frozen` is as it was stored, `again`
    as it follows from the data now."""

    dataset: Dataset
    matrix: Matrix
    model: FittedModel
    predicted: IntArray
    frozen: Frozen
    again: Frozen

    def certifier(self, seed: int) -> Certifier:
        return Certifier(
            self.matrix,
            self.dataset.part == Part.UNLABELED,
            len(self.dataset.classes),
            frozen=self.model,
            target=self.frozen.target,
            seed=seed,
            digest=self.frozen.digest,
            outside=self.frozen.outside,
        )

    def verdict(self, view: SessionView) -> Verdict:
        """The verdict on the answers of a certificate that is read."""
        pool = Pool(self.dataset.part, self.dataset.known)
        pool.settle(view.state)
        return self.certifier(view.settings.seed).verdict(pool.knowledge(view.state))


def frozen_of(settings: Settings, place: Path) -> Frozen:
    """What the certificate at `place` tests. SessionError if it is no certificate."""
    if not settings.certify:
        raise SessionError(
            "this session is for labeling, it is not a certificate",
            where=str(place),
            hint="Choose another file for the certificate with `session` PATH.",
        )
    return Frozen.from_json(settings.certify)


def digest(predicted: IntArray) -> str:
    return sha256(predicted.astype(np.int16).tobytes()).hexdigest()


def draw_digest(dataset: Dataset, frozen: Frozen) -> str:
    """What the draw depends on, and nothing else: the file, the classes, every prediction, the
    rows that may be drawn and the target. Whoever begins again gets the same rows."""
    pool = np.packbits(dataset.part == Part.UNLABELED).tobytes()
    drawn_from = [
        dataset.fingerprint,
        list(dataset.classes),
        frozen.predictions,
        sha256(pool).hexdigest(),
        frozen.column,
        frozen.target,
    ]
    return sha256(json.dumps(drawn_from).encode()).hexdigest()


def freeze(dataset: Dataset, predicted: IntArray, frozen: Frozen, known: IntArray) -> Frozen:
    """`frozen` with its draw and its counts. `known` (n,) are the classes of rows that have a
    label already, -1 for others."""
    size = len(dataset.classes)
    pool = dataset.part == Part.UNLABELED
    others = known[~pool & (known >= 0)]
    return replace(
        frozen,
        digest=draw_digest(dataset, frozen),
        predicted=tuple(np.bincount(predicted[pool], minlength=size).tolist()),
        known=tuple(np.bincount(others, minlength=size).tolist()),
        left_out=int((~pool).sum()) - len(others),
    )


def check_predictions(frozen: Frozen, predicted: IntArray, place: Path) -> None:
    """Raises SessionError if these are not the frozen predictions."""
    if digest(predicted) == frozen.predictions:
        return
    if frozen.column:
        raise SessionError(
            f"the predictions in '{frozen.column}' are not those that were frozen",
            where=str(place),
            hint="Bring the old file back, or start a new certificate with `session` PATH.",
        )
    raise SessionError(
        "the model trained now is not the frozen one",
        where=str(place),
        hint="Its rows or scikit-learn have changed since. Start a new certificate with "
        "`session` PATH.",
    )


@dataclass
class Certification(Annotation):
    """An open certificate."""

    tested: Tested = field(kw_only=True)

    @cached_property
    def learner(self) -> Certifier:
        return self.tested.certifier(self.session.settings.seed)

    def makers(self, *, is_patient: bool = True) -> Sequence[Maker]:  # noqa: ARG002
        return [self.learner]


def begin(place: Path, settings: Settings, tested: Tested, annotator: str) -> Session:
    """A new certificate at `place`; `settings` say how the data are read."""
    dataset, frozen = tested.dataset, tested.frozen
    settings = replace(
        settings,
        options={**settings.options, **names_of(settings), "no_merge_identical": True},
        strategy="random",
        seed=int(frozen.digest[:8], 16),
        budget=0,
        annotator=annotator,
        initial=(0,) * len(dataset.classes),
        test_rows=0,
        audit=0,
        blind=True,
        recheck=0,
        find="",
        narrow="",
        order_seed=None,
        share="",
        overlap=0.0,
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
