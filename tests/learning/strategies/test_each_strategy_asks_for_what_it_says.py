"""What each strategy beyond uncertainty asks for, one's own and wrong names among them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from altui.errors import InputError
from altui.learning.classifiers.models import model_factory
from altui.learning.learner import Learner
from altui.learning.rounds import Knowledge, Query
from altui.learning.selection import Acquisitions
from altui.learning.strategies import TYPICAL, find_strategy
from altui.learning.strategies.density import densities

OWN = "tests.learning.own_strategies"


@pytest.mark.parametrize("kind", ["dense", "sparse"])
def test_density_is_the_mean_cosine_with_the_nearest_rows_of_the_pool(kind: str) -> None:
    rng = np.random.default_rng(0)
    dense = (rng.normal(size=(50, 4)) * (rng.random((50, 4)) < 0.6)).astype(np.float32)
    dense[3] = 0
    pool = np.arange(50) < 40
    lengths = np.linalg.norm(dense, axis=1)
    cosines = dense @ dense.T / np.outer(*[np.where(lengths > 0, lengths, 1)] * 2)
    np.fill_diagonal(cosines, -1)
    nearest = np.sort(cosines[:, pool], axis=1)[:, -20:]
    expected = np.maximum(nearest, 0).mean(axis=1)
    expected = np.minimum(expected / expected[pool].max(), 1)
    matrix = dense if kind == "dense" else sparse.csr_matrix(dense)
    assert densities(matrix, pool, seed=0) == pytest.approx(expected, abs=1e-6)


def test_a_pool_too_large_to_compare_with_itself_is_compared_with_a_sample() -> None:
    rng = np.random.default_rng(0)
    centre = np.concatenate((rng.normal(3, 0.1, (9000, 2)), rng.normal(0, 3, (1000, 2))))
    matrix = centre.astype(np.float32)
    found = densities(matrix, np.ones(10_000, bool), seed=0)
    assert found[:9000].mean() > found[9000:].mean()
    assert (found == densities(matrix, np.ones(10_000, bool), seed=0)).all()


def test_uniform_asks_over_the_whole_range_and_the_same_again() -> None:
    acquisitions = Acquisitions(np.zeros((1, 1)), np.ones(1, bool), 7, 2, "ab")
    sure = np.linspace(0.5, 1, 501)
    shares = np.column_stack((sure, 1 - sure))

    def asked(labeled: int) -> float:
        scores = acquisitions.at("uniform-over-confidence", labeled).of(shares, slice(None))
        return float(sure[int(np.argmax(scores))])

    confidences = [asked(labeled) for labeled in range(200)]
    counts, _ = np.histogram(confidences, bins=4, range=(0.5, 1))
    assert counts.min() > 30
    assert confidences[::-1] == [asked(labeled) for labeled in range(199, -1, -1)]


def learner(strategy: str, model: str = "newton") -> tuple[Learner, np.ndarray]:
    rng = np.random.default_rng(0)
    labels = np.arange(80) % 4 // 3
    matrix = (rng.normal(size=(80, 3)) + 2.0 * labels[:, None]).astype(np.float32)
    made = model_factory(model, seed=0, sparse=False)
    pool = np.ones(80, bool)
    return Learner(matrix, pool, 2, model=made, strategy=strategy, classes=("no", "yes")), labels


def ask(
    learner: Learner, labels: np.ndarray, rows: list[int], strategy: str | None = None
) -> Query:
    available = np.ones(80, bool)
    available[rows] = False
    known = Knowledge(
        len(rows), np.array(rows), labels[rows], available, len(rows), strategy=strategy
    )
    query = learner.round(known).query
    assert query is not None
    return query


@pytest.mark.parametrize("model", ["newton", "logistic", "bayes"])
def test_most_likely_collects_its_class(model: str) -> None:
    one, labels = learner("most-likely:yes", model)
    rows = list(range(12))
    for _ in range(10):
        rows.append(ask(one, labels, rows).row)
    assert labels[rows[12:]].mean() > 0.8


def test_most_likely_has_nothing_to_go_by_before_a_label_of_its_class() -> None:
    one, labels = learner("most-likely:yes")
    nothing = np.flatnonzero(labels == 0)[:12].tolist()
    assert ask(one, labels, nothing).strategy == TYPICAL


def test_the_strategy_in_force_wins_over_that_of_the_beginning() -> None:
    one, labels = learner("margin")
    rows = list(range(12))
    other = learner("most-likely:yes")[0]
    changed = ask(one, labels, rows, "most-likely:yes")
    assert changed == ask(other, labels, rows) != ask(one, labels, rows)


def test_a_strategy_of_ones_own_is_asked_like_any_other() -> None:
    one, labels = learner(f"{OWN}:second_best")
    margin = learner("least-confidence")[0]
    rows = list(range(12))
    asked = ask(one, labels, rows)
    assert asked.strategy == f"{OWN}:second_best"
    assert asked.row == ask(margin, labels, rows).row  # of two classes both say the same


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("too_short", "gave scores of shape (79,), not one a row: (80,)"),
        ("not_a_number", "gave scores that are not numbers"),
        ("raises", "failed: RuntimeError: out of ideas"),
    ],
)
def test_a_bad_strategy_is_named_and_a_row_is_asked_all_the_same(name: str, said: str) -> None:
    one, labels = learner(f"{OWN}:{name}")
    rows = np.arange(12)
    available = np.arange(80) >= 12
    round_ = one.round(Knowledge(12, rows, labels[rows], available, 12))
    assert said in round_.trouble and round_.query is not None


def test_names_that_lead_nowhere_are_refused() -> None:
    with pytest.raises(InputError, match="has no 'nobody'"):
        find_strategy(f"{OWN}:nobody")
    with pytest.raises(InputError, match="not callable"):
        find_strategy(f"{OWN}:NOTHING")
    for name, said in (
        ("boldest", "no query strategy"),
        ("most-likely", "needs a class"),
        ("most-likely:", "needs a class"),
        ("most-likely:maybe", "not there"),
    ):
        with pytest.raises(InputError, match=said):
            learner(name)
