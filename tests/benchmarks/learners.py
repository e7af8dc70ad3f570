"""`python -m tests.benchmarks.learners`: milliseconds per label, query and retrain, beside peers.

The contestants take turns, so that whatever else the machine does falls on all of them.
Needs the extra `bench`; modAL gets an environment of its own in the cache folder, made at the
first run.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from math import inf, isnan, nan
from pathlib import Path

from altui.display.console import put, put_table, say
from tests.benchmarks.contestants import (
    Altui,
    AltuisFit,
    Contestant,
    OnePass,
    PlainLoop,
    PlainOnText,
    ScikitActiveml,
    SmallText,
)
from tests.benchmarks.kinds import KINDS, Kind, Pool, kinds, made
from tests.benchmarks.modal_apart import NEEDED, ModAL

TURNS = 5
LABELS = 5
"""In a row, of each contestant, each turn; the first turn is a warm-up."""

REST = 0.1
"""Seconds before a turn: the threads of the last one's BLAS spin for a while before they sleep."""

SLOW = 2000.0
"""Milliseconds; who takes longer labels one row a turn."""

ALTUI, FIT, FLOOR = "altui", "  of which the fit", "one pass of the matrix"
PLAIN, ACTIVEML, MODAL, SMALL = "scikit-learn alone", "scikit-activeml", "modAL", "small-text"
PEERS = (PLAIN, ACTIVEML, MODAL, SMALL)

NOTES = (
    "texts: TF-IDF of 200k documents, 50k columns. N classes: 200k x 50.",
    "scikit-activeml has no entry for texts: it takes no sparse matrix.",
    "All read float32 and fit logistic regression (C = 1) from 100 labels on; altui by --model "
    "newton and margin, its peers by lbfgs and least confidence, which is quicker to work out.",
)


def contestants(kind: Kind) -> dict[str, Callable[[Pool], Contestant | ModAL]]:
    found: dict[str, Callable[[Pool], Contestant | ModAL]] = {
        ALTUI: Altui,
        FIT: AltuisFit,
        PLAIN: PlainOnText if kind.non_zeros else PlainLoop,
        ACTIVEML: ScikitActiveml,
        MODAL: ModAL,
        SMALL: SmallText,
        FLOOR: OnePass,
    }
    if kind.non_zeros:
        del found[ACTIVEML]
    return found


def measured(kind: Kind, turns: int) -> dict[str, float]:
    """The median of each contestant on one pool."""
    pool = made(kind)
    running = {name: make(pool) for name, make in contestants(kind).items()}
    times: dict[str, list[float]] = {name: [] for name in running}
    for turn in range(1 + turns):
        say(f"{kind.name}: turn {turn} of {turns}")
        for name, contestant in running.items():
            time.sleep(REST)
            taken = [milliseconds(contestant) for _ in range(labels_in_turn(times[name]))]
            times[name] = taken if turn < 2 else times[name] + taken
    for contestant in running.values():
        if isinstance(contestant, ModAL):
            contestant.close()
    return {name: statistics.median(taken) for name, taken in times.items()}


def labels_in_turn(taken: Sequence[float]) -> int:
    return 1 if taken and statistics.median(taken) > SLOW else LABELS


def milliseconds(contestant: Contestant | ModAL) -> float:
    if isinstance(contestant, ModAL):
        return contestant.label()
    started = time.perf_counter()
    contestant.label()
    return (time.perf_counter() - started) * 1000


def row(name: str, values: Sequence[float], form: Callable[[float], str]) -> tuple[str, ...]:
    return (name, *(form(value) for value in values))


def table(found: dict[str, dict[str, float]]) -> list[tuple[str, ...]]:
    runs = list(found.values())
    rows = [
        row(name, [run.get(name, nan) for run in runs], _short) for name in (ALTUI, FIT, *PEERS)
    ]
    times = [min(run.get(name, inf) for name in PEERS) / run[ALTUI] for run in runs]
    passes = [run[ALTUI] / run[FLOOR] for run in runs]
    return [
        *rows,
        row("best peer / altui", times, lambda value: f"{value:.1f}"),
        row(FLOOR, [run[FLOOR] for run in runs], _short),
        row("altui / one pass", passes, lambda value: f"{value:.1f}"),
    ]


def _short(value: float) -> str:
    if isnan(value):
        return ""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def machine() -> str:
    """The processor, as Linux names it, and what ran on it."""
    described = Path("/proc/cpuinfo")
    lines = described.read_text().splitlines() if described.exists() else []
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    packages = ("numpy", "scipy", "scikit-learn", "scikit-activeml", "small-text")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    processor = names[0] if names else platform.processor()
    return (
        f"{processor}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end; "
        f"Python {platform.python_version()}, {versions}; {', '.join(NEEDED)}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pools", nargs="*", help=f"of {', '.join(kind.name for kind in KINDS)}")
    parser.add_argument("--turns", type=int, default=TURNS, help=f"of {LABELS} labels each")
    parser.add_argument("--quick", action="store_true", help="the two smallest pools, one turn")
    chosen = parser.parse_args()
    names = chosen.pools or (["1k x 10", "200k x 50"] if chosen.quick else [])
    turns = 1 if chosen.quick else chosen.turns
    found = {kind.name: measured(kind, turns) for kind in kinds(names)}
    right = set(range(1, len(found) + 1))
    put_table("Milliseconds per label", ["", *found], table(found), right=right)
    for note in (*NOTES, machine()):
        put(note)


if __name__ == "__main__":
    main()
