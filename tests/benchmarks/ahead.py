"""How often a person waits for a loan: `python -m tests.benchmarks.ahead [--seconds N]`.

2, 8 and 32 people at one desk, in a file and on a PostgreSQL server of its own, with a second of
thought on average. Each is a process, and lends ahead as altui does: the row after each of two
answers, again when others have answered. All have the same two rankings, the worst case. No model
is trained: what is measured is the loan between a key and its row. A row counts as waited for where
that took longer than a frame; rows that two people got are counted too.

People are processes of this machine: with 32 of them its processors are measured as well.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from queue import SimpleQueue
from typing import Any, TypeVar, cast

import numpy as np

from altui.desk.chains import NO_HEAD, DeskGoneError, Head, Link, seal
from altui.desk.protocol import Desk, Wish
from altui.display.console import put_table, say
from altui.labeling.team.lending import DEPTH, Lending
from altui.labeling.team.mailbag import PULL_SPACING
from altui.labeling.team.moments import SPACING
from altui.labeling.team.reach import Reach
from altui.learning.rounds import Knowledge, Query, Round
from tests.benchmarks.desk import CROWDS, shown
from tests.desk.crowd import PlaceOf, file_place, server_place
from tests.desk.houses import PROJECT
from tests.desk.people import desk_at, tell
from tests.desk.postgres.server import WHY_NONE, Server

ROWS, ANSWERS, THOUGHT = 20_000, 2, 1.0
Result = TypeVar("Result")

FRAME = 0.016
"""Seconds."""

HEAD = (
    "people",
    "desk",
    "keys",
    "median, p95, p99 ms",
    "waited for",
    "longest ms",
    "none free",
    "rows twice",
)


class Person:
    """`answered` are the rows that anybody has, as far as this one has taken it in."""

    def __init__(self, desk: Desk, name: str) -> None:
        self.desk, self.name = desk, name
        self.rankings = [np.random.default_rng(seed).permutation(ROWS) for seed in range(ANSWERS)]
        self.available = np.ones(ROWS, bool)
        self.came: SimpleQueue[int] = SimpleQueue()
        self.given: SimpleQueue[int] = SimpleQueue()
        self.news = threading.Event()
        ids = [*map(str, range(ROWS))]
        self.lending = Lending(desk, ids, lambda _: 1, self.news.set, Reach(lambda: None))
        desk.join(PROJECT, name, NO_HEAD)
        for work in (self._bring, self._get):
            threading.Thread(target=work, daemon=True).start()
        self.lending.start()

    def next(self, answer: int) -> tuple[Round, Knowledge]:
        """The Round after one of the answers, with what others have answered by now."""
        ranking = self.rankings[answer]
        rows = ranking[self.available[ranking]][: DEPTH + 1].tolist()
        query, *rest = (Query(row, "margin") for row in rows)
        nothing = np.empty(0, int)
        known = Knowledge(0, nothing, nothing, self.available, 0)
        return Round(0, 0, 0, ROWS, (0, 0), query, None, ranking=tuple(rest)), known

    def choose(self, answer: int) -> tuple[int, float]:
        """The row, and how many seconds the choice took."""
        made, known = self.next(answer)
        begun = time.perf_counter()
        made = self.lending.choose(made, known)
        took = time.perf_counter() - begun
        assert made.query is not None
        self.lending.show(made.query.row)
        return made.query.row, took

    def read(self, row: int, seconds: float) -> None:
        """Meanwhile the rows after it are lent, again each time that others have answered."""
        self.available[row] = False
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            while not self.came.empty():
                self.available[self.came.get()] = False
            rounds = [self.next(answer) for answer in range(ANSWERS)]
            end = time.monotonic() + min(left, SPACING)
            while self._is_asked(rounds) and time.monotonic() < end:
                self.news.wait(max(end - time.monotonic(), 0))
                self.news.clear()
            time.sleep(max(end - time.monotonic(), 0))

    def _is_asked(self, rounds: list[tuple[Round, Knowledge]]) -> bool:
        """Whether the desk is asked for the row after an answer."""
        is_asked = None in [self.lending.prepare(*each) for each in rounds]
        if not is_asked:
            self.lending.tidy()
        return is_asked

    def answer(self, row: int) -> None:
        self.lending.forget([row])
        self.given.put(row)

    def _bring(self) -> None:
        head = NO_HEAD
        while True:
            row = self.given.get()
            body = str(row)
            link = Link(self.name, head[0] + 1, head[1], seal(head[1], body), body)
            while not _done(partial(self.desk.push, [link], answered=[body])):
                pass
            head = (link.sequence, link.hash)

    def _get(self) -> None:
        heads: dict[str, Head] = {}
        while True:
            _done(partial(self.desk.wait, 5))
            for link in _done(partial(self.desk.pull, heads)) or ():
                heads[link.chain] = (link.sequence, link.hash)
                self.came.put(int(link.body))
            time.sleep(PULL_SPACING)


def _done(call: Callable[[], Result]) -> Result | None:
    """What it returns; None where the desk is busy for longer than it is waited for."""
    try:
        return call()
    except DeskGoneError:
        return None


class Counting:
    """A desk that counts how often no wished row was free."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.none = 0

    def lend(self, wishes: Sequence[Wish], count: int) -> list[str]:
        lent = self._desk.lend(wishes, count)
        self.none += not lent
        return lent

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk, name)


