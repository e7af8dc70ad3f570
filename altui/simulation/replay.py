"""A session replayed with another strategy or model, on the rows with known labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from altui.data.dataset import Part
from altui.data.units.units import Units
from altui.errors import SessionError
from altui.learning.evaluation import FEWEST
from altui.session.state.pool import Pool
from altui.simulation.run import Problem

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.data.features.matrix import Features
    from altui.learning.arrays import BoolArray, IntArray, Matrix
    from altui.learning.rounds import Knowledge
    from altui.session.reading import SessionView


@dataclass(frozen=True, eq=False)
class Replayed:
    """The same rows, first labels and test rows for every seed. The seed only draws the random
    rows and the first rows without a model."""

    original: Problem

    def problem(self, seed: int) -> Problem:  # noqa: ARG002
        return self.original


def replay_session(view: SessionView, dataset: Dataset, features: Features) -> Replayed:
    """The rows of a session that the person labeled or whose label the file holds.

    Raises SessionError if there is nothing to replay or no fair sample to measure on.
    """
    answers = view.state.answers
    truth = dataset.known.astype(np.int64)
    truth[answers.rows] = view.state.answered_classes
    pool = Pool(dataset.part, dataset.known_slots, dataset.units)
    pool.settle(view.state)
    known = pool.knowledge(view.state)
    asked = answers.rows[~pool.aside[answers.rows]]
    test = features.test or _check(features, known)
    if test is None:
        raise SessionError(
            f"this session has no test set and no random check of {FEWEST} labels to measure on",
            where=str(view.path),
            hint="Rows labeled on request are not a fair sample: an accuracy measured on them "
            "would be wrong by many points.",
        )
    if not len(asked):
        raise SessionError("this session has no labels to train on yet", where=str(view.path))
    can_train = (dataset.part == Part.UNLABELED) & (truth >= 0) & ~pool.aside
    askable = _questions(can_train, asked, dataset.units)
    rows = np.concatenate((askable, np.flatnonzero(dataset.part == Part.LABELED)))
    return Replayed(
        Problem(
            matrix=features.matrix[rows],
            labels=truth[rows],
            unlabeled=len(askable),
            test=test,
            n_classes=len(dataset.classes),
            classes=dataset.classes,
            curves=features.curves,
            asked=tuple(np.searchsorted(askable, asked).tolist()),
            generation=view.settings.generation,
            is_text=features.is_text,
            seeds=features.seeds,
            counts=_count(rows, known, dataset.units),
        )
    )


def _questions(can_train: BoolArray, asked: IntArray, units: Units) -> IntArray:
    """The rows to ask: of identical ones those that were asked, or else the first."""
    if units.identical is None:
        return np.flatnonzero(can_train)
    codes = Units(units.identical).codes(len(can_train))
    others = np.flatnonzero(can_train & ~np.isin(codes, codes[asked]))
    first = others[np.unique(codes[others], return_index=True)[1]]
    return np.sort(np.concatenate((asked, first)))


def _count(rows: IntArray, known: Knowledge, units: Units) -> IntArray | None:
    """How many rows each of these (n,) stands for; None where it is one each."""
    if units.identical is None:
        return None
    stood_for = np.ones(len(known.rows), int) if known.counts is None else known.counts
    told = dict(zip(known.rows.tolist(), stood_for.tolist(), strict=True))
    return np.array([told.get(row) or units.count_copies(row) for row in rows.tolist()])


def _check(features: Features, known: Knowledge) -> tuple[Matrix, IntArray] | None:
    """The random check as a test set: it was drawn from the whole pool and never trains."""
    if known.check is None:
        return None
    rows, labels = known.check.measured
    return (features.matrix[rows], labels) if len(rows) >= FEWEST else None
