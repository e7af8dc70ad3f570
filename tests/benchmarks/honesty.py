"""`python -m tests.benchmarks.honesty [--sessions N] [--seeds N] [PART ...]`: whether the numbers
are what they say.

The parts are audit, certify, stop, recheck and find; without any, all. `--short` takes about a
minute. Pools are six rows in ten of each data set, the others tell the truth; the settings are
those of `altui label`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import numpy as np

from altui.display.console import put_table
from altui.learning.evaluation import wilson_interval
from tests.benchmarks.walks import Walk, on_all_cores, split

AUDITED = ("digits", "breast_cancer", "phishing", "spambase", "mushroom")
LABELS = 150
AUDIT = 30


@dataclass(frozen=True)
class Size:
    sessions: int
    seeds: int
    runs: int


def audited(name: str, seed: int) -> tuple[int, float]:
    """(right of 30, true accuracy) at the end of a session of 150 labels, 30 of them checked."""
    walk = Walk(split(name, seed), seed, audit=AUDIT)
    for _ in range(LABELS):
        walk.answer()
    evaluation = walk.round.evaluation
    assert evaluation is not None and evaluation.total == AUDIT
    return evaluation.right, walk.truth()


def audit(size: Size) -> None:
    each = max(size.sessions // len(AUDITED), 1)
    found = list(on_all_cores(audited, [(n, s) for n in AUDITED for s in range(each)]))
    rows = []
    pooled, biases = [], []
    for place, name in enumerate(AUDITED):
        runs = found[each * place : each * (place + 1)]
        covered = [low <= truth <= high for (low, high), truth in map(_interval, runs)]
        bias = [100 * (right / AUDIT - truth) for right, truth in runs]
        truths = [truth for _, truth in runs]
        exact = float(np.mean([coverage(truth, AUDIT) for truth in truths]))
        pooled += covered
        biases.append(float(np.mean(bias)))
        rows.append(
            (name, f"{np.mean(truths):.3f}", f"{np.mean(covered):.3f}", f"{exact:.3f}", _mean(bias))
        )
    rows.append(("pooled", "", f"{np.mean(pooled):.3f}", "", f"{np.mean(biases):+.2f}"))
    put_table(
        f"The random check's interval after {LABELS} labels: {len(pooled)} sessions",
        ("data", "true accuracy", "covered", "Wilson, exactly", "bias in points (SE)"),
        rows,
        right=(1, 2, 3, 4),
    )


def coverage(p: float, n: int) -> float:
    """How often Wilson's 95 % interval of n draws holds p."""
    from scipy.stats import binom

    right = [k for k in range(n + 1) if wilson_interval(k, n)[0] <= p <= wilson_interval(k, n)[1]]
    return float(binom.pmf(right, n, p).sum())


def _interval(run: tuple[int, float]) -> tuple[tuple[float, float], float]:
    return wilson_interval(run[0], AUDIT), run[1]


STOPPED = ("digits", "spambase", "mushroom")
LONG = 420


def stopped(name: str, seed: int) -> tuple[int | None, float, float]:
    """(labels at the hint, accuracy there, accuracy at 420 labels)."""
    walk = Walk(split(name, seed), seed, first=10, hints=True)
    at, there = None, float("nan")
    while walk.round.labeled < LONG:
        walk.answer()
        if at is None and walk.round.hint is not None and walk.round.hint.stop:
            at, there = walk.round.labeled, walk.truth()
    return at, there, walk.truth()


def stop(size: Size) -> None:
    found = list(on_all_cores(stopped, [(n, s) for n in STOPPED for s in range(size.seeds)]))
    rows = []
    for place, name in enumerate(STOPPED):
        runs = found[size.seeds * place : size.seeds * (place + 1)]
        labels = [at for at, _, _ in runs if at is not None]
        lost = [100 * (end - there) for at, there, end in runs if at is not None]
        rows.append(
            (
                name,
                f"{len(labels)} of {len(runs)}",
                _mean([float(each) for each in labels], "") if labels else "",
                str(min(labels, default="")),
                str(max(labels, default="")),
                _mean(lost) if lost else "",
            )
        )
    put_table(
        f"The stopping hint within {LONG} labels, 10 to begin with: {size.seeds} seeds",
        ("data", "hinted", "labels (SE)", "first", "last", f"points to {LONG} labels (SE)"),
        rows,
        right=(1, 2, 3, 4, 5),
    )


def _mean(values: list[float], sign: str = "+") -> str:
    error = float(np.std(values, ddof=1)) / sqrt(len(values)) if len(values) > 1 else float("nan")
    return f"{np.mean(values):{sign}.2f} ({error:.2f})"


PARTS: dict[str, Callable[[Size], None]] = {"audit": audit, "stop": stop}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--sessions", type=int, default=1000, help="audited, in all")
    parser.add_argument("--seeds", type=int, default=20, help="splits of each data set")
    parser.add_argument("--runs", type=int, default=1000, help="certified")
    parser.add_argument("--short", action="store_true", help="a minute's worth of each")
    asked = parser.parse_args()
    size = Size(50, 2, 100) if asked.short else Size(asked.sessions, asked.seeds, asked.runs)
    for part in asked.parts or PARTS:
        PARTS[part](size)


if __name__ == "__main__":
    main()
