"""`python -m tests.benchmarks.texts [--seeds N] [PART ...]`: what accuracy.py leaves out of texts.

- recall: rows read until 95 % of the screening set's rare class is found, from one row of each
  class, drawn at random, in all rows of the file (the most likely row is asked next).
- swing: of 1,000 watched rows, those whose class changes by one right label, from the 30th label to
  the 200th.
- oracle: average precision of the screening set at 100 labels as asked, of every label of the
  pool, and of the best 100 labels that are found by who sees all of them: tried are 10 to 60
  relevant rows with those others that a model of every label finds hardest, or at random.

Needs ALTUI_SHARED_DATA.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.metrics import average_precision_score

from altui.display.console import put_table
from altui.learning.classifiers.models import model_factory
from altui.learning.generation import NEWEST, Generation
from altui.learning.learner import Learner
from altui.learning.rounds import Knowledge
from altui.simulation.comparison import mean
from altui.simulation.run import Problem
from tests.benchmarks.accuracy import make_learner, open_set, walk

if TYPE_CHECKING:
    from altui.learning.arrays import IntArray
    from altui.simulation.scenarios import Splits

SAID = argparse.Namespace(
    model="newton", strategy="margin", generation=NEWEST, columns="", boundary=None, shortlist=0
)
SCREENING = "nagtegaal"
SWINGING = ("zh_reviews", "tweets", SCREENING, "bbc", "reuters")
RECALL = 0.95
LABELS = 100
WATCHED, FROM, UNTIL = 1000, 30, 200
RELEVANT = (10, 20, 30, 45, 60)
DRAWS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", default=list(PARTS))
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--sets", default=",".join(SWINGING), help="of swing")
    said = parser.parse_args()
    for part in said.parts:
        PARTS[part](said)


def recall(said: argparse.Namespace) -> None:
    splits = open_set(SCREENING, SAID)
    read = [rows_to_recall(splits, seed) for seed in range(said.seeds)]
    rows = [(SCREENING, _told(read), str(min(read)), str(max(read)))]
    put_table(
        f"Rows read until {RECALL:.0%} is found, {said.seeds} seeds (SE)",
        ("set", "rows", "fewest", "most"),
        rows,
        right=(1, 2, 3),
    )


def rows_to_recall(splits: Splits, seed: int) -> int:
    labels, rng = splits.labels, np.random.default_rng(seed)
    rare = int(np.bincount(labels).argmin())
    first = [rng.choice(np.flatnonzero(each)) for each in (labels == rare, labels != rare)]
    order = np.append(np.setdiff1d(np.arange(len(labels)), first), first)
    matrix, labels = splits.matrix[order], labels[order]
    pool = len(order) - len(first)
    problem = Problem(matrix, labels, pool, (matrix[:1], labels[:1]), 2, splits.classes)
    learner = Learner(
        matrix,
        np.arange(len(order)) < pool,
        2,
        model=model_factory(SAID.model, seed=seed, sparse=True),
        strategy=SAID.strategy,
        seed=seed,
        wanted=rare,
        reasons=False,
        generation=Generation(NEWEST),
        is_text=True,
    )
    needed = ceil(RECALL * int((labels == rare).sum()))
    known = walk(problem, learner, len(order))
    return next(len(each.rows) for each in known if (each.labels == rare).sum() >= needed)


def swing(said: argparse.Namespace) -> None:
    rows = []
    for name in said.sets.split(","):
        splits = open_set(name, SAID)
        found = [each for seed in range(said.seeds) for each in changes(splits, seed)]
        rows.append((name, *(f"{np.percentile(found, each):.0f}" for each in (50, 95, 100))))
    put_table(
        f"Classes of {WATCHED:,} rows that one label changes, {said.seeds} seeds",
        ("set", "median", "95th percentile", "most"),
        rows,
        right=(1, 2, 3),
    )


def changes(splits: Splits, seed: int) -> Iterator[float]:
    problem = splits.problem(seed)
    learner = make_learner(problem, seed, SAID)
    rng = np.random.default_rng(seed)
    watched = rng.choice(problem.unlabeled, min(WATCHED, problem.unlabeled), replace=False)
    before = None
    for knowledge in walk(problem, learner, UNTIL):
        model = learner.fit(knowledge)
        if model is None or len(knowledge.rows) < FROM:
            continue
        now = model.predict_proba(problem.matrix[watched]).argmax(1)
        if before is not None:
            yield WATCHED * float(np.mean(now != before))
        before = now


def oracle(said: argparse.Namespace) -> None:
    splits = open_set(SCREENING, SAID)
    found = np.array([precisions(splits, seed) for seed in range(said.seeds)]).T
    told = [_told(list(100 * each)) for each in found]
    shares = [_told(list(100 * each / found[1])) for each in (found[0], found[2])]
    put_table(
        f"Average precision on {SCREENING}, {said.seeds} seeds (SE)",
        ("labels", "AP", "% of every label"),
        [
            (f"{LABELS} as asked", told[0], shares[0]),
            ("every one", told[1], ""),
            (f"the best {LABELS} found", told[2], shares[1]),
        ],
        right=(1, 2),
    )


def precisions(splits: Splits, seed: int) -> tuple[float, float, float]:
    """Of the labels as asked, of every label, and of the best draw of an oracle."""
    problem = splits.problem(seed)
    learner = make_learner(problem, seed, SAID)
    matrix, tested = problem.test
    rare = int(np.bincount(tested).argmin())

    def precision(rows: IntArray) -> float:
        model = learner.fit(_known(problem, rows))
        assert model is not None
        scores = model.predict_proba(matrix)[:, rare]
        return float(average_precision_score(tested == rare, scores))

    *_, asked = walk(problem, learner, LABELS)
    every = np.arange(problem.matrix.shape[0])
    best = max(precision(rows) for rows in _draws(problem, learner, rare, seed))
    return precision(asked.rows), precision(every), best


def _draws(problem: Problem, learner: Learner, rare: int, seed: int) -> Iterator[IntArray]:
    every = np.arange(problem.matrix.shape[0])
    model = learner.fit(_known(problem, every))
    assert model is not None
    scores = model.predict_proba(problem.matrix)[:, rare]
    is_rare, rng = problem.labels == rare, np.random.default_rng(seed)
    for few in RELEVANT:
        hardest = np.flatnonzero(~is_rare)[np.argsort(-scores[~is_rare])]
        relevant = rng.permutation(np.flatnonzero(is_rare))[:few]
        left = LABELS - len(relevant)
        for hard in (0, left // 4, left // 2, left):
            for _ in range(DRAWS):
                others = rng.choice(hardest[hard:], left - hard, replace=False)
                yield np.concatenate([relevant, hardest[:hard], others])
                relevant = rng.permutation(np.flatnonzero(is_rare))[:few]


def _known(problem: Problem, rows: IntArray) -> Knowledge:
    available = np.zeros(problem.matrix.shape[0], bool)
    return Knowledge(0, rows, problem.labels[rows], available, 0)


def _told(values: list[Any]) -> str:
    found = mean(np.array(values, float))
    return f"{found.value:.1f} ({found.error:.1f})"


PARTS: dict[str, Callable[[argparse.Namespace], None]] = {
    "recall": recall,
    "swing": swing,
    "oracle": oracle,
}

if __name__ == "__main__":
    main()
