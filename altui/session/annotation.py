"""One person's work, open: the data, the session that remembers, the learner that asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from altui.data.dataset import Part
from altui.learning.learner import Learner
from altui.learning.models import model_factory

if TYPE_CHECKING:
    from altui.data.dataset import Dataset
    from altui.data.features import Features
    from altui.learning.rounds import Round
    from altui.session.session import Session


@dataclass
class Annotation:
    """`round()` answers with what to ask now; decisions go to the session."""

    dataset: Dataset
    features: Features
    session: Session
    learner: Learner

    def close(self) -> None:
        self.session.close()
        self.dataset.table.close()

    def round(self) -> Round:
        """The Round of the session as it stands, logged before it is returned."""
        result = self.learner.round(self.session.knowledge())
        self.session.record(result)
        return result


def annotate(dataset: Dataset, features: Features, session: Session) -> Annotation:
    """The learner of a session's own settings, whatever today's defaults are."""
    return Annotation(dataset, features, session, make_learner(dataset, features, session))


def make_learner(dataset: Dataset, features: Features, session: Session) -> Learner:
    settings = session.settings
    test = None
    if features.test_matrix is not None and features.test_labels is not None:
        test = (features.test_matrix, features.test_labels)
    return Learner(
        features.matrix,
        dataset.part == Part.UNLABELED,
        len(dataset.classes),
        model=model_factory(
            settings.model, seed=settings.seed, sparse=not hasattr(features.matrix, "strides")
        ),
        strategy=settings.strategy,
        seed=settings.seed,
        test=test,
    )
