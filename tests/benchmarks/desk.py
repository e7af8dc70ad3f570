"""How long a desk takes to lend a row and to keep a label, with everybody at it.

`python -m tests.benchmarks.desk` prints both for 2, 8 and 32 people, who have all the same ranking,
at a desk in a file and on a PostgreSQL server of its own, on a socket: without thought (everybody
takes the next row at once, nothing is pushed) and with a second of thought on average, in which
each row gets a label. `--seconds 300` says how long each runs.

People are processes of this machine: with 32 of them its processors are what is measured. In the
same run beside them stand SQLite's and the server's own: one insert, by one person.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from altui.desk.chain_file import ChainFile, in_transaction
from altui.desk.chains import Link
from altui.display.console import put_table, say
from tests.desk.crowd import Crowd, PlaceOf, file_place, run, server_place
from tests.desk.houses import PROJECT, chain_of
from tests.desk.postgres.server import WHY_NONE, Server

CROWDS = (2, 8, 32)
ROWS = 10_000_000
"""Nobody comes to the end of the ranking."""

THOUGHT = 1.0
INSERTS = 200
GOAL = (0.003, 0.050)
"""Seconds of a lease with a second of thought: median, and the 99th of a hundred."""

HEAD = [
    "people",
    "thought",
    "desk",
    "leases",
    "twice",
    "a second",
    "lend: median, p95, p99 ms",
    "push: median, p95, p99 ms",
    "got none",
]


def shown(took: Sequence[float]) -> str:
    """Median, 95th and 99th of a hundred, in milliseconds."""
    if len(took) < 2:
        return ""
    cuts = statistics.quantiles(took, n=100, method="inclusive")
    return ", ".join(f"{1000 * cuts[place]:.1f}" for place in (49, 94, 98))


def row(people: int, thought: float, kind: str, crowd: Crowd, seconds: float) -> list[str]:
    return [
        str(people),
        f"{thought:g} s",
        kind,
        f"{len(crowd.got):,}",
        str(crowd.twice),
        f"{len(crowd.got) / seconds:.0f}",
        shown(crowd.lend),
        shown(crowd.push),
        str(crowd.none),
    ]


def measure(
    kinds: dict[str, PlaceOf], people: int, thought: float, seconds: float
) -> Iterator[list[str]]:
    for kind, place_of in kinds.items():
        say(f"{people} people, {thought:g} s of thought, {kind} ...")
        crowd = run(place_of, people, rows=ROWS, thought=thought, seconds=seconds)
        if thought:
            cuts = statistics.quantiles(crowd.lend, n=100, method="inclusive")
            met = cuts[49] <= GOAL[0] and cuts[98] <= GOAL[1]
            goal = f"{1000 * GOAL[0]:g} and {1000 * GOAL[1]:g} ms"
            say(f"  goal {goal}: {'met' if met else 'missed'}")
        yield row(people, thought, kind, crowd, seconds)


def timed(do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


def by_sqlite() -> list[float]:
    """One link after the other, as a session's log is written."""
    with (
        TemporaryDirectory() as folder,
        closing(ChainFile.create(Path(folder) / "links", PROJECT)) as file,
    ):

        def append(link: Link) -> None:
            with in_transaction(file.connection):
                file.append([link])

        return [timed(lambda link=link: append(link)) for link in chain_of("kim", INSERTS)]


def by_server(server: Server) -> list[float]:
    with psycopg.connect(server.url("admin", "postgres"), autocommit=True) as raw:
        raw.execute("CREATE TABLE kept (text text)")
        return [
            timed(lambda: raw.execute("INSERT INTO kept VALUES (%s)", ("x" * 300,)))
            for _ in range(INSERTS)
        ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--people", type=int, nargs="+", default=CROWDS)
    parser.add_argument("--thought", type=float, nargs="+", default=(0.0, THOUGHT))
    asked = parser.parse_args()
    if WHY_NONE is not None:
        sys.exit(WHY_NONE)
    server = Server()
    try:
        rows = []
        for people in asked.people:
            for thought in asked.thought:
                # Each in a new desk: what the others left there would be measured too.
                with file_place() as beside, server_place(server, people) as far:
                    kinds = {"file": beside, "server": far}
                    rows += measure(kinds, people, thought, asked.seconds)
        put_table("Desks", HEAD, rows)
        say(
            f"one insert, one person: SQLite {shown(by_sqlite())}; "
            f"server {shown(by_server(server))}"
        )
    finally:
        server.stop()


if __name__ == "__main__":
    main()
