"""How long it takes to join sessions of many labels: the whole command, and its parts.

`python -m tests.benchmarks.merging` joins two sessions of 10,000 labels, each with a random check
and a logged round for every label; `--labels N` and `--people N` change that. The parts are
measured inside one process; of the command several runs in turn with `altui --version`, which is
what Python and the imports cost.
"""

from __future__ import annotations

import argparse
import gc
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np

from altui.display.console import put_table
from altui.session.events import Decision, Kind
from altui.session.store.log import EventLog
from altui.session.team.merging import merge
from altui.session.team.reading import read_team
from tests.session.making import Data, fast_place

OVERLAP = 0.2
"""The share of each person's labels that another has given too, at least."""
CHECK = 30
ROUND = (
    '{"event": %d, "number": %d, "labeled": %d, "remaining": %d, "row": %d, "uncertainty": 0.4931, '
    '"right": 25, "total": 30, "kind": "audit", "confusion": [[12, 3], [2, 13]], "strategy": '
    '"margin", "model": "newton", "trouble": "", "calibrated_on": 30, "temperature": 1.0315}'
)


def write_session(folder: Path, name: str, labels: int, turn: int) -> Path:
    """A session as a person's would be, written in one transaction."""
    rows = 3 * labels
    rng = np.random.default_rng(turn)
    shared = np.random.default_rng(0).permutation(rows)
    own = rng.permutation(shared[int(OVERLAP * labels) :])
    asked = [*shared[: int(OVERLAP * labels)], *own][:labels]
    given: list[tuple[Decision, str | None]] = [
        (Decision.draw(int(row), place + 1), f"id{row}") for place, row in enumerate(shared[:CHECK])
    ]
    for number, row in enumerate(asked, start=1):
        name_of_class = ("no", "yes")[int(rng.random() < 0.5)]
        label = Decision.label(
            int(row), name_of_class, round=number, confidence=0.71, predicted="no", shown_at=1.7e9
        )
        logged = ROUND % (2 * number, number + 1, number, rows - number, row)
        given += [(label, f"id{row}"), (Decision(Kind.ROUND, value=logged), None)]
    settings = Data(rows).settings(
        annotator=name, roles={"id": "id", "text": "text"}, audit=CHECK, pool=rows
    )
    place = folder / f"data.csv.{name}.altui"
    begin = Decision(Kind.BEGIN, value=settings.dumps())
    EventLog.create(place, begin, annotator=name, at=1.7e9, first=given).close()
    return place


class Took(NamedTuple):
    """Seconds, and those of the processor: on a busy machine only these can be compared."""

    wall: float
    processor: float


def measure_one(act: Callable[[], object]) -> Took:
    gc.collect()
    begun, used = time.perf_counter(), _processor()
    act()
    return Took(time.perf_counter() - begun, _processor() - used)


def _processor() -> float:
    mine, others = (resource.getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN))
    return mine.ru_utime + mine.ru_stime + others.ru_utime + others.ru_stime


def command(*words: object) -> None:
    subprocess.run(
        [sys.executable, "-m", "altui", *map(str, words)], check=True, capture_output=True
    )


def measure(people: int, labels: int, times: int) -> dict[str, list[Took]]:
    found: dict[str, list[Took]] = {}
    with TemporaryDirectory(dir=fast_place()) as name:
        folder = Path(name)
        places = [write_session(folder, f"p{turn}", labels, turn) for turn in range(people)]
        for turn in range(times):
            target = folder / f"team{turn}.altui"
            again = folder / f"again{turn}.altui"
            acts: dict[str, Callable[[], object]] = {
                "altui --version": lambda: command("--version"),
                "altui merge": lambda target=target: command("merge", *places, "-o", target),
                "merge, inside": lambda again=again: merge(places, again),
                "read_team, inside": lambda target=target: read_team(target),
                "altui status": lambda target=target: command("status", target),
            }
            for what, act in acts.items():
                found.setdefault(what, []).append(measure_one(act))
    return found


def _cells(took: list[Took]) -> list[str]:
    columns = [each.wall for each in took], [each.processor for each in took]
    return [f"{of(column):.2f}" for column in columns for of in (statistics.median, min)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", type=int, default=10_000)
    parser.add_argument("--people", type=int, default=2)
    parser.add_argument("--times", type=int, default=5)
    asked = parser.parse_args()
    found = measure(asked.people, asked.labels, asked.times)
    put_table(
        f"{asked.people} sessions of {asked.labels:,} labels: seconds",
        ["", "median", "least", "of the processor", "least"],
        [[what, *_cells(took)] for what, took in found.items()],
        right={1, 2, 3, 4},
    )


if __name__ == "__main__":
    main()
