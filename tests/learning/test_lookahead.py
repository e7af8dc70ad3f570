"""What was made ahead is what would have been made then."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from altui.learning.learner import Learner
from altui.learning.lookahead import Lookahead
from altui.learning.models import model_factory
from altui.learning.rounds import Knowledge, Round


def learner(matrix: np.ndarray, model: str, strategy: str) -> Learner:
    factory = model_factory(model, seed=1, sparse=False)
    return Learner(matrix, np.ones(len(matrix), bool), 3, model=factory, strategy=strategy, seed=1)


def knowledge(n: int, rows: list[int], labels: list[int], event: int) -> Knowledge:
    available = np.ones(n, bool)
    available[rows] = False
    return Knowledge(event, np.array(rows, int), np.array(labels, int), available, len(rows))


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
    lookahead = Lookahead(ahead)
    rows: list[int] = []
    labels: list[int] = []
    current = plain.round(knowledge(40, [], [], 1))
    for turn, answer in enumerate(answers):
        row = asked(current)[0]
        lookahead.forget()
        for label in range(3):
            lookahead.prepare(knowledge(40, [*rows, row], [*labels, label], 0))
        rows, labels = [*rows, row], [*labels, answer]
        now = knowledge(40, rows, labels, turn + 2)
        made_ahead = lookahead.take(now)
        current = plain.round(now)
        assert made_ahead is not None and made_ahead.event == turn + 2
        assert asked(made_ahead) == asked(current)
        assert lookahead.take(knowledge(40, rows[:-1], labels[:-1], 9)) is None
