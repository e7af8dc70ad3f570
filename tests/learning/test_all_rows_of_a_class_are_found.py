"""The goal find: the likeliest row first, until a test says that enough are found."""

from __future__ import annotations

import numpy as np

from altui.learning.classifiers.models import model_factory
from altui.learning.learner import Learner
from altui.learning.rounds import Knowledge, Round
from altui.learning.strategies import MOST_LIKELY

N, WANTED = 400, 1


def rare(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    labels = (np.arange(N) % 4 == 0).astype(int)
    return (rng.normal(size=(N, 4)) + 3.0 * labels[:, None]).astype(np.float32), labels


def finder(matrix: np.ndarray) -> Learner:
    return Learner(
        matrix,
        np.ones(N, bool),
        2,
        model=model_factory("newton", seed=0, sparse=False),
        strategy="margin",
        hints=True,
        wanted=WANTED,
    )


def known(rows: list[int], labels: np.ndarray) -> Knowledge:
    available = np.ones(N, bool)
    available[rows] = False
    return Knowledge(len(rows), np.array(rows, int), labels[rows], available, len(rows))


def walk(seed: int) -> tuple[list[int], Round, np.ndarray]:
    """Labels until the hint says stop."""
    matrix, labels = rare(seed)
    learner = finder(matrix)
    rows: list[int] = []
    current = learner.round(known(rows, labels))
    while current.query is not None and not (current.hint and current.hint.stop):
        rows.append(current.query.row)
        current = learner.round(known(rows, labels))
    return rows, current, labels


def test_the_row_asked_is_the_likeliest_of_its_class() -> None:
    matrix, labels = rare()
    learner = finder(matrix)
    knowledge = known([0, 1, 2, 16, 5], labels)
    query = learner.round(knowledge).query
    model = learner.fit(knowledge)
    assert query is not None and model is not None and query.strategy == MOST_LIKELY
    shares = np.where(knowledge.available, model.predict_proba(matrix)[:, WANTED], -1)
    assert query.row == int(shares.argmax())


def test_it_stops_with_nearly_all_found_and_most_rows_unread() -> None:
    for seed in range(5):
        rows, last, labels = walk(seed)
        assert last.hint is not None and last.hint.kind == "found" and last.hint.value < 0.05
        assert labels[rows].sum() >= 0.95 * labels.sum() and len(rows) < 0.8 * N
