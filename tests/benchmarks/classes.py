"""`python -m tests.benchmarks.classes`: a label of several and of many classes, part by part.

One learner labels a pool; for each label its fit and what is beside it are timed apart, and right
after them one pass of the matrix (its product with one vector, as in `learners`), one product with
the coefficients of all classes, and scikit-learn's fit of the same labels: `newton-cholesky`, or
`lbfgs` where its square matrix of all coefficients would be too large. So each ratio is of one run.
Processor time is measured, with one thread of the algebra library (set OPENBLAS_NUM_THREADS=1), so
that other work on the machine counts little.
"""

from __future__ import annotations

import argparse
import statistics
import time
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from altui.display.console import put, put_table, say
from tests.benchmarks.contestants import Altui
from tests.benchmarks.kinds import Kind, made

KINDS = (
    Kind("3 classes", 200_000, 50, 3),
    Kind("5 classes", 200_000, 50, 5),
    Kind("10 classes", 200_000, 50, 10),
    Kind("200 classes, 100 labels", 20_000, 50, 200),
    Kind("200 classes, 500 labels", 20_000, 50, 200, start=500),
    Kind("texts, 100 labels", 10_000, 20_000, 200, non_zeros=50),
    Kind("texts, 500 labels", 10_000, 20_000, 200, non_zeros=50, start=500),
)

WARM_UP = 3
LABELS = 25
LARGEST = 2000
"""Coefficients of all classes up to which scikit-learn fits by `newton-cholesky`."""

FIT, BESIDE, PASS, PRODUCT, THEIRS = (
    "fit",
    "beside the fit",
    "one pass of the matrix",
    "one product for all classes",
    "scikit-learn's fit",
)


class Watched(Altui):
    """Labels a row, and says how long each part of it took, in milliseconds."""

    def parts(self) -> dict[str, float]:
        self.answer()
        taken = {FIT: timed(lambda: self.learner.fit(self.knowledge))}
        taken[BESIDE] = timed(self._ask)  # the model is there already
        matrix, coefficients = self.pool.matrix, self._coefficients()
        one = np.ones(matrix.shape[1], np.float32)
        taken[PASS] = timed(lambda: matrix @ one)
        taken[PRODUCT] = timed(lambda: matrix @ coefficients)
        return taken

    def theirs(self) -> float:
        """Milliseconds of scikit-learn's fit of the labels of now."""
        rows, labels = self.pool.matrix[self.knowledge.rows], self.knowledge.labels
        if self.pool.kind.non_zeros:
            rows = rows[:, np.unique(rows.indices)]  # the others have the coefficient 0
        large = len(np.unique(labels)) * (rows.shape[1] + 1) > LARGEST
        model = LogisticRegression(solver="lbfgs" if large else "newton-cholesky", max_iter=2000)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # few labels of each class look like a number to it
            return timed(lambda: model.fit(rows, labels))

    def _ask(self) -> None:
        self.row = self.asked()

    def _coefficients(self) -> Any:
        model: Any = self.learner.fit(self.knowledge)
        return np.ascontiguousarray(model.classifier.coef_.T.astype(np.float32))


def timed(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def measured(kind: Kind, labels: int) -> dict[str, float]:
    say(kind.name)
    watched = Watched(made(kind))
    found: dict[str, list[float]] = {}
    for turn in range(WARM_UP + labels):
        taken = watched.parts()
        if turn >= WARM_UP:
            for name, value in taken.items():
                found.setdefault(name, []).append(value)
            # A slow one is seen as well from a few.
            if sum(found.get(THEIRS, [])) < 5000:
                found.setdefault(THEIRS, []).append(watched.theirs())
    return {name: statistics.median(values) for name, values in found.items()}


def table(found: dict[str, dict[str, float]]) -> list[tuple[str, ...]]:
    return [
        (
            name,
            *(_short(run[part]) for part in (FIT, BESIDE, PASS, PRODUCT, THEIRS)),
            f"{run[BESIDE] / run[PASS]:.1f}",
            f"{run[BESIDE] / run[PRODUCT]:.1f}",
            f"{run[FIT] / run[THEIRS]:.2f}",
        )
        for name, run in found.items()
    ]


def _short(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def kinds(names: Sequence[str]) -> list[Kind]:
    return [kind for kind in KINDS if not names or kind.name in names]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pools", nargs="*", help=f"of {', '.join(kind.name for kind in KINDS)}")
    parser.add_argument("--labels", type=int, default=LABELS)
    chosen = parser.parse_args()
    found = {kind.name: measured(kind, chosen.labels) for kind in kinds(chosen.pools)}
    head = (
        "",
        FIT,
        BESIDE,
        "pass",
        "product",
        THEIRS,
        "beside / pass",
        "/ product",
        "fit / theirs",
    )
    put_table(
        "Milliseconds of processor time per label",
        head,
        table(found),
        right=set(range(1, len(head))),
    )
    put("3, 5, 10 classes: 200k x 50, 100 labels. 200 classes: 20k x 50. Texts: TF-IDF of 10k")
    put("documents, 20k columns, 200 classes; scikit-learn gets the columns that occur, by lbfgs.")


if __name__ == "__main__":
    main()
