"""`python -m tests.benchmarks.python_learners`: milliseconds per query and teach, beside peers.

altui is called as a script would call it, by `altui.ActiveLearner`. All read the same 200,000 rows
of 50 columns in float32, fit logistic regression (C = 1) from 100 labels on, and take turns.
Needs the extra `bench`; modAL gets an environment of its own in the cache folder, made at the
first run.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from altui.display.console import put, put_table
from tests.benchmarks.contestants import Contestant, PlainLoop, ScikitActiveml
from tests.benchmarks.kinds import Pool, kinds, made
from tests.benchmarks.learners import LABELS, REST, TURNS, machine, milliseconds
from tests.benchmarks.modal_apart import ModAL

POOL = "200k x 50"
ALTUI = "altui.ActiveLearner"
GOAL = 7.0
"""Times faster than each peer."""


class FromPython:
    """`altui.ActiveLearner`, with what each of its two calls took."""

    def __init__(self, pool: Pool) -> None:
        import altui

        self.pool = pool
        self.learner = altui.ActiveLearner(pool.matrix, classes=range(pool.kind.classes))
        self.learner.teach(pool.start, pool.labels[pool.start])

    def label(self) -> None:
        rows = self.learner.query()
        self.learner.teach(rows, self.pool.labels[rows])


CONTESTANTS: dict[str, Callable[[Pool], Contestant | ModAL]] = {
    ALTUI: FromPython,
    "scikit-learn alone": PlainLoop,
    "scikit-activeml": ScikitActiveml,
    "modAL": ModAL,
}


def measured(turns: int) -> dict[str, list[float]]:
    """The milliseconds of each label, by who learned it; those of the first turn are left out."""
    pool = made(next(kinds([POOL])))
    running = {name: make(pool) for name, make in CONTESTANTS.items()}
    found: dict[str, list[float]] = {name: [] for name in running}
    for turn in range(1 + turns):
        for name, contestant in running.items():
            time.sleep(REST)
            taken = [milliseconds(contestant) for _ in range(LABELS)]
            found[name] += taken if turn else []
    for contestant in running.values():
        if isinstance(contestant, ModAL):
            contestant.close()
    return found


def import_milliseconds() -> float:
    """What `import altui` takes, as Python itself measures it; the least of several times."""
    command = [sys.executable, "-X", "importtime", "-c", "import altui"]
    told = [
        subprocess.run(command, capture_output=True, text=True, check=True).stderr.splitlines()[-1]
        for _ in range(TURNS)
    ]
    assert all(each.endswith(" altui") for each in told)
    return min(int(each.split("|")[1]) for each in told) / 1000


def table(found: dict[str, list[float]]) -> list[tuple[str, ...]]:
    ours = statistics.median(found[ALTUI])
    rows = []
    for name, taken in found.items():
        middle, least = statistics.median(taken), min(taken)
        times = f"{middle / ours:.1f}" if name != ALTUI else ""
        rows.append((name, f"{middle:.2f}", f"{least:.2f}", times))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=TURNS, help=f"of {LABELS} labels each")
    found = measured(parser.parse_args().turns)
    head = ("query and teach", "median ms", "least ms", "times altui")
    put_table(POOL, head, table(found), right={1, 2, 3})
    put(f"import altui: {import_milliseconds():.1f} ms")
    put(f"The goal is {GOAL:g} times faster than each. {machine()}")


if __name__ == "__main__":
    main()
