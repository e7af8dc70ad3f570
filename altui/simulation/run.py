"""One run of active learning, with an oracle that reveals the known label of every query.

The learner is the one that the screen uses: a run is the session of a person who always gives
the known label.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from altui.errors import ModelError
from altui.learning.evaluation import TEST, Evaluation, evaluate
from altui.learning.generation import OLDEST, Generation
from altui.learning.learner import Learner
from altui.learning.rounds import Knowledge
from altui.learning.strategies import RANDOM

if TYPE_CHECKING:
    from altui.learning.arrays import IntArray, Matrix
    from altui.learning.classifiers.curves import Curves
    from altui.learning.classifiers.models import ModelFactory
    from altui.learning.rounds import Round

AS_LABELED = "as-labeled"
"""Not a strategy: the order in which the person was asked."""

FLIPS = 1
"""Separates the draw of wrong answers from the seed's other draws."""


@dataclass(frozen=True, eq=False)
class Problem:
    """The rows of one run: the pool, the first labels and the test rows.

    The first `unlabeled` rows of `matrix` (n, d) and of `labels` (n,) may be asked for. The
    others are labeled from the start, in training order. `test` never trains. `classes` are the
    names that a strategy may use. `asked` are the rows in the order in which a person was asked
    for them, in a replay. `seeds` are the texts that the model begins from, and their classes.
    """

    matrix: Matrix
    labels: IntArray
    unlabeled: int
    test: tuple[Matrix, IntArray]
    n_classes: int
    classes: tuple[str, ...] = ()
    asked: tuple[int, ...] = ()
    curves: Curves | None = None
    generation: Generation = OLDEST
    is_text: bool = False
    seeds: tuple[Matrix, IntArray] | None = None
    counts: IntArray | None = None
    """How many identical rows (n,) each of the rows stands for; None where it is one each."""


@dataclass(frozen=True)
class RunStep:
    """The state after a query: its row, its uncertainty, and the new model's evaluation.

    Query 0 is the state before the first query and has no row.
    """

    query: int
    row: int | None
    label: int | None
    uncertainty: float | None
    labeled: int
    evaluation: Evaluation

    @property
    def accuracy(self) -> float:
        return self.evaluation.accuracy


@dataclass(frozen=True)
class Run:
    """A strategy's run on a seed's split. `stopped_early` counts trainings without convergence."""

    strategy: str
    seed: int
    steps: tuple[RunStep, ...]
    stopped_early: int = 0
    model: str = ""


def simulate(
    problem: Problem,
    *,
    strategy: str,
    model: ModelFactory,
    seed: int,
    queries: int,
    on_step: Callable[[], object] = lambda: None,
) -> Run:
    """Ask, reveal and train until `queries` are spent or the pool is empty.

    Raises ModelError if a training fails: without a model there is nothing to compare.
    """
    learner = _learner(problem, strategy, model, seed)
    knowledge = at_start(problem)
    current = learner.round(knowledge)
    steps = [
        RunStep(0, None, None, None, current.labeled, _evaluation(current, knowledge, problem))
    ]
    stopped_early = int(bool(current.trouble))
    while current.query is not None and len(steps) <= queries:
        row, uncertainty = current.query.row, current.query.uncertainty
        if strategy == AS_LABELED:
            row, uncertainty = problem.asked[knowledge.answered], None
        label = int(problem.labels[row])
        knowledge = reveal(knowledge, row, label, problem.counts)
        current = learner.round(knowledge)
        steps.append(
            RunStep(
                query=knowledge.answered,
                row=row,
                label=label,
                uncertainty=uncertainty,
                labeled=current.labeled,
                evaluation=_evaluation(current, knowledge, problem),
            )
        )
        stopped_early += bool(current.trouble)
        on_step()
    return Run(strategy, seed, tuple(steps), stopped_early)


def full_supervision(problem: Problem, *, model: ModelFactory, seed: int) -> Evaluation:
    """The evaluation of a model trained on all labels of the pool."""
    rows = np.arange(problem.matrix.shape[0])
    nothing = np.zeros(len(rows), bool)
    known = Knowledge(0, rows, problem.labels, nothing, 0, counts=problem.counts)
    return _evaluation(_learner(problem, RANDOM, model, seed).round(known), known, problem)


def add_noise(problem: Problem, share: float, seed: int) -> Problem:
    """The problem with an oracle that gives a wrong class for this share of random rows. The rows
    do not depend on the queries. First labels and test rows stay right."""
    if not share:
        return problem
    rng = np.random.default_rng((seed, FLIPS))
    wrong = np.flatnonzero(rng.random(problem.unlabeled) < share)
    labels = problem.labels.copy()
    labels[wrong] += rng.integers(1, problem.n_classes, len(wrong)).astype(labels.dtype)
    labels[wrong] %= problem.n_classes
    return replace(problem, labels=labels)


def _learner(problem: Problem, strategy: str, model: ModelFactory, seed: int) -> Learner:
    pool = np.arange(problem.matrix.shape[0]) < problem.unlabeled
    return Learner(
        problem.matrix,
        pool,
        problem.n_classes,
        model=model,
        strategy=RANDOM if strategy == AS_LABELED else strategy,
        seed=seed,
        test=problem.test,
        classes=problem.classes,
        reasons=False,
        curves=problem.curves,
        generation=problem.generation,
        is_text=problem.is_text,
        seeds=problem.seeds,
    )


def at_start(problem: Problem) -> Knowledge:
    rows = np.arange(problem.matrix.shape[0])
    initial = rows[problem.unlabeled :]
    counts = None if problem.counts is None else problem.counts[initial]
    available = rows < problem.unlabeled
    return Knowledge(0, initial, problem.labels[initial], available, 0, counts=counts)


def reveal(knowledge: Knowledge, row: int, label: int, counts: IntArray | None = None) -> Knowledge:
    available = knowledge.available.copy()
    available[row] = False
    return Knowledge(
        event=knowledge.event + 1,
        rows=np.append(knowledge.rows, row),
        labels=np.append(knowledge.labels, label),
        available=available,
        answered=knowledge.answered + 1,
        counts=None if counts is None else np.append(knowledge.counts, counts[row]),  # type: ignore[arg-type]
    )


def _evaluation(current: Round, knowledge: Knowledge, problem: Problem) -> Evaluation:
    """The evaluation. Before two classes have a label, that of predicting the only class."""
    if current.evaluation is not None:
        return current.evaluation
    if current.trouble:
        raise ModelError(current.trouble)
    only = knowledge.labels[0] if len(knowledge.labels) else 0
    tested = problem.test[1]
    return evaluate(np.full(len(tested), only), tested, problem.n_classes, TEST)
