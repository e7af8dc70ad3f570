"""Threads that ask one learner at once hear what each would hear alone."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB

from altui.learning.classifiers.models import FittedModel, fit, model_factory
from altui.learning.learner import Learner
from altui.learning.rounds import Knowledge
from altui.learning.selection import Selector
from altui.learning.strategies.random_order import RandomOrder
from altui.learning.strategies.typicality import TypicalOrder
from tests.learning.selection.pools import acquisition
from tests.threads import PATIENCE, at_once

ROWS = 400
THREADS = 4
MATRIX = np.random.default_rng(2).normal(size=(ROWS, 8)).astype(np.float32)
POOL = np.ones(ROWS, bool)


def without(*rows: int) -> np.ndarray:
    available = POOL.copy()
    available[list(rows)] = False
    return available


def typical_rows(count: int) -> list[int]:
    """The first rows of the typical order, found in one thread."""
    order, rows = TypicalOrder(MATRIX, POOL, 0), list[int]()
    for _ in range(count):
        row = order.first(without(*rows))
        assert row is not None
        rows.append(row)
    return rows


def test_the_typical_order_is_the_same_for_all_who_ask_at_once() -> None:
    wanted = typical_rows(25)
    order = TypicalOrder(MATRIX, POOL, 0)

    def walk() -> list[int | None]:
        return [order.first(without(*wanted[:place])) for place in range(25)]

    assert at_once(*[walk] * THREADS) == [wanted] * THREADS


def test_the_random_order_is_the_same_for_all_who_ask_at_once() -> None:
    pool = np.ones(3_000, bool)
    alone = RandomOrder(pool, 7)
    assert alone.count_through(pool) == 3_000
    for _ in range(5):
        order = RandomOrder(pool, 7)

        def walk(order: RandomOrder = order) -> int:
            return order.count_through(pool)

        assert at_once(*[walk] * THREADS) == [3_000] * THREADS
        assert order._drawn == alone._drawn


def test_25_labels_of_one_class_are_asked_for_in_one_order_by_several_threads() -> None:
    def learner() -> Learner:
        factory = model_factory("newton", seed=0, sparse=False)
        return Learner(MATRIX, POOL, 2, model=factory, strategy="margin")

    def knowledge(rows: list[int]) -> Knowledge:
        labels = np.zeros(len(rows), int)
        return Knowledge(len(rows), np.array(rows, int), labels, without(*rows), len(rows))

    def label(asked: Learner) -> list[int]:
        rows: list[int] = []
        for _ in range(25):
            query = asked.round(knowledge(rows)).query
            assert query is not None
            rows.append(query.row)
        return rows

    wanted, shared = label(learner()), learner()
    assert at_once(*[partial(label, shared)] * THREADS) == [wanted] * THREADS


class Slanted:
    """Says of each row what stands in one column."""

    classes_ = np.arange(2)

    def __init__(self, column: int) -> None:
        self.column = column

    def predict_proba(self, rows: np.ndarray) -> np.ndarray:
        second = 1 / (1 + np.exp(-rows[:, self.column]))
        return np.column_stack((1 - second, second))


class Interrupted(str):
    """A name of which a comparison takes so long that another thread is heard meanwhile."""

    def __new__(cls, text: str, meanwhile: Callable[[], object]) -> Interrupted:
        made = super().__new__(cls, text)
        made.meanwhile = meanwhile
        return made

    meanwhile: Callable[[], object]

    def __eq__(self, other: object) -> bool:
        at_once(self.meanwhile)
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def test_no_ranking_is_made_of_another_threads_scores() -> None:
    matrix = MATRIX.astype(float)
    margin = acquisition("margin", matrix)
    one, other = (FittedModel(Slanted(column), 2) for column in range(2))  # type: ignore[arg-type]
    wanted = Selector(matrix).rank(one, POOL, 5, margin)
    selector = Selector(matrix)
    selector.best(one, POOL, margin)
    name = Interrupted("margin", lambda: selector.best(other, POOL, margin))
    assert selector.rank(one, POOL, 5, replace(margin, name=name)) == wanted


class Ordered(GaussianNB):  # type: ignore[misc]
    """Begins and ends its fit when it is told."""

    def __init__(self, begun: threading.Event, ends: threading.Event) -> None:
        super().__init__()
        self.begun, self.ends = begun, ends

    def fit(self, X: Any, y: Any) -> Any:
        self.begun.set()
        assert self.ends.wait(PATIENCE)
        return super().fit(X, y)


def test_fits_in_threads_leave_the_warnings_of_the_program_as_they_were() -> None:
    rows, labels = np.arange(10), np.arange(10) % 2
    first_begun, second_begun, first_ended = (threading.Event() for _ in range(3))
    # The first ends while the second is under way, and the second restores what it found.
    first = partial(Ordered, first_begun, second_begun)
    second = partial(Ordered, second_begun, first_ended)

    def fit_first() -> None:
        fit(first, MATRIX, rows, labels, 2)
        first_ended.set()

    def fit_second() -> None:
        assert first_begun.wait(PATIENCE)
        fit(second, MATRIX, rows, labels, 2)

    before = list(warnings.filters)
    at_once(fit_first, fit_second)
    assert list(warnings.filters) == before


@pytest.mark.filterwarnings("ignore")
def test_a_solver_that_gives_up_is_told_of_by_any_thread_and_only_for_its_own_fit() -> None:
    rows, labels = np.arange(100), np.arange(100) % 2
    early, whole = partial(LogisticRegression, max_iter=1), LogisticRegression

    def notes(factory: Any) -> set[str]:
        return {fit(factory, MATRIX, rows, labels, 2).note for _ in range(30)}

    assert notes(early) == {"the solver stopped early"} and notes(whole) == {""}
    told = at_once(partial(notes, early), partial(notes, whole))
    assert told == [{"the solver stopped early"}, {""}]


def test_newton_steps_that_do_not_settle_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    factory = model_factory("newton", seed=0, sparse=False)
    rows, labels = np.arange(100), np.arange(100) % 2
    assert fit(factory, MATRIX, rows, labels, 2).note == ""
    monkeypatch.setattr("altui.learning.newton.steps.MOST_STEPS", 1)
    assert fit(factory, MATRIX, rows, labels, 2).note == "the solver stopped early"
