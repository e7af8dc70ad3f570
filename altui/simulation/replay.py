"""A session replayed with another strategy or model, on the rows with known labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from altui.data.dataset import Part
from altui.errors import SessionError
from altui.learning.evaluation import FEWEST
from altui.simulation.run import Problem

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.data.features.matrix import Features
    from altui.learning.arrays import IntArray, Matrix
    from altui.session.replay import SessionView


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
    checked = np.isin(np.arange(dataset.n), list(view.state.drawn))
    asked = answers.rows[~checked[answers.rows]]
    test = features.test or _check(features, truth, answers.rows[checked[answers.rows]])
    if test is None:
        raise SessionError(
            f"this session has no test set and no random check of {FEWEST} labels to measure on",
            where=str(view.path),
            hint="Rows labeled on request are not a fair sample: an accuracy measured on them "
            "would be wrong by many points.",
        )
    if not len(asked):
        raise SessionError("this session has no labels to train on yet", where=str(view.path))
    askable = np.flatnonzero((dataset.part == Part.UNLABELED) & (truth >= 0) & ~checked)
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
        )
    )


def _check(features: Features, truth: IntArray, rows: IntArray) -> tuple[Matrix, IntArray] | None:
    """The random check as a test set: it was drawn from the whole pool and never trains."""
    return (features.matrix[rows], truth[rows]) if len(rows) >= FEWEST else None
