"""A person at a desk as a process of its own, for kills and crowds.

`python -m tests.desk.people push DESK NAME LOG` pushes label after label until it is killed, and
prints the sequence of each one that the desk has acknowledged.
`python -m tests.desk.people lend DESK NAME ROWS THOUGHT SECONDS` takes row after row, and prints
what it got and how long it took, as JSON. DESK is an address, or a data file.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path

from altui.desk.chain_file import ChainFile, in_transaction
from altui.desk.chains import NO_HEAD
from altui.desk.opening import open_desk
from altui.desk.postgres.address import is_address
from altui.desk.protocol import Desk
from tests.desk.houses import PROJECT, chain_of, head_of, wishes

RANKED = 64
"""Rows that a person knows to wish for."""


def start(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.desk.people", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
    )


def tell(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def desk_at(place: str) -> Desk:
    return open_desk(place if is_address(place) else "", Path(place))


def push(desk: Desk, name: str, own: Path) -> None:
    """Each label is in the own log before the desk hears of it."""
    log = ChainFile.open(own) if own.exists() else ChainFile.create(own, PROJECT)
    head = log.head(name)
    there = desk.join(PROJECT, name, head).get(name, NO_HEAD)
    rest = [*log.links(name, after=there[0])]
    if rest:
        tell(desk.push(rest)[0])
    while True:
        links = chain_of(name, 1, after=log.head(name))
        with in_transaction(log.connection):
            log.append(links)
        tell(desk.push(links, answered=[str(links[0].sequence)])[0])


def lend(desk: Desk, name: str, rows: int, thought: float, seconds: float) -> dict[str, object]:
    """Everybody has the same ranking, the worst case. Rows of others are passed over for good.
    Without thought nothing is pushed, so that the desk has nothing but leases to do."""
    desk.join(PROJECT, name, NO_HEAD)
    head = desk.push(chain_of(name, 1))
    tell("ready")
    sys.stdin.readline()
    got: list[str] = []
    took: dict[str, list[float]] = {"lend": [], "push": []}
    place, end, none = 0, time.monotonic() + seconds, 0
    while place < rows and time.monotonic() < end:
        ranked = [str(row) for row in range(place, min(place + RANKED, rows))]
        begun = time.perf_counter()
        lent = desk.lend(wishes(ranked), 1)
        took["lend"].append(time.perf_counter() - begun)
        none += not lent
        got += lent
        place = int(lent[0]) + 1 if lent else place + len(ranked)
        if thought:
            time.sleep(random.expovariate(1 / thought))
            links = chain_of(name, 1, after=head)
            begun = time.perf_counter()
            head = desk.push(links, answered=lent)
            took["push"].append(time.perf_counter() - begun)
            assert head == head_of(links)
        elif len(got) % RANKED == 0:
            desk.push([], answered=got[-RANKED:])
    desk.push([], answered=got)  # whoever leaves gives back what is not answered
    return {"got": got, "none": none, **took}


def main() -> None:
    work, place, name, *more = sys.argv[1:]
    desk = desk_at(place)
    if work == "push":
        push(desk, name, Path(more[0]))
    else:
        rows, thought, seconds = more
        tell(json.dumps(lend(desk, name, int(rows), float(thought), float(seconds))))
        desk.close()


if __name__ == "__main__":
    main()
