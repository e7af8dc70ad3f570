"""`python -m tests.benchmarks.leads [--model newton] [--seeds N] [SET ...]`: how often a better
model is named, how often that is really ahead on the test rows, and by how much.

Sets are opened and walked as by `tests.benchmarks.accuracy`. At each number of labels the models
are compared as in a session, and beside it label by label, by two standard errors of the difference
of the held-out predictions: what a comparison without regard to how the labels were chosen says.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from altui.display.console import put_table
from altui.learning.honesty.label_review import Doubts
from altui.learning.honesty.model_lead import Leads
from altui.learning.training import Training
from altui.simulation.comparison import mean
from tests.benchmarks.accuracy import FILES, make_learner, open_set, walk

if TYPE_CHECKING:
    from altui.learning.arrays import IntArray
    from altui.learning.classifiers.models import FittedModel
    from altui.learning.rounds import Knowledge
    from altui.simulation.run import Problem
    from altui.simulation.scenarios import Splits

LOOKS = (40, 60, 90, 135, 200)
MODELS = ("newton", "forest", "bayes")
ERRORS, LEAST = 2.0, 0.02


class Look(NamedTuple):
    """The true gain of the model that was named, and of the one label by label; None for none.
    `best` is the highest true gain of any."""

    named: float | None
    plainly: float | None
    best: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=[*FILES, "digits"])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--model", default="newton")
    parser.add_argument("--boundary")
    said = parser.parse_args()
    options = {"strategy": "margin", "generation": 1, "columns": "", "shortlist": 0, **vars(said)}
    rows, every = [], []
    for name in said.sets:
        splits = open_set(name, argparse.Namespace(**options))
        runs = [
            look
            for seed in range(said.seeds)
            for look in _looks(splits, seed, argparse.Namespace(**options))
        ]
        rows.append((name, *_told(runs)))
        every += runs
    put_table(
        f"{said.model}, {said.seeds} seeds, looked at {', '.join(map(str, LOOKS))} labels",
        ("set", "looks", "3 ahead", "named", "ahead", "gain (SE)", "by label", "ahead", "gain"),
        [*rows, ("all", *_told(every))],
        right=range(1, 9),
    )


def _looks(splits: Splits, seed: int, said: argparse.Namespace) -> Iterator[Look]:
    problem = splits.problem(seed)
    for known in walk(problem, make_learner(problem, seed, said), max(LOOKS)):
        if len(known.rows) in LOOKS:
            yield _look(problem, known, seed, said)


def _look(problem: Problem, known: Knowledge, seed: int, said: argparse.Namespace) -> Look:
    def train(
        name: str, rows: IntArray, labels: IntArray, counts: IntArray | None = None
    ) -> FittedModel:
        learner = make_learner(problem, seed, argparse.Namespace(**{**vars(said), "model": name}))
        training = Training(
            learner.model, problem.matrix, problem.n_classes, problem.is_text, learner.generation
        )
        return training.fit(rows, labels, counts)

    others = tuple(each for each in MODELS if each != said.model)
    pool = np.arange(problem.matrix.shape[0]) < problem.unlabeled
    lead = Leads(problem.matrix, pool, seed, train).find(said.model, others, known)
    matrix, truth = problem.test
    accuracy, right = {}, {}
    for each in MODELS:
        model = train(each, known.rows, known.labels)
        accuracy[each] = (model.predict_proba(matrix).argmax(axis=1) == truth).mean()
        doubts = Doubts(problem.matrix, seed, partial(train, each))
        right[each] = doubts.predict_held_out(known.rows, known.labels).predicted == known.labels
    gain = {each: float(accuracy[each] - accuracy[said.model]) for each in others}
    ahead = [each for each in others if _is_ahead(right[each].astype(int) - right[said.model])]
    first = max(ahead, key=lambda each: right[each].sum(), default=None)
    return Look(
        None if lead is None else gain[lead.model],
        None if first is None else gain[first],
        max(gain.values()),
    )


def _is_ahead(difference: IntArray) -> bool:
    error = difference.std(ddof=1) / np.sqrt(len(difference))
    return bool(difference.mean() >= LEAST and difference.mean() > ERRORS * error)


def _told(looks: list[Look]) -> tuple[str, ...]:
    """`3 ahead`: looks at which another model was ahead by three points and more."""
    told = [str(len(looks)), str(sum(look.best >= 0.03 for look in looks))]
    for which in ("named", "plainly"):
        gains = np.array([g for look in looks if (g := getattr(look, which)) is not None])
        told += [str(len(gains)), str(int((gains > 0).sum()))]
        found = mean(100 * gains) if len(gains) > 1 else None
        told.append("" if found is None else f"{found.value:+.1f} ({found.error:.1f})")
    return tuple(told)


if __name__ == "__main__":
    main()
