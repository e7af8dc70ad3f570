"""A class that no probability of one half ever names gets a threshold from the labels."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from altui.learning.classifiers.models import FittedModel, model_factory
from altui.learning.generation import OLDEST
from altui.learning.honesty.label_review import Doubts
from altui.learning.imbalance.ranking import rank_rows
from altui.learning.imbalance.threshold import (
    FEWEST,
    MOST,
    Threshold,
    best_threshold,
    choose_threshold,
    least_for,
    predict_classes,
)
from altui.learning.training import Training
from tests.learning.imbalance.test_classes_weigh_alike import words

shares = st.lists(st.sampled_from([0.0, 0.05, 0.1, 0.2, 0.4, 0.9]), min_size=2, max_size=30)


def chosen(share: float, labeled: int = 150) -> tuple[Threshold | None, np.ndarray, np.ndarray]:
    """The threshold for a pool with this share of class 1; the probabilities of its unlabeled rows
    and their classes."""
    rng = np.random.default_rng(3)
    truth = (rng.random(900) < share).astype(int)
    truth[:2] = 0, 1
    matrix = words(truth)
    training = Training(model_factory("newton", seed=0, sparse=True), matrix, 2, True, OLDEST)
    rows = np.arange(labeled)
    model = training.fit(rows, truth[rows])
    unlabeled = model.predict_proba(matrix[labeled:])
    doubts = Doubts(matrix, 0, training.fit)
    found = choose_threshold(doubts, rows, truth[rows], unlabeled)
    return found, unlabeled, truth[labeled:]


def test_a_class_of_one_row_in_ten_is_named_where_it_was_not() -> None:
    threshold, unlabeled, truth = chosen(0.1)
    assert threshold is not None and threshold.k == 1 and threshold.share < 0.5
    before = f1_score(truth, predict_classes(unlabeled, None), zero_division=0)
    now = f1_score(truth, predict_classes(unlabeled, threshold))
    assert before < 0.2 and now > 0.35
    named = int(predict_classes(unlabeled, threshold).sum())
    assert named <= min(unlabeled[:, 1].sum(), MOST * threshold.labels)


def test_where_classes_are_named_as_often_as_expected_the_likelier_one_stays() -> None:
    assert chosen(0.5)[0] is None


def test_a_few_labels_of_a_class_give_no_threshold() -> None:
    rng = np.random.default_rng(0)
    labels = np.array([1] * (FEWEST - 1) + [0] * 60)
    unlabeled = np.column_stack((np.full(50, 0.9), np.full(50, 0.1)))

    def never(*_: np.ndarray) -> FittedModel:
        raise AssertionError

    doubts = Doubts(rng.random((100, 2)), 0, never)
    assert choose_threshold(doubts, np.arange(len(labels)), labels, unlabeled) is None


@given(shares, st.randoms())
def test_no_threshold_has_a_better_f1_on_the_labels(scores: list[float], random: object) -> None:
    ranked = np.array(scores)
    is_k = np.array([random.random() < 0.4 for _ in scores])  # type: ignore[attr-defined]
    is_k[0] = True
    share, f1 = best_threshold(ranked, is_k)
    assert f1 == f1_score(is_k, ranked >= share) or share == 0.0
    assert all(f1 >= f1_score(is_k, ranked >= each) - 1e-12 for each in scores)


@given(shares, st.integers(0, 40))
def test_no_more_rows_are_named_than_may_be(scores: list[float], most: int) -> None:
    share = least_for(np.array(scores), most)
    assert np.count_nonzero(np.array(scores) >= share) <= max(most, 0) or most >= len(scores)


@given(shares)
def test_ranked_rows_add_up_what_is_to_be_expected(scores: list[float]) -> None:
    rows, place, expected = rank_rows(np.array(scores))
    assert sorted(rows.tolist()) == list(range(len(scores)))
    assert (np.diff(np.array(scores)[rows]) <= 0).all()
    assert rows[place].tolist() == list(range(len(scores)))
    assert np.isclose(expected[-1], sum(scores))
