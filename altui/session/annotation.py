"""One person's work, open: the data, the session that remembers, the learner that asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from altui.data.dataset import Part
from altui.learning.arrays import is_sparse
from altui.learning.learner import Learner
from altui.learning.models import model_factory

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.data.features import Features
    from altui.session.session import Session


@dataclass
class Annotation:
    """The learner makes Rounds of what the session knows; decisions go to the session."""

    dataset: Dataset
    features: Features
    session: Session
    learner: Learner

    @property
    def notes(self) -> list[str]:
        """What the person should know of the session and of how the file was read."""
        return [*self.session.notes, *self.dataset.table.notes]

    def close(self) -> None:
        self.session.close()
        self.dataset.table.close()


def annotate(dataset: Dataset, features: Features, session: Session) -> Annotation:
    """The learner of a session's own settings; the session is closed if there can be none."""
    try:
        learner = make_learner(dataset, features, session)
    except BaseException:
        session.close()
        raise
    return Annotation(dataset, features, session, learner)


def make_learner(dataset: Dataset, features: Features, session: Session) -> Learner:
    settings = session.settings
    test = None
    if features.test_matrix is not None and features.test_labels is not None:
        test = (features.test_matrix, features.test_labels)
    return Learner(
        features.matrix,
        dataset.part == Part.UNLABELED,
        len(dataset.classes),
        model=model_factory(settings.model, seed=settings.seed, sparse=is_sparse(features.matrix)),
        strategy=settings.strategy,
        seed=settings.seed,
        test=test,
    )
