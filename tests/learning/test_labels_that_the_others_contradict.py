"""A label that the others speak against is found by models that were not fitted on it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altui.learning.classifiers.models import model_factory
from altui.learning.learner import Learner
from tests.learning.test_learner import blobs, known, learner

FORTY = list(range(40))


def true_labels() -> list[int]:
    return blobs()[1][:40].tolist()


@pytest.mark.parametrize("model", ["newton", "logistic", "forest", "bayes"])
def test_a_planted_wrong_label_comes_first(model: str) -> None:
    labels = true_labels()
    matrix, _ = blobs()
    surest = int(np.argmax(matrix[:40] @ np.ones(3)))
    labels[surest] = 0
    found = learner(model=model).find_contradictions(known(FORTY, labels))
    assert (found[0].row, found[0].label, found[0].predicted) == (surest, 0, 1)
    assert found[0].own < 0.5 < found[0].share
    assert [each.own for each in found] == sorted(each.own for each in found)
    assert all(each.label != each.predicted for each in found)


def test_a_forest_contradicts_what_it_would_agree_with_once_fitted() -> None:
    labels = true_labels()
    labels[7] = 1 - labels[7]
    forest, knowledge = learner(model="forest"), known(FORTY, labels)
    fitted = forest.fit(knowledge)
    assert fitted is not None
    assert fitted.predict_proba(forest.matrix[[7]]).argmax() == labels[7]
    assert 7 in [each.row for each in forest.find_contradictions(knowledge)]


@pytest.mark.parametrize("labels", [[], [1], [1, 1, 1], [0, 1]])
def test_with_too_few_labels_nothing_is_contradicted(labels: list[int]) -> None:
    assert learner().find_contradictions(known(list(range(len(labels))), labels)) == ()


def test_a_class_that_no_other_label_has_cannot_be_spoken_against() -> None:
    matrix, _ = blobs()
    three = Learner(
        matrix,
        np.ones(len(matrix), bool),
        3,
        model=model_factory("newton", seed=0, sparse=False),
        strategy="margin",
    )
    labels = true_labels()
    labels[5] = 2
    assert 5 not in [each.row for each in three.find_contradictions(known(FORTY, labels))]


@given(st.lists(st.integers(0, 1), min_size=40, max_size=40))
@settings(max_examples=15, deadline=None)
def test_threads_that_ask_at_once_hear_the_same(labels: list[int]) -> None:
    shared, knowledge = learner(model="newton"), known(FORTY, labels)
    with ThreadPoolExecutor(2) as pool:
        answers = [*pool.map(lambda _: shared.find_contradictions(knowledge), range(4))]
    assert {*answers} == {learner(model="newton").find_contradictions(knowledge)}
