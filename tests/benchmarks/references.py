"""`python -m tests.benchmarks.references [SET ...] [--seeds N] [--labels N]`: what others learn of
random rows, beside altui's model on random rows and on those it asks for: a support vector machine
whose C is chosen out of fold, and gradient boosting (tables only: it takes no sparse matrix).
Needs ALTUI_SHARED_DATA.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import GridSearchCV
from sklearn.svm import SVC

from altui.display.console import put_table
from altui.learning.arrays import is_sparse
from altui.learning.classifiers.curves import without_curves
from altui.learning.generation import NEWEST
from altui.simulation.run import Problem
from tests.benchmarks.accuracy import make_learner, open_set, walk

if TYPE_CHECKING:
    from altui.learning.arrays import IntArray

SETS = ("spambase", "magic", "phishing", "mushroom", "digits", "bbc", "tweets", "zh_reviews")
SAID = argparse.Namespace(columns="", boundary=None, model="newton", generation=NEWEST, shortlist=0)


def svm() -> Any:
    return GridSearchCV(SVC(), {"C": [0.1, 1.0, 10.0, 100.0]}, cv=3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--labels", type=int, default=100)
    said = parser.parse_args()
    rows = []
    for name in said.sets:
        splits = open_set(name, SAID)
        problems = [splits.problem(seed) for seed in range(said.seeds)]
        runs = [_figures(each, seed, said.labels) for seed, each in enumerate(problems)]
        rows.append((name, *map(_mean, zip(*runs, strict=True))))
    put_table(
        f"macro F1 at {said.labels} labels, {said.seeds} seeds (SE)",
        ("set", "margin", "random", "SVM, random", "boosting, random"),
        rows,
        right=(1, 2, 3, 4),
    )


def _figures(problem: Problem, seed: int, labels: int) -> tuple[float, float, float, float]:
    asked = [_ours(problem, seed, labels, each) for each in ("margin", "random")]
    rows = asked[1][1]
    matrix = without_curves(problem.matrix, problem.curves)
    theirs = [
        _score(problem, make().fit(matrix[rows], problem.labels[rows]).predict)
        for make in ([svm] if is_sparse(matrix) else [svm, HistGradientBoostingClassifier])
    ]
    return asked[0][0], asked[1][0], theirs[0], theirs[1] if len(theirs) > 1 else float("nan")


def _ours(problem: Problem, seed: int, labels: int, strategy: str) -> tuple[float, IntArray]:
    said = argparse.Namespace(**{**vars(SAID), "strategy": strategy})
    learner = make_learner(problem, seed, said)
    *_, last = (each for each in walk(problem, learner, labels) if len(each.rows) <= labels)
    model = learner.fit(last)
    assert model is not None
    proba = model.predict_proba
    return _score(problem, lambda rows: proba(rows).argmax(axis=1), curved=True), last.rows


def _score(problem: Problem, predict: Callable[[Any], Any], *, curved: bool = False) -> float:
    test = problem.test[0] if curved else without_curves(problem.test[0], problem.curves)
    return float(f1_score(problem.test[1], predict(test), average="macro"))


def _mean(values: Iterable[float]) -> str:
    found = np.array(list(values))
    if np.isnan(found).any():
        return ""
    error = found.std(ddof=1) / sqrt(len(found))
    return f"{100 * found.mean():.1f} ({100 * error:.1f})"


if __name__ == "__main__":
    main()
