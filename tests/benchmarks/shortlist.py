"""`python -m tests.benchmarks.shortlist [--model forest] [--size 200]`: seconds of processor for a
Round of a slow model that scores the whole pool, and of one that scores a shortlist, by turns."""

from __future__ import annotations

import argparse
import time
from statistics import median

import numpy as np

from altui.display.console import put_table
from altui.labeling.opening.options.request import SHORTLIST
from altui.learning.classifiers.models import model_factory
from altui.learning.learner import Learner
from altui.learning.rounds import Knowledge

POOLS = (10_000, 100_000, 300_000)
COLUMNS, LABELED, TURNS = 50, 200, 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="forest")
    parser.add_argument("--size", type=int, default=SHORTLIST)
    said = parser.parse_args()
    rows = []
    for pool in POOLS:
        whole, listed = _seconds(pool, said.model, said.size)
        rows.append((f"{pool:,}", f"{whole:.2f}", f"{listed:.2f}", f"{whole / listed:.1f}"))
    put_table(
        f"{said.model}, {LABELED} labels, {COLUMNS} columns, a list of {said.size}",
        ("rows", "whole pool, s", "shortlist, s", "ratio"),
        rows,
        right=(0, 1, 2, 3),
    )


def _seconds(pool: int, model: str, size: int) -> tuple[float, float]:
    """Medians of a few Rounds, each of one label more."""
    rng = np.random.default_rng(pool)
    matrix = rng.normal(size=(pool, COLUMNS)).astype(np.float32)
    labels = (matrix[:, :5].sum(axis=1) + rng.normal(size=pool) > 0).astype(int)
    make = model_factory(model, seed=0, sparse=False)
    learners = [
        Learner(matrix, np.ones(pool, bool), 2, model=make, strategy="margin", shortlist=each)
        for each in (0, size)
    ]
    took: tuple[list[float], list[float]] = ([], [])
    for turn in range(TURNS + 1):  # the first is a warm-up
        rows = np.arange(LABELED + turn)
        available = np.ones(pool, bool)
        available[rows] = False
        known = Knowledge(turn, rows, labels[rows], available, len(rows))
        for learner, times in zip(learners, took, strict=True):
            began = time.process_time()
            learner.round(known)
            times.append(time.process_time() - began)
    return median(took[0][1:]), median(took[1][1:])


if __name__ == "__main__":
    main()
