"""`python -m tests.benchmarks.honesty [--sessions N] [--seeds N] [PART ...]`: whether the numbers
are what they say.

The parts are audit, certify, stop and recheck; without any, all. `--short` takes about a
minute. Pools are six rows in ten of each data set, the others tell the truth; the settings are
those of `altui label`.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import numpy as np

from altui.display.console import put_table
from altui.learning.certifying.betting import goal_of, is_settled
from altui.learning.evaluation import wilson_interval
from altui.learning.generation import NEWEST, Generation
from tests.benchmarks.walks import Walk, on_all_cores, split
from tests.learning.certifying.many_runs import edges, rows_needed, settled_before

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
        exact = coverage(float(np.mean(truths)), AUDIT, len(split(name, 0).test[1]))
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


def coverage(p: float, n: int, apart: int) -> float:
    """How often Wilson's 95 % interval of n draws holds the share that is right of the rows
    apart, which are drawn too."""
    from scipy.stats import binom

    measured = np.arange(apart + 1)
    chance = binom.pmf(measured, apart, p)
    covered = 0.0
    for right in range(n + 1):
        low, high = wilson_interval(right, n)
        inside = (measured / apart >= low) & (measured / apart <= high)
        covered += float(binom.pmf(right, n, p) * chance[inside].sum())
    return covered


def _interval(run: tuple[int, float]) -> tuple[tuple[float, float], float]:
    return wilson_interval(run[0], AUDIT), run[1]


STOPPED = ("digits", "spambase", "mushroom", "zh_reviews", "tweets", "bbc", "nagtegaal")
LONG = 420


def stopped(name: str, seed: int) -> tuple[int | None, float, float]:
    """(labels at the hint, accuracy there, accuracy at 420 labels)."""
    generation = Generation(NEWEST)
    walk = Walk(split(name, seed), seed, first=10, hints=True, reasons=False, generation=generation)
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


RECHECKED = ("digits", "spambase", "phishing", "breast_cancer")
ANSWERS = 300
WRONG = 0.08
RECHECK = 10


def rechecked(name: str, seed: int, recheck: int, generation: int, wrong: float) -> float:
    """Accuracy after so many answers, of which the share `wrong` is, the second ones too."""
    problem = split(name, seed)
    walk = Walk(problem, seed, recheck=recheck, generation=Generation(generation))
    rng = np.random.default_rng([seed, 8])
    for _ in range(min(ANSWERS, len(problem.labels))):
        if walk.round.query is None:
            break
        true = int(problem.labels[walk.round.query.row])
        other = int(rng.integers(problem.n_classes - 1))
        walk.answer(other + (other >= true) if rng.random() < wrong else true)
    return walk.truth()


def recheck(size: Size) -> None:
    ways = [(0, NEWEST), (RECHECK, 0), (RECHECK, NEWEST)]
    cases = [(name, wrong) for name in RECHECKED for wrong in (0.0, WRONG)]
    jobs = [(n, s, *way, w) for n, w in cases for s in range(size.seeds) for way in ways]
    found = iter(on_all_cores(rechecked, jobs))
    rows = []
    for name, wrong in cases:
        off, on, stops = np.array([[next(found) for _ in ways] for _ in range(size.seeds)]).T
        gains = (_mean(list(100 * (each - off))) for each in (on, stops))
        rows.append((name, f"{wrong:.0%}", f"{off.mean():.3f}", *gains))
    put_table(
        f"{ANSWERS} answers, one in {RECHECK} asked again: {size.seeds} seeds",
        ("data", "wrong", "off", "points by asking (SE)", "by asking till few change (SE)"),
        rows,
        right=(1, 2, 3, 4),
    )


POOLS = (300, 1000, 5000)
TARGETS = (0.65, 0.75, 0.8, 0.85, 0.9)


def certified(total: int, target: float, runs: int) -> tuple[float, ...]:
    """How often the test is ever wrong where the truth is at the very edge, on either side; and
    the median rows until it is settled 5 points above and below, with and before the bets."""
    goal, points = goal_of(target, total), round(0.05 * total)
    found: dict[tuple[bool, bool], np.ndarray] = {}
    wrong: dict[bool, float] = {}
    for above in (True, False):
        for settles in (is_settled, settled_before):
            edge = edges(total, target, is_above=above, settles=settles)
            truth = goal + points if above else goal - points
            found[above, settles is is_settled] = rows_needed(truth, edge, runs, is_above=above)
            if settles is is_settled:
                lying = rows_needed(goal - 1 if above else goal, edge, runs, is_above=above)
                wrong[above] = float(np.mean(lying <= total))
    return (
        wrong[True],
        wrong[False],
        *(float(np.median(found[each])) for each in itertools.product((True, False), repeat=2)),
    )


def certify(size: Size) -> None:
    jobs = [(n, target, size.runs) for n in POOLS for target in TARGETS]
    rows = []
    for (n, target, _), each in zip(jobs, on_all_cores(certified, jobs), strict=True):
        shares, needed = each[:2], each[2:]
        saved = (f"{100 * (1 - new / old):.0f} %" for new, old in (needed[:2], needed[2:]))
        medians = [f"{a:.0f} / {b:.0f}" for a, b in (needed[:2], needed[2:])]
        wrong = [f"{share:.3f}" for share in shares]
        rows.append(
            (f"{n:,}", f"{target:g}", *wrong, *itertools.chain(*zip(medians, saved, strict=True)))
        )
    put_table(
        f"A certificate watched after each row, bets / before: {size.runs} runs each",
        ("rows", "target", "wrongly above", "wrongly below", "5 above", "", "5 below", ""),
        rows,
        right=(0, 1, 2, 3, 4, 5, 6, 7),
    )


def _mean(values: list[float], sign: str = "+") -> str:
    error = float(np.std(values, ddof=1)) / sqrt(len(values)) if len(values) > 1 else float("nan")
    return f"{np.mean(values):{sign}.2f} ({error:.2f})"


PARTS: dict[str, Callable[[Size], None]] = {
    "audit": audit,
    "certify": certify,
    "stop": stop,
    "recheck": recheck,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--sessions", type=int, default=1000, help="audited, in all")
    parser.add_argument("--seeds", type=int, default=20, help="splits of each data set")
    parser.add_argument("--runs", type=int, default=2000, help="certified, each")
    parser.add_argument("--short", action="store_true", help="a minute's worth of each")
    asked = parser.parse_args()
    size = Size(50, 2, 100) if asked.short else Size(asked.sessions, asked.seeds, asked.runs)
    for part in asked.parts or PARTS:
        PARTS[part](size)


if __name__ == "__main__":
    main()
