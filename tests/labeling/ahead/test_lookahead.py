"""What was made ahead is what would have been made then."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from altui.labeling.ahead.lookahead import Lookahead
from altui.learning.classifiers.models import model_factory
from altui.learning.learner import Learner
from altui.learning.rounds import Knowledge, Round


def learner(matrix: np.ndarray, model: str, strategy: str) -> Learner:
    factory = model_factory(model, seed=1, sparse=False)
    return Learner(matrix, np.ones(len(matrix), bool), 3, model=factory, strategy=strategy, seed=1)


def knowledge(n: int, rows: list[int], labels: list[int], event: int) -> Knowledge:
    available = np.ones(n, bool)
    available[rows] = False
    return Knowledge(event, np.array(rows, int), np.array(labels, int), available, len(rows))


def prepare(lookahead: Lookahead, news: threading.Event, wanted: Knowledge) -> None:
    """Have a Round made, and wait until it is."""
    while not lookahead.begin(wanted):
        assert news.wait(30)
        news.clear()
    while lookahead.seconds(wanted) is not None:
        assert news.wait(30)
        news.clear()


def asked(result: Round) -> tuple[int, str]:
    assert result.query is not None
    return result.query.row, result.query.strategy


@given(
    st.lists(st.integers(0, 2), min_size=1, max_size=16),
    st.sampled_from(["newton", "logistic"]),
    st.sampled_from(["margin", "entropy", "least-confidence", "random"]),
    st.integers(0, 9),
)
@settings(max_examples=25, deadline=None)
def test_the_same_rows_are_asked_with_lookahead_and_without(
    answers: list[int], model: str, strategy: str, seed: int
) -> None:
    matrix = np.random.default_rng(seed).normal(size=(40, 3)).astype(np.float32)
    plain, ahead = learner(matrix, model, strategy), learner(matrix, model, strategy)
    news = threading.Event()
    lookahead = Lookahead([ahead], news.set)
    rows: list[int] = []
    labels: list[int] = []
    current = plain.round(knowledge(40, [], [], 1))
    for turn, answer in enumerate(answers):
        row = asked(current)[0]
        lookahead.forget()
        for label in range(3):
            prepare(lookahead, news, knowledge(40, [*rows, row], [*labels, label], 0))
        rows, labels = [*rows, row], [*labels, answer]
        now = knowledge(40, rows, labels, turn + 2)
        made_ahead = lookahead.take(now)
        current = plain.round(now)
        assert made_ahead is not None and made_ahead.event == turn + 2
        assert asked(made_ahead) == asked(current)
        assert lookahead.take(knowledge(40, rows[:-1], labels[:-1], 9)) is None
    lookahead.close()


class Fails:
    """A Maker that fails, or never ends, as it is told."""

    def __init__(self) -> None:
        self.goes_on = threading.Event()
        self.stopped = 0

    def round(self, knowledge: Knowledge) -> Round:
        if knowledge.answered == 1:
            raise MemoryError("too large")
        assert self.goes_on.wait(30)
        return Round(knowledge.answered, knowledge.event, 0, 0, (), None, None)

    def stop(self) -> None:
        self.stopped += 1


def test_what_went_wrong_ahead_is_told_once_when_it_is_asked_for() -> None:
    news = threading.Event()
    lookahead = Lookahead([Fails()], news.set)
    wanted = knowledge(4, [1], [0], 1)
    prepare(lookahead, news, wanted)
    with pytest.raises(MemoryError, match="too large"):
        lookahead.take(wanted)
    assert lookahead.take(wanted) is None
    lookahead.close()


def test_a_fit_that_does_not_end_can_be_given_up_and_another_begun() -> None:
    news, maker = threading.Event(), Fails()
    lookahead = Lookahead([maker], news.set)
    first, second = knowledge(4, [1, 2], [0, 1], 1), knowledge(4, [1, 2, 3], [0, 1, 1], 2)
    assert lookahead.begin(first) and not lookahead.begin(second)
    lookahead.drop_longest(60.0)
    assert lookahead.seconds(first) is not None
    lookahead.drop(first)
    assert maker.stopped == 1 and lookahead.seconds(first) is None
    maker.goes_on.set()
    prepare(lookahead, news, second)
    assert lookahead.take(first) is None
    result = lookahead.take(second)
    assert result is not None and result.number == 3
    lookahead.close()
