"""`python -m tests.benchmarks.suggested [--seeds N] [SET ...]`: what asking first where suggestion
and model disagree is worth.

The suggestions of a pool are those of another model (naive Bayes on 100 labeled rows that nobody
else has), so their mistakes are like a model's. After ten labels drawn at random, 90 more are
asked. Told are the wrong suggestions among the 100 labels, and the accuracy on the test rows.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import numpy as np
from sklearn.naive_bayes import GaussianNB

from altui.display.console import put_table
from altui.learning.classifiers.models import model_factory
from altui.learning.generation import NEWEST, Generation
from altui.learning.learner import Learner
from altui.learning.rounds import Knowledge
from altui.simulation.comparison import mean
from tests.benchmarks.walks import rows_of

SETS = ("digits", "spambase")
STRATEGIES = ("disagreement", "margin", "random")
FIRST, LABELS, OTHERS = 10, 100, 100


def split(name: str, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The matrix, the labels, the rows of the pool, and those of the test set."""
    matrix, labels = rows_of(name)
    order = np.random.default_rng(seed).permutation(len(labels))
    cut = int(0.6 * len(labels))
    return matrix, labels, order[:cut], order[cut:]


def suggest(matrix: np.ndarray, labels: np.ndarray, others: np.ndarray) -> np.ndarray:
    guesser = GaussianNB(var_smoothing=0.1).fit(matrix[others], labels[others])
    return np.asarray(guesser.predict(matrix))


def walk(name: str, strategy: str, seed: int) -> tuple[float, float, float]:
    """The share of suggestions that are wrong in the pool, how many of the labels found one, and
    the accuracy at the end."""
    matrix, labels, pool, test = split(name, seed)
    others, test = test[:OTHERS], test[OTHERS:]
    suggested = suggest(matrix, labels, others)
    available = np.zeros(len(labels), bool)
    available[pool] = True
    k = int(labels.max()) + 1
    learner = Learner(
        matrix,
        available.copy(),
        k,
        model=model_factory("newton", seed=seed, sparse=False),
        strategy=strategy,
        seed=seed,
        reasons=False,
        generation=Generation(NEWEST),
        suggested=suggested,
    )
    asked = pool[:FIRST].tolist()
    while True:
        rows = np.array(asked)
        available[rows] = False
        known = Knowledge(len(rows), rows, labels[rows], available.copy(), len(rows))
        if len(rows) == LABELS:
            break
        query = learner.round(known).query
        assert query is not None
        asked.append(query.row)
    model = learner.fit(known)
    assert model is not None
    right = model.predict_proba(matrix[test]).argmax(axis=1) == labels[test]
    wrong = suggested != labels
    return float(wrong[pool].mean()), float(wrong[rows].sum()), float(right.mean())


def rows(names: list[str], seeds: int) -> Iterator[tuple[str, ...]]:
    for name in names:
        for strategy in STRATEGIES:
            found = np.array([walk(name, strategy, seed) for seed in range(seeds)])
            share, wrong, right = map(mean, found.T)
            yield (
                f"{name}, {100 * share.value:.0f} % wrong",
                strategy,
                f"{wrong.value:.1f} ({wrong.error:.1f})",
                f"{right.value:.3f} ({right.error:.3f})",
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("sets", nargs="*", default=list(SETS))
    said = parser.parse_args()
    columns = ("suggestions", "strategy", f"wrong ones among {LABELS} labels", "accuracy")
    title = f"Suggestions of another model, {FIRST} labels at random, {LABELS} in all"
    put_table(title, columns, list(rows(said.sets, said.seeds)), right={2, 3})


if __name__ == "__main__":
    main()
