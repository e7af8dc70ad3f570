"""`python -m tests.benchmarks.passes [POOL ...]`: a label beside one pass of the matrix.

Processor time of the whole process, altui's label, its fit and a bare product of the matrix in
turn: on a machine with other work it says more than the clock. Peers are in `learners`, which
needs the extra `bench`; this needs nothing.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Sequence

from altui.display.console import put_table, say
from tests.benchmarks.contestants import Altui, AltuisFit, OnePass
from tests.benchmarks.kinds import KINDS, Kind, kinds, made

LARGE = ("1M x 10", "1M x 100", "texts")
WARM_UP = 5
LABELS = 45
"""After the warm-up, so that the labels are a few tens more than the first hundred."""


def measured(kind: Kind) -> list[float]:
    """Milliseconds of a label, of the fit alone and of a pass: medians."""
    pool = made(kind)
    contestants = (Altui(pool), AltuisFit(pool), OnePass(pool))
    times: list[list[float]] = [[] for _ in contestants]
    for turn in range(WARM_UP + LABELS):
        for taken, contestant in zip(times, contestants, strict=True):
            started = time.process_time()
            contestant.label()
            if turn >= WARM_UP:
                taken.append((time.process_time() - started) * 1000)
    return [statistics.median(taken) for taken in times]


def table(names: Sequence[str]) -> list[tuple[str, ...]]:
    rows = []
    for kind in kinds(names):
        say(kind.name)
        label, fit, floor = measured(kind)
        passes = f"{label / floor:.2f}"
        rows.append((kind.name, f"{label:.2f}", f"{fit:.2f}", f"{floor:.2f}", passes))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    names = ", ".join(kind.name for kind in KINDS)
    parser.add_argument("pools", nargs="*", default=LARGE, help=f"of {names}")
    columns = ["", "a label", "its fit", "one pass", "passes"]
    rows = table(parser.parse_args().pools)
    put_table("Milliseconds of processor time", columns, rows, right={1, 2, 3, 4})


if __name__ == "__main__":
    main()
