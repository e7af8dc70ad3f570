"""How rows are asked from a sample, and what is measured on the way."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from altui.learning.generation import NEWEST
from altui.learning.learner import Learner
from altui.learning.rounds import Knowledge
from altui.simulation.run import Problem, at_start, reveal
from tests.benchmarks.accuracy import make_learner
from tests.benchmarks.samples.opened import Opened, fit_features, open_data

SAID = argparse.Namespace(model="newton", generation=NEWEST, shortlist=0)
DRAW, JOIN = 101, 102
"""Separate the draws of a sample and of its refills from the seed's other draws."""
OFTEN = 25
"""Labels between two refills, where they come often."""


class Way(NamedTuple):
    """How rows are asked. A `sample` of up to 1 is a share of the pool, otherwise a number of rows.

    A refill has `refill` times the rows that the sample began with. They are those outside of it
    that rank first, or are drawn from the share `near` of them that does: 1 is any row outside.
    """

    name: str
    sample: float = 1.0
    refill: float = 0.0
    near: float = 0.0
    is_often: bool = False
    strategy: str = "margin"
    fits_sample: bool = False


TENTH = Way("10 %", 0.1)


class Figures(NamedTuple):
    """At one number of labels. `found` is the share of the rarer class of the pool that has its
    label, `left` the rows of the sample without one."""

    accuracy: float
    precision: float
    found: float
    left: float


USED_UP = Figures(np.nan, np.nan, np.nan, 0)


class Sample:
    """The rows that may be asked, True in `rows` (n,)."""

    def __init__(self, problem: Problem, seed: int, way: Way) -> None:
        self._problem, self._seed, self._way = problem, seed, way
        n = problem.unlabeled
        size = min(n, round(way.sample * n) if way.sample <= 1 else int(way.sample))
        drawn = np.random.default_rng([seed, DRAW]).permutation(n)[:size]
        self.rows = np.zeros(len(problem.labels), bool)
        self.rows[drawn] = True
        self._refill = round(way.refill * size)

    def refill(self, knowledge: Knowledge) -> None:
        outside = knowledge.available & ~self.rows
        left = int(outside.sum())
        count = min(self._refill, left)
        if not count:
            return
        ranked = self._rank(replace(knowledge, available=outside), max(count, self._nearer(left)))
        rng = np.random.default_rng([self._seed, JOIN, len(knowledge.rows)])
        self.rows[rng.permutation(ranked)[:count]] = True

    def _nearer(self, outside: int) -> int:
        return round(self._way.near * outside)

    def _rank(self, knowledge: Knowledge, count: int) -> list[int]:
        learner = learner_of(self._problem, self._seed, self._way)
        learner.depth = count - 1
        made = learner.round(knowledge)
        assert made.query is not None
        return [made.query.row, *(each.row for each in made.ranking)]


def learner_of(problem: Problem, seed: int, way: Way) -> Learner:
    strategy = way.strategy.format(**{"class": problem.classes[-1]})
    return make_learner(problem, seed, argparse.Namespace(**{**vars(SAID), "strategy": strategy}))


def follow(data: Opened, seed: int, way: Way, labels: int) -> list[Figures]:
    """At a quarter, half and all of the labels."""
    splits = data.splits
    sample = Sample(splits.problem(seed), seed, way)
    if way.fits_sample:
        # What the features of the whole pool are fitted on is a tenth of it.
        drawn = sample if way.sample < 1 else Sample(splits.problem(seed), seed, TENTH)
        pool, _, unlabeled = splits.rows(seed)
        fitted = np.concatenate((pool[drawn.rows], pool[unlabeled:]))
        splits = fit_features(data, np.sort(fitted))
    problem = splits.problem(seed)
    learner, knowledge = learner_of(problem, seed, way), at_start(problem)
    refills = range(OFTEN, labels, OFTEN) if way.is_often else refills_of(labels)
    found = []
    while True:
        count = len(knowledge.rows)
        if count in refills:
            sample.refill(knowledge)
        asked = replace(knowledge, available=knowledge.available & sample.rows)
        if count in stops_of(labels):
            found.append(measure(problem, learner, asked))
        if count >= labels or not asked.available.any():
            return found + [USED_UP] * (len(stops_of(labels)) - len(found))
        query = learner.round(asked).query
        assert query is not None
        knowledge = reveal(knowledge, query.row, int(problem.labels[query.row]))


def stops_of(labels: int) -> tuple[int, ...]:
    return labels // 4, labels // 2, labels


def refills_of(labels: int) -> tuple[int, ...]:
    return labels // 8, labels // 4, labels // 2


def measure(problem: Problem, learner: Learner, knowledge: Knowledge) -> Figures:
    from sklearn.metrics import average_precision_score

    model = learner.fit(knowledge)
    assert model is not None
    matrix, truth = problem.test
    probabilities = model.predict_proba(matrix)
    counts = np.bincount(problem.labels, minlength=problem.n_classes)
    rare = int(counts.argmin())
    measured = [rare] if problem.n_classes == 2 else np.unique(truth)
    precisions = [average_precision_score(truth == k, probabilities[:, k]) for k in measured]
    return Figures(
        float((probabilities.argmax(1) == truth).mean()),
        float(np.mean(precisions)),
        float((knowledge.labels == rare).sum() / counts[rare]),
        float(knowledge.available.sum()),
    )


def run(name: str, boundary: str | None, seed: int, way: Way, labels: int) -> list[Figures]:
    return follow(open_data(name, boundary), seed, way, labels)
