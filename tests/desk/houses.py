"""A desk of each kind, for several people, and what the tests push to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from altui.desk.chains import NO_HEAD, Head, Link, Project, seal
from altui.desk.file import FileDesk
from altui.desk.memory import Board, MemoryDesk
from altui.desk.protocol import Desk, Wish

PROJECT = Project("5e" * 16, 1000, ("ham", "spam"), 7)


class House(Protocol):
    """One desk. `person` opens it for one more person, who has not joined yet."""

    def person(self, name: str) -> Desk: ...

    def pass_time(self, seconds: float) -> None: ...

    def close(self) -> None: ...


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


class Kept:
    """What all houses do: they close what they opened."""

    def __init__(self, make: Callable[[str], Desk]) -> None:
        self._make = make
        self._desks: list[Desk] = []

    def person(self, name: str) -> Desk:
        self._desks.append(self._make(name))
        return self._desks[-1]

    def close(self) -> None:
        for desk in self._desks:
            desk.close()


class MemoryHouse(Kept):
    def __init__(self) -> None:
        self.clock = Clock()
        self.board = Board(self.clock)
        super().__init__(lambda _: MemoryDesk(self.board))

    def pass_time(self, seconds: float) -> None:
        self.clock.now += seconds


class FileHouse(Kept):
    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.data = folder / "messages.csv"
        self.data.write_text("id,text\n1,hello\n")
        super().__init__(lambda _: FileDesk(self.data, clock=self.clock))

    def pass_time(self, seconds: float) -> None:
        self.clock.now += seconds


def joined(house: House, name: str, head: Head = NO_HEAD) -> Desk:
    desk = house.person(name.partition("#")[0])
    desk.join(PROJECT, name, head)
    return desk


def chain_of(name: str, count: int, *, after: Head = NO_HEAD, word: str = "label") -> list[Link]:
    """`count` links that go on after a head."""
    links: list[Link] = []
    sequence, previous = after
    for number in range(sequence + 1, sequence + count + 1):
        body = f'{number}\n"{word} {number} of {name}"'
        links.append(Link(name, number, previous, seal(previous, body), body))
        previous = links[-1].hash
    return links


def head_of(links: list[Link]) -> Head:
    return (links[-1].sequence, links[-1].hash) if links else NO_HEAD


def wishes(rows: str | Iterable[str], slots: int = 1) -> list[Wish]:
    """`wishes("a b c")`"""
    listed = rows.split() if isinstance(rows, str) else rows
    return [Wish(row_id, slots) for row_id in listed]
