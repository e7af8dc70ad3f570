"""`python -m tests.benchmarks.strategies [--seeds N] [PART ...]`: what query strategies are worth.

The parts are curves, cold, spambase, nagtegaal and speed; without any, all. Pools are six rows
in ten of each data set, the others are the test set; logistic regression (newton) on
standardised columns, seeds from 0. The last part needs scikit-activeml (altui[bench]).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from altui.display.console import put_table
from altui.learning.classifiers.models import fit, model_factory
from altui.learning.strategies import find_strategy, strategy_names
from altui.simulation.comparison import Mean, compare, mean
from altui.simulation.laboratory import experiment
from altui.simulation.plan import Plan, SeedResult
from altui.simulation.run import Problem
from altui.simulation.scenarios import Splits
from tests.benchmarks.walks import rows_of

FIRST = 10
LABELS = 150


def splits(name: str, initial: int) -> Splits:
    matrix, labels = rows_of(name)
    names = tuple(str(k) for k in range(int(labels.max()) + 1))
    return Splits(matrix, labels, len(names), initial, names)


def run(name: str, strategies: Sequence[str], seeds: int, queries: int, initial: int) -> Any:
    plan = Plan(tuple(strategies), tuple(range(seeds)), queries, ("newton",))
    return list(experiment(splits(name, initial), plan))


def curves(seeds: int) -> None:
    """Digits: area under the accuracy curve from 10 first labels to 150."""
    # What compares with suggestions asks as margin does where there are none.
    names = [name for name in strategy_names() if not find_strategy(name).takes_suggestions]
    comparison = compare(run("digits", names, seeds, LABELS - FIRST, FIRST))
    rows = [(c.variant.strategy, _mean(c.area), _mean(c.end)) for c in comparison.curves]
    _table(f"Digits, {FIRST} first labels drawn at random, then {LABELS - FIRST} queries", rows)


def cold(seeds: int) -> None:
    """Digits: accuracy at 10 labels from none."""
    comparison = compare(run("digits", ("margin", "random"), seeds, FIRST, 0))
    names = ("typical-first", "random")
    rows = [(n, _mean(c.end), "") for n, c in zip(names, comparison.curves, strict=True)]
    _table(f"Digits, {FIRST} labels from none", rows, ("", f"accuracy at {FIRST}", ""))


def spambase(seeds: int) -> None:
    """From no label to 150 as `altui label` goes."""
    wanted = ("margin", "density-weighted", "random")
    comparison = compare(run("spambase", wanted, seeds, LABELS, 0))
    rows = [(c.variant.strategy, _mean(c.area), _mean(c.end)) for c in comparison.curves]
    _table(f"Spambase, {LABELS} labels from none", rows)


def nagtegaal(seeds: int) -> None:
    """Average precision of the rare class after 100 labels, beside training on every label."""
    wanted = ("margin", "most-likely:1", "random")
    results: list[SeedResult] = run("nagtegaal", wanted, seeds, 100 - FIRST, FIRST)
    scenario = splits("nagtegaal", FIRST)
    found: dict[str, list[float]] = {}
    for result in results:
        problem = scenario.problem(result.seed)
        first = list(range(problem.unlabeled, len(problem.labels)))
        every = np.arange(len(problem.labels))
        full = precision(problem, every)
        found.setdefault("every label", []).append(full)
        for path in result.runs:
            asked = [step.row for step in path.steps if step.row is not None]
            found.setdefault(path.strategy, []).append(precision(problem, np.array(first + asked)))
    full_mean = float(np.mean(found["every label"]))
    rows = [
        (name, _mean(mean(np.array(each))), f"{np.mean(each) / full_mean:.1%}")
        for name, each in found.items()
    ]
    columns = ("100 labels", "average precision", "of every label")
    _table("Nagtegaal, the class 'relevant' (5 %)", rows, columns)


def precision(problem: Problem, rows: np.ndarray) -> float:
    from sklearn.metrics import average_precision_score

    factory = model_factory("newton", seed=0, sparse=True)
    model = fit(factory, problem.matrix, rows, problem.labels[rows], problem.n_classes)
    matrix, truth = problem.test
    rare = int(np.bincount(problem.labels).argmin())
    return float(average_precision_score(truth == rare, model.predict_proba(matrix)[:, rare]))


def speed(seeds: int) -> None:
    """Spambase, two strategies, 100 queries: altui's experiment beside scikit-activeml. Neither
    trains on every label, as with `altui simulate --json`."""
    plan = Plan(("margin", "random"), tuple(range(seeds)), 100, ("newton",), trains_on_all=False)
    started = time.perf_counter()
    list(experiment(splits("spambase", FIRST), plan))
    ours = time.perf_counter() - started
    started = time.perf_counter()
    for seed in range(seeds):
        for strategy in ("margin", "random"):
            activeml(splits("spambase", FIRST).problem(seed), strategy, seed, 100)
    theirs = time.perf_counter() - started
    rows = [
        ("altui simulate, all cores", f"{ours:.1f} s", ""),
        ("scikit-activeml, one process", f"{theirs:.1f} s", f"{theirs / ours:.1f} times as long"),
    ]
    _table(f"Spambase, {seeds} seeds x 2 strategies x 100 queries", rows, ("", "time", ""))


def activeml(problem: Problem, strategy: str, seed: int, queries: int) -> list[float]:
    from skactiveml.classifier import SklearnClassifier
    from skactiveml.pool import RandomSampling, UncertaintySampling
    from sklearn.linear_model import LogisticRegression

    labels = np.full(len(problem.labels), np.nan)
    labels[problem.unlabeled :] = problem.labels[problem.unlabeled :]
    classes = list(range(problem.n_classes))
    model = SklearnClassifier(LogisticRegression(), classes=classes, random_state=seed)
    margin = UncertaintySampling(method="margin_sampling", random_state=seed)
    random = RandomSampling(random_state=seed)
    accuracies = []
    for _ in range(queries):
        model.fit(problem.matrix, labels)
        accuracies.append(float(model.score(*problem.test)))
        if strategy == "margin":
            (row,) = margin.query(problem.matrix, labels, clf=model, fit_clf=False)
        else:
            (row,) = random.query(problem.matrix, labels)
        labels[row] = problem.labels[row]
    return accuracies


PARTS = {each.__name__: each for each in (curves, cold, spambase, nagtegaal, speed)}


def _table(
    title: str, rows: Sequence[Sequence[str]], columns: Sequence[str] = ("", "area", "at the end")
) -> None:
    put_table(title, columns, rows, right={1, 2})


def _mean(value: Mean) -> str:
    return f"{value.value:.4f} ({value.error:.4f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART")
    parser.add_argument("--seeds", type=int, default=20, help="20 by default; 4 for a first look")
    given = parser.parse_args()
    for name in given.parts or PARTS:
        PARTS[name](given.seeds)


if __name__ == "__main__":
    main()
