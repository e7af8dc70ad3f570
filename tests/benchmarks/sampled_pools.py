"""`python -m tests.benchmarks.sampled_pools [--seeds N] [--labels N] [-j N] [PART ...]`: what it
costs to ask from a random sample of the rows and not from all of them.

Splits are those of `altui simulate`: four rows in ten are the test set, ten first labels; newton,
trained after every label. Each way is compared with asking from the whole pool, pair by pair on the
same split. A sample of 10 % is part of that of 30 % of the same seed. A refill is a pass over
everything: the rows outside of the sample that the strategy ranks first join it. Refills come at an
eighth, a quarter and half of the labels (25, 50 and 100 of 200), or at every 25.

- pools: 10 % and 30 % of the rows, 10 % with refills of a tenth of the sample, a random order.
- refills: 10 % with larger and other refills, and with as many random rows, which says whether it
  is the boundary that helps or only more rows.
- sizes: samples by their number of rows, from as many as there are labels on.
- rare: one class of about 4 to 7 % against the rest, by margin and by most-likely.
- features: of all rows, and fitted on the sample alone (for texts another vocabulary and other
  weights of words, for numbers other means and curves).

AP is average precision on the test rows, of the rarer of two classes, and the mean over the classes
where there are more. Columns named `from whole` have the mean of the paired differences and its
standard error in points; the mark behind says whether it is within two of them (=), or more than
two below (-) or above (+). `left` are the rows of the sample that no label was spent on. Needs
ALTUI_SHARED_DATA.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from altui.display.console import put_table, say
from altui.simulation.comparison import mean
from tests.benchmarks.samples.opened import open_data
from tests.benchmarks.samples.ways import TENTH, Way, run, stops_of
from tests.benchmarks.walks import on_all_cores

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray

COLUMNS = ("rows asked from", "labels", "accuracy", "from whole", "AP", "from whole")
SIZES = (100, 200, 400, 800, 1600, 3200)
WHOLE = Way("whole pool")
RANDOM = Way("random order", strategy="random")
THIRD = Way("30 %", 0.3)
REFILLED = Way("10 %, refills of a tenth", 0.1, 0.1)
OFTEN = Way("10 %, as many at 25s", 0.1, 1.0, is_often=True)
LIKELY = "most-likely:{class}"


class Part(NamedTuple):
    """The first of the ways is the one that the others are compared with."""

    title: str
    sets: tuple[str, ...]
    ways: tuple[Way, ...]
    is_rare: bool = False


REAL = ("magic", "letter", "reuters")
PARTS = {
    "pools": Part("A sampled pool", (*REAL, "shuttle"), (WHOLE, TENTH, THIRD, REFILLED, RANDOM)),
    "refills": Part(
        "Refills of a sample of 10 %",
        (*REAL, "shuttle"),
        (
            WHOLE,
            TENTH,
            REFILLED,
            Way("refills of a third", 0.1, 1 / 3),
            Way("as many as it began with", 0.1, 1.0),
            Way("a tenth at every 25", 0.1, 0.1, is_often=True),
            OFTEN._replace(name="as many at every 25"),
            Way("as many, of the near half", 0.1, 1.0, near=0.5),
            Way("as many at random", 0.1, 1.0, near=1.0),
        ),
    ),
    "sizes": Part(
        "Samples by their rows",
        (*REAL, "shuttle"),
        (WHOLE, *(Way(f"{rows} rows", rows) for rows in SIZES), RANDOM),
    ),
    "rare": Part(
        "A rare class",
        ("letter:A", "letter:H", "shuttle:anomaly"),
        (
            WHOLE,
            TENTH,
            THIRD,
            REFILLED,
            OFTEN,
            RANDOM,
            Way("whole, most-likely", strategy=LIKELY),
            TENTH._replace(name="10 %, most-likely", strategy=LIKELY),
            THIRD._replace(name="30 %, most-likely", strategy=LIKELY),
            REFILLED._replace(name="10 %, refills, most-likely", strategy=LIKELY),
            OFTEN._replace(name="as many at 25s, most-likely", strategy=LIKELY),
        ),
        is_rare=True,
    ),
    "features": Part(
        "Features of all rows, and of the sample",
        REAL,
        (
            WHOLE,
            TENTH,
            TENTH._replace(name="10 %, features too", fits_sample=True),
            THIRD,
            THIRD._replace(name="30 %, features too", fits_sample=True),
            Way("whole pool, features of 10 %", fits_sample=True),
        ),
    ),
}


def told(values: FloatArray) -> str:
    """The mean and its standard error, in points; empty where a sample was used up."""
    if np.isnan(values).any():
        return ""
    found = mean(100 * values)
    return f"{found.value:.1f} ({found.error:.1f})"


def against(values: FloatArray, base: FloatArray) -> str:
    differences = 100 * (values - base)
    if np.isnan(differences).any():
        return ""
    found = mean(differences)
    reach = 2 * found.error
    mark = "-" if found.value < -reach else "+" if found.value > reach else "="
    return f"{found.value:+.1f} ({found.error:.1f}) {mark}"


def rows_of(
    ways: Sequence[Way], runs: FloatArray, labels: int, *, is_rare: bool
) -> Iterator[Sequence[str]]:
    """Of a set: `runs` (seeds, ways, stops, figures)."""
    for k, way in enumerate(ways):
        for place, stop in enumerate(stops_of(labels)):
            accuracy, precision, found, left = runs[:, k, place].T
            of_whole = runs[:, 0, place].T
            yield (
                "" if place else way.name,
                str(stop),
                told(accuracy),
                against(accuracy, of_whole[0]) if k else "",
                told(precision),
                against(precision, of_whole[1]) if k else "",
                told(found) if is_rare else f"{left.mean():.0f}",
            )


def put_part(part: Part, said: argparse.Namespace) -> None:
    seeds, stops = range(said.seeds), len(stops_of(said.labels))
    for name in said.sets or part.sets:
        say(f"{part.title}: {name} ...")
        pool = open_data(name, said.boundary).splits.problem(0).unlabeled
        ways = [way for way in part.ways if way.sample < pool]
        jobs = [(name, said.boundary, seed, way, said.labels) for seed in seeds for way in ways]
        runs = np.array(list(on_all_cores(run, jobs, said.processes)))
        runs = runs.reshape(said.seeds, len(ways), stops, -1)
        put_table(
            f"{name}, {pool:,} rows. {part.title}: points (SE), {said.seeds} paired seeds",
            (*COLUMNS, "found" if part.is_rare else "left"),
            list(rows_of(ways, runs, said.labels, is_rare=part.is_rare)),
            right=range(1, 7),
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART")
    parser.add_argument("--set", action="append", dest="sets", help="instead of the part's own")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--boundary", help="curved or linear; by default as altui chooses")
    parser.add_argument("--labels", type=int, default=200)
    parser.add_argument("-j", "--processes", type=int, default=2)
    said = parser.parse_args()
    for name in said.parts or PARTS:
        put_part(PARTS[name], said)


if __name__ == "__main__":
    main()
