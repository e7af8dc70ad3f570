"""Many people at one desk, each a process: what they got, and how long it took."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from altui.desk.postgres import owner
from tests.desk.people import start
from tests.desk.postgres.server import Server

PlaceOf = Callable[[str], str]
"""The desk's place for a person of that name."""


@dataclass(frozen=True)
class Crowd:
    """`got` are the rows lent, in seconds each call took, and calls that got no row."""

    got: list[str]
    lend: list[float]
    push: list[float]
    none: int

    @property
    def twice(self) -> int:
        return len(self.got) - len(set(self.got))


def run(
    place_of: PlaceOf, people: int, *, rows: int, thought: float = 0.0, seconds: float = 1e9
) -> Crowd:
    """All begin when the last one is ready."""
    names = [f"person{number}" for number in range(people)]
    started = [start("lend", place_of(name), name, rows, thought, seconds) for name in names]
    for each in started:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in started:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    told = [json.loads(each.communicate()[0]) for each in started]
    assert all(each.returncode == 0 for each in started)
    return Crowd(
        [row for each in told for row in each["got"]],
        [took for each in told for took in each["lend"]],
        [took for each in told for took in each["push"]],
        sum(each["none"] for each in told),
    )


@contextmanager
def file_place() -> Iterator[PlaceOf]:
    with TemporaryDirectory() as folder:
        data = Path(folder) / "messages.csv"
        data.write_text("id\n")
        yield lambda _: str(data)


@contextmanager
def server_place(server: Server, people: int) -> Iterator[PlaceOf]:
    """A database of its own, with that many members."""
    with psycopg.connect(server.url("admin", "postgres"), autocommit=True) as admin:
        admin.execute("CREATE DATABASE crowd")
        url = server.url("admin", "crowd")
        owner.init(url, "messages", None)
        for number in range(people):
            owner.add(url, f"person{number}", "messages")
        try:
            yield lambda name: server.url(name, "crowd")
        finally:
            admin.execute("DROP DATABASE crowd (FORCE)")