def label(place: str, name: str, seconds: float) -> dict[str, object]:
    desk = Counting(desk_at(place))
    person = Person(cast(Desk, desk), name)
    chance = random.Random(name)
    tell("ready")
    sys.stdin.readline()
    took: list[float] = []
    row, rows, end = person.choose(0)[0], list[int](), time.monotonic() + seconds
    while time.monotonic() < end:
        person.read(row, chance.expovariate(1 / THOUGHT))
        person.answer(row)
        rows.append(row)
        row, waited = person.choose(chance.randrange(ANSWERS))
        took.append(waited)
    return {"took": took, "rows": rows, "none": desk.none}


def measure(kind: str, place_of: PlaceOf, people: int, seconds: float) -> list[str]:
    say(f"{people} people, {kind} ...")
    pipe = subprocess.PIPE
    names = [f"person{number}" for number in range(people)]
    words = [sys.executable, "-m", __spec__.name, "--person"]
    started = [
        subprocess.Popen(
            [*words, name, place_of(name), "--seconds", str(seconds)],
            stdin=pipe,
            stdout=pipe,
            text=True,
        )
        for name in names
    ]
    for each in started:
        assert each.stdout and each.stdout.readline() == "ready\n"
    for each in started:
        assert each.stdin
        each.stdin.write("\n")
        each.stdin.flush()
    told = [json.loads(each.communicate()[0]) for each in started]
    took = [each for one in told for each in one["took"]]
    rows = [row for one in told for row in one["rows"]]
    waited = sum(each > FRAME for each in took)
    return [
        str(people),
        kind,
        f"{len(took):,}",
        shown(took),
        f"{waited:,} ({100 * waited / len(took):.1f} %)",
        f"{1000 * max(took):.0f}",
        str(sum(one["none"] for one in told)),
        str(len(rows) - len({*rows})),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--people", type=int, nargs="+", default=CROWDS)
    parser.add_argument("--desks", nargs="+", default=("file", "server"))
    parser.add_argument("--person", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.person:
        name, place = asked.person
        tell(json.dumps(label(place, name, asked.seconds)))
        return
    if WHY_NONE is not None:
        sys.exit(WHY_NONE)
    server = Server()
    try:
        rows = []
        for people in asked.people:
            with file_place() as beside, server_place(server, people) as far:
                kinds = {"file": beside, "server": far}
                rows += [measure(each, kinds[each], people, asked.seconds) for each in asked.desks]
        put_table("Loans ahead of need", HEAD, rows, right=(0, 2, 3, 4, 5, 6, 7))
    finally:
        server.stop()


if __name__ == "__main__":
    main()
