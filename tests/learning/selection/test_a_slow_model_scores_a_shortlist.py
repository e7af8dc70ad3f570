"""A model that is not linear scores the rows of its shortlist, those that newton finds nearest."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sklearn.naive_bayes import GaussianNB

from altui.learning.classifiers.models import model_factory
from altui.learning.learner import Learner
from altui.learning.rounds import Knowledge
from altui.learning.strategies import all_strategies

N, LABELED = 300, 20
CLASSES = ("no", "yes", "maybe")
rng = np.random.default_rng(3)
MATRIX = rng.normal(size=(N, 4)).astype(np.float32)
LABELS = np.digitize(MATRIX[:, 0] + MATRIX[:, 1] ** 2, (0.3, 1.6))
NAMES = [
    f"{each.name}:yes" if each.takes_class else each.name
    for each in all_strategies()
    if each.score is not None
]


class Counting(GaussianNB):  # type: ignore[misc]
    """Naive Bayes that notes how many rows it predicts at a time."""

    sizes: list[int] = []  # noqa: RUF012

    def predict_proba(self, X: Any) -> Any:
        self.sizes.append(len(X))
        return super().predict_proba(X)


def knowledge(n_classes: int = 3) -> Knowledge:
    rows = np.arange(LABELED)
    available = np.ones(N, bool)
    available[rows] = False
    labels = np.minimum(LABELS[rows], n_classes - 1)
    labels[:n_classes] = range(n_classes)
    return Knowledge(1, rows, labels, available, LABELED)


def learner(model: Any, *, n_classes: int = 3, **more: Any) -> Learner:
    values = {"strategy": "margin", "classes": CLASSES[:n_classes], "reasons": False, **more}
    return Learner(MATRIX, np.ones(N, bool), n_classes, model=model, **values)


@pytest.mark.parametrize("n_classes", [2, 3])
@pytest.mark.parametrize("name", NAMES)
def test_a_list_of_all_rows_asks_for_the_same_row(name: str, n_classes: int) -> None:
    known = replace(knowledge(n_classes), strategy=name)
    make = model_factory("bayes", seed=0, sparse=False)
    whole = learner(make, n_classes=n_classes, depth=5).round(known)
    listed = learner(make, n_classes=n_classes, depth=5, shortlist=N).round(known)
    assert whole.query is not None and listed.query is not None
    assert listed.query.row == whole.query.row
    assert listed.query.probabilities == pytest.approx(whole.query.probabilities)
    assert [each.row for each in listed.ranking] == [each.row for each in whole.ranking]


@pytest.mark.parametrize("wanted", [None, 1])
@pytest.mark.parametrize("name", NAMES)
def test_no_other_row_is_scored(name: str, wanted: int | None) -> None:
    Counting.sizes.clear()
    known = replace(knowledge(), strategy=name)
    made = learner(Counting, wanted=wanted, depth=5, shortlist=10).round(known)
    assert made.query is not None and max(Counting.sizes) == 10
    assert len(made.ranking) == (0 if wanted else 5)


def test_the_rows_of_the_list_are_those_that_newton_would_ask_for_first() -> None:
    known = knowledge()
    newton = learner(model_factory("newton", seed=0, sparse=False), depth=9).round(known)
    listed = learner(Counting, depth=50, shortlist=10).round(known)
    assert newton.query is not None and listed.query is not None
    nearest = {newton.query.row, *(each.row for each in newton.ranking)}
    assert {listed.query.row, *(each.row for each in listed.ranking)} == nearest


def test_newton_itself_scores_all() -> None:
    make = model_factory("newton", seed=0, sparse=False)
    one = learner(make, shortlist=3).round(knowledge())
    assert one.query == learner(make).round(knowledge()).query
