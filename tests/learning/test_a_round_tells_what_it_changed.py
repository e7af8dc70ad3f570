"""How many rows a label gave another class: of a fixed set, by the models before and after it."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from altui.learning.classifiers.models import fit, model_factory
from altui.learning.learner import Learner
from altui.learning.rounds import Knowledge, Round

N = 300
RNG = np.random.default_rng(3)
MATRIX = RNG.normal(size=(N, 4)).astype(np.float32)
LABELS = (MATRIX[:, 0] + 0.5 * RNG.normal(size=N) > 0).astype(int)
FACTORY = model_factory("logistic", seed=0, sparse=False)


def learner(pool: np.ndarray | None = None) -> Learner:
    pool = np.ones(N, bool) if pool is None else pool
    return Learner(MATRIX, pool, 2, model=FACTORY, strategy="margin", hints=True)


def known(count: int) -> Knowledge:
    order = np.arange(count)
    return Knowledge(count, order, LABELS[:count], np.arange(N) >= count, count)


@settings(max_examples=30, deadline=None)
@given(st.integers(4, 80), st.integers(4, 80))
def test_it_is_the_difference_of_two_models(one: int, other: int) -> None:
    made = learner()
    rounds = [made.round(known(count)) for count in (one, other)]
    classes = [
        fit(FACTORY, MATRIX, np.arange(count), LABELS[:count], 2).predict_proba(MATRIX).argmax(1)
        for count in (one, other)
    ]
    told = rounds[1].difference(rounds[0])
    assert told == (int((classes[0] != classes[1]).sum()), N)
    assert told == rounds[0].difference(rounds[1])


def test_the_same_labels_change_nothing_however_one_got_there() -> None:
    walked = learner()
    for count in range(4, 40):
        walked.round(known(count))
    before, fresh = walked.round(known(12)), learner().round(known(12))
    assert before.watched == fresh.watched and fresh.difference(before) == (0, N)


def test_rows_of_the_pool_are_watched_and_no_others() -> None:
    pool = np.arange(N) % 3 != 0
    told = learner(pool).round(known(20)).watched
    assert len(told) == pool.sum()


def test_more_classes_than_a_byte_counts_are_told_apart() -> None:
    made = Learner(MATRIX, np.ones(N, bool), 258, model=FACTORY, strategy="margin", hints=True)
    rounds = [
        made.round(Knowledge(n, np.arange(n), each[:n], np.arange(N) >= n, n))
        for n, each in ((4, np.array([0, 1, 0, 1])), (4, np.array([256, 257, 256, 257])))
    ]
    assert rounds[1].difference(rounds[0]) == (N, N)


def test_without_a_model_nothing_is_told() -> None:
    bare: Round = learner().round(known(0))
    assert bare.watched == b""
    later = learner().round(known(20))
    assert later.difference(bare) is None and bare.difference(later) is None
