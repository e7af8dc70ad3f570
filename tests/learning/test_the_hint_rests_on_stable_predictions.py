"""When predictions have stopped changing, and when all of a class are probably found."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from altui.learning.classifiers.models import model_factory
from altui.learning.generation import Generation
from altui.learning.hints import AHEAD, Hint
from altui.learning.honesty.recall_target import recall_p
from altui.learning.honesty.stopping import Stability, cohens_kappa, rare_agreement
from altui.learning.learner import Learner
from altui.learning.rounds import Knowledge

N = 400


def learner(separation: float, seed: int = 0) -> tuple[Learner, np.ndarray]:
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 2, N)
    matrix = rng.normal(size=(N, 3)) + separation * labels[:, None]
    made = Learner(
        matrix.astype(np.float32),
        np.ones(N, bool),
        2,
        model=model_factory("newton", seed=0, sparse=False),
        strategy="margin",
        hints=True,
    )
    return made, labels


def known(labels: np.ndarray, count: int, initial: int = 4) -> Knowledge:
    available = np.arange(N) >= count
    return Knowledge(count, np.arange(count), labels[:count], available, count - initial)


def hint_at(made: Learner, labels: np.ndarray, count: int) -> Hint | None:
    return made.round(known(labels, count)).hint


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2))
def test_kappa_is_cohens(pairs: list[tuple[int, int]]) -> None:
    one, other = np.array(pairs).T
    if len({*one, *other}) == 1:
        return
    expected = cohen_kappa_score(one, other)
    assert cohens_kappa(one, other) == pytest.approx(0.0 if np.isnan(expected) else expected)


def test_it_is_judged_every_ten_labels_from_three_comparisons_on() -> None:
    made, labels = learner(1.0)
    assert hint_at(made, labels, 33) is None
    first = hint_at(made, labels, 34)
    assert first is not None and first.labels == 34
    assert hint_at(made, labels, 43) == first
    later = hint_at(made, labels, 44)
    assert later is not None and later != first


def test_where_one_class_is_all_that_is_predicted_the_hint_says_which() -> None:
    matrix = np.random.default_rng(0).normal(size=(N, 3)).astype(np.float32)
    labels = np.ones(N, int)
    labels[0] = 0  # one row of another class, so that there is a model at all
    for number, expected in ((0, None), (1, 1)):
        made = Learner(
            matrix,
            np.ones(N, bool),
            2,
            model=model_factory("newton", seed=0, sparse=False),
            strategy="margin",
            hints=True,
            generation=Generation(number),
        )
        hint = hint_at(made, labels, 80)
        assert hint is not None and not hint.stop and hint.only == expected


def test_rows_of_a_rare_class_must_stay_the_same_ones() -> None:
    common = np.zeros(1000, int)
    one, other = common.copy(), common.copy()
    one[:10], other[8:18] = 1, 1
    assert rare_agreement([(one, one)]) == 1.0
    assert rare_agreement([(one, other)]) == pytest.approx(0.2)
    assert rare_agreement([(one, one), (one, other)]) == pytest.approx(0.6)
    assert rare_agreement([(common, common)]) == 1.0
    half = np.arange(1000) % 2
    assert rare_agreement([(half, 1 - half)]) == 1.0, "no class is rare: kappa speaks for all"


def test_easy_data_are_learned_and_noise_is_not() -> None:
    easy = hint_at(*learner(9.0), 150)
    assert easy is not None and easy.stop and easy.value > 0.99 and easy.ahead < 0.01
    noise = hint_at(*learner(0.0), 150)
    assert noise is not None and not noise.stop and noise.value < 0.99 and noise.ahead > 0.05


def test_the_hint_hangs_on_the_labels_in_their_order_and_not_on_how_one_got_there() -> None:
    walked, labels = learner(1.0)
    for count in range(4, 90):
        hint_at(walked, labels, count)
    for count in (89, 60, 89):
        fresh, _ = learner(1.0)
        assert hint_at(walked, labels, count) == hint_at(fresh, labels, count)


def test_a_model_of_one_class_says_nothing() -> None:
    one = np.zeros(5, int)
    assert cohens_kappa(one, one) == 0
    stability = Stability(np.zeros((N, 1), np.float32), np.ones(N, bool), 0)
    assert stability.hint(known(np.zeros(N, int), 60), lambda *_: None) is None


def test_the_p_of_a_hand_computed_case() -> None:
    # Ten of 20 rows looked at, the first two hits. For recall .95 there would be one more hit
    # among the last 10 + 8 rows, none of the last 8 looked at: (10/18); the whole sequence:
    # floor(2 / .95 + 1 - 0) = 3 hits in 20, at most 2 of them in the first ten.
    hits = np.array([True, True, *[False] * 8])
    assert recall_p(hits, 20) == pytest.approx(10 / 18)


@given(st.integers(1, 60), st.integers(0, 5), st.integers(0, 40))
def test_more_rows_without_a_hit_make_it_surer(rows: int, hits: int, left: int) -> None:
    looked = np.array([True] * hits + [False] * rows)
    total = len(looked) + left
    assert recall_p(looked, total) <= recall_p(looked[:-1], total) + 1e-12 if rows > 1 else True
    assert 0 <= recall_p(looked, total) <= 1


def test_when_all_rows_are_looked_at_nothing_is_missed() -> None:
    assert recall_p(np.array([False, True, False]), 3) == 0.0
    assert AHEAD == 25
