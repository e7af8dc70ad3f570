"""Every strategy gets the same rows; every split has what a classifier needs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altui.errors import InputError
from altui.learning.classifiers.models import model_factory
from altui.simulation.run import simulate
from altui.simulation.scenarios import Splits
from tests.simulation.tables import clouds


@given(
    st.lists(st.integers(0, 3), min_size=20, max_size=120), st.integers(2, 6), st.integers(0, 2**31)
)
@settings(max_examples=100, deadline=None)
def test_every_row_is_in_the_pool_or_in_the_test_set_and_the_first_labels_have_two_classes(
    drawn: list[int], initial: int, seed: int
) -> None:
    labels = np.array(drawn)
    splits = Splits(np.zeros((len(labels), 1)), labels, 4, initial)
    try:
        splits.check("data.csv")
    except InputError:
        assert len(set(drawn)) < 2 or len(drawn) < 40
        return
    pool, test, unlabeled = splits.rows(seed)
    assert sorted([*pool, *test]) == list(range(len(labels)))
    assert len(pool) - unlabeled == initial
    assert len(np.unique(labels[pool[unlabeled:]])) >= 2
    assert list(pool[:unlabeled]) == sorted(pool[:unlabeled])


def test_the_test_set_has_four_rows_in_ten_of_each_class() -> None:
    _, test, _ = clouds(100).rows(3)
    assert len(test) == 40
    assert np.bincount(clouds(100).labels[test]).tolist() == [20, 20]


def test_another_seed_is_another_split() -> None:
    splits = clouds()
    assert splits.rows(1)[1].tolist() == splits.rows(1)[1].tolist() != splits.rows(2)[1].tolist()


def test_strategies_start_from_the_same_accuracy_and_never_ask_twice() -> None:
    problem = clouds().problem(0)
    model = model_factory("logistic", seed=0, sparse=False)
    starts = set()
    for strategy in ("margin", "random", "entropy"):
        run = simulate(problem, strategy=strategy, model=model, seed=0, queries=15)
        starts.add(run.steps[0].accuracy)
        asked = [step.row for step in run.steps if step.row is not None]
        assert len(set(asked)) == 15
        assert [s.label for s in run.steps[1:]] == problem.labels[asked].tolist()
    assert len(starts) == 1


def test_a_path_ends_where_the_pool_does() -> None:
    problem = clouds(40).problem(0)
    model = model_factory("logistic", seed=0, sparse=False)
    run = simulate(problem, strategy="margin", model=model, seed=0, queries=1000)
    assert len(run.steps) - 1 == problem.unlabeled == 18
    assert run.steps[-1].labeled == 24


def test_one_class_or_too_few_rows_are_refused_with_a_reason() -> None:
    with pytest.raises(InputError, match="all labels are of one class"):
        Splits(np.zeros((50, 1)), np.zeros(50, int), 2, 10).check("data.csv")
    with pytest.raises(InputError, match="10 labeled rows are too few"):
        clouds(10, initial=10).check("data.csv")
