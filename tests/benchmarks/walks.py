"""Sessions without a disk or a person: the state, the pool and the learner of real ones, and an
oracle that answers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from typing import Any, TypeVar

import numpy as np

from altui.data.dataset import DataOptions, Part
from altui.data.features.matrix import build_features
from altui.data.inference.columns import infer_schema
from altui.data.loading import load_dataset
from altui.data.readers.reading import open_table
from altui.learning.classifiers.models import model_factory
from altui.learning.honesty.random_check import draw
from altui.learning.learner import Learner
from altui.learning.rounds import AGAIN, SETTLE, Knowledge, Round
from altui.session.events import Decision, suppose_event
from altui.session.state.label_state import State
from altui.session.state.pool import Pool
from tests.shared import DATA

Result = TypeVar("Result")

FILES = {
    "spambase": "spambase.csv.gz",
    "mushroom": "mushroom.csv.gz",
    "phishing": "phishing.csv",
    "nagtegaal": "sr_nagtegaal_2019.csv.gz",
    "zh_reviews": "zh_reviews.parquet",
    "tweets": "election_tweets_2016.csv.gz",
    "bbc": "bbc_news.parquet",
    "reuters": "reuters_r8_part.parquet",
}


@dataclass(frozen=True, eq=False)
class Problem:
    """A pool (n, d) whose labels the oracle knows, and rows apart that tell the truth."""

    matrix: Any
    labels: np.ndarray
    test: tuple[Any, np.ndarray]
    n_classes: int


@cache
def rows_of(name: str) -> tuple[Any, np.ndarray]:
    """Matrix and class indices of a data set, as altui makes them of a file."""
    if name in FILES:
        table = open_table(DATA / FILES[name])
        dataset = load_dataset(table, infer_schema(table, target="label"), DataOptions())
        return build_features(dataset).matrix, dataset.known.astype(int)
    from sklearn import datasets
    from sklearn.preprocessing import StandardScaler

    values, labels = getattr(datasets, f"load_{name}")(return_X_y=True)
    return StandardScaler().fit_transform(values).astype(np.float32), labels


def split(name: str, seed: int) -> Problem:
    """Six rows in ten for the pool."""
    matrix, labels = rows_of(name)
    order = np.random.default_rng([seed, 60]).permutation(len(labels))
    pool, test = np.split(order, [round(0.6 * len(order))])
    return Problem(matrix[pool], labels[pool], (matrix[test], labels[test]), int(labels.max()) + 1)


class Walk:
    """One session. `answer` decides about the row on the screen and returns the next Round."""

    def __init__(
        self,
        problem: Problem,
        seed: int,
        *,
        audit: int = 0,
        recheck: int = 0,
        first: int = 0,
        **learner: Any,
    ) -> None:
        n = len(problem.labels)
        self.problem = problem
        self.recheck = recheck
        part = np.full(n, Part.UNLABELED, np.int8)
        part[first_labels(problem, seed, first)] = Part.LABELED
        self.pool = Pool(part, problem.labels.astype(np.int16))
        self.state = State([str(k) for k in range(problem.n_classes)])
        self.sequence = 0
        for each in draw(self.pool.drawable, audit, seed) if audit else ():
            self.decide(Decision.draw(*each))
        self.pool.settle(self.state)
        is_text = not isinstance(problem.matrix, np.ndarray)
        settings = {"strategy": "margin", "model": "newton", "is_text": is_text, **learner}
        model = model_factory(settings.pop("model"), seed=seed, sparse=is_text)
        askable = part == Part.UNLABELED
        self.learner = Learner(
            problem.matrix, askable, problem.n_classes, model=model, seed=seed, **settings
        )
        self.round = self.learner.round(self.knowledge)

    @property
    def knowledge(self) -> Knowledge:
        return self.pool.knowledge(
            self.state,
            recheck=self.recheck,
            stops_recheck=self.learner.generation.stops_asking_again,
        )

    def decide(self, decision: Decision) -> None:
        self.sequence += 1
        change = self.state.apply(suppose_event(decision, self.sequence))
        if change is not None:
            self.pool.follow(change, self.state)

    def answer(self, label: int | None = None) -> Round:
        """Give the row asked for its label, for the first or the second time or to settle it: the
        true one unless another is said."""
        assert self.round.query is not None
        row = self.round.query.row
        given = str(self.problem.labels[row] if label is None else label)
        make = {AGAIN: Decision.recheck, SETTLE: Decision.settle}.get(
            self.round.again, Decision.label
        )
        self.decide(make(row, given))
        self.round = self.learner.round(self.knowledge)
        return self.round

    def truth(self) -> float:
        """The share of the rows apart that the model gets right; nan without a model."""
        model = self.learner.fit(self.knowledge)
        if model is None:
            return float("nan")
        matrix, labels = self.problem.test
        return float(np.mean(model.predict_proba(matrix).argmax(axis=1) == labels))


def first_labels(problem: Problem, seed: int, first: int) -> np.ndarray:
    """Rows drawn at random to begin with, two classes among them."""
    order = np.random.default_rng([seed, 10]).permutation(len(problem.labels))
    chosen = order[:first].copy()
    others = np.flatnonzero(problem.labels[order] != problem.labels[order[0]])
    if first and others[0] >= first:
        chosen[-1] = order[others[0]]
    return chosen


def on_all_cores(
    work: Callable[..., Result], jobs: Iterable[tuple[Any, ...]], processes: int | None = None
) -> Iterator[Result]:
    """work(*job) for each job, in their order, one thread a process; as many processes as there are
    cores, where nothing else is said."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"
    with ProcessPoolExecutor(processes or os.cpu_count(), mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(work, *job) for job in jobs]
        for future in futures:
            yield future.result()
