"""kill -9 of the server, or of a person: each label is at the desk once, and no answer that was
lost on the way makes a second one of it."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Condition, Event

import pytest

from altui.desk.chain_file import ChainFile
from altui.desk.chains import NO_HEAD, DeskGoneError, Link
from altui.desk.postgres.desk import PostgresDesk
from altui.desk.protocol import Desk
from tests.conftest import Tell
from tests.desk.houses import PROJECT, FileHouse, chain_of, head_of, joined
from tests.desk.people import start
from tests.desk.postgres.house import PEOPLE, PostgresHouse, furnish
from tests.desk.postgres.server import Server

KILLS = 50
FEW = 3
MORE = 60
"""Labels that are acknowledged between two kills, at most."""


def wait_a_moment(dice: random.Random) -> None:
    """So that a kill comes at any place of the work, not where an answer has just been read."""
    Event().wait(dice.uniform(0, 0.02))


class Run:
    """What four people have pushed, while a server is killed again and again."""

    def __init__(self) -> None:
        self.changed = Condition()
        self.acknowledged = 0
        self.failed = 0
        self.recognised = 0
        self.is_over = False

    def acknowledge(self, count: int) -> None:
        with self.changed:
            self.acknowledged += count
            self.changed.notify_all()

    def wait_for(self, more: int) -> None:
        with self.changed:
            goal = self.acknowledged + more
            assert self.changed.wait_for(lambda: self.acknowledged >= goal, 120)


def label_on(run: Run, server: Server, name: str) -> list[Link]:
    """Push one label after the other until all is over. Returns the own log."""
    desk: Desk = PostgresDesk(server.url(name))
    own: list[Link] = []
    acknowledged, is_lost = 0, False
    while not (run.is_over and acknowledged == len(own)):
        try:
            if is_lost or not own:
                there = desk.join(PROJECT, name, head_of(own)).get(name, NO_HEAD)[0]
                with run.changed:
                    run.recognised += there - acknowledged
                acknowledged, is_lost = there, False
            if acknowledged == len(own):
                own += chain_of(name, 1, after=head_of(own))
            head = desk.push(own[acknowledged:], answered=[f"{name} {len(own)}"])
            assert head == head_of(own)
            run.acknowledge(len(own) - acknowledged)
            acknowledged = len(own)
        except DeskGoneError:
            is_lost = True
            with run.changed:
                run.failed += 1
                run.changed.wait(0.1)
    desk.close()
    return own


def kill_again_and_again(kills: int, tell: Tell) -> None:
    server = Server()
    names = ("kim", "sam", "lee", "lou")
    assert set(PEOPLE) < set(names)
    run = Run()
    dice = random.Random(19)
    try:
        furnish(server, names)
        with ThreadPoolExecutor(len(names)) as people:
            labeling = [people.submit(label_on, run, server, name) for name in names]
            try:
                for _ in range(kills):
                    run.wait_for(dice.randint(1, MORE))
                    wait_a_moment(dice)
                    server.kill()
                    server.start()
                run.wait_for(1)
            finally:
                run.is_over = True
            logs = {name: each.result(60) for name, each in zip(names, labeling, strict=True)}
        desk = PostgresDesk(server.url("kim"))
        desk.join(PROJECT, "kim", head_of(logs["kim"]))
        there = pull_all(desk)
        desk.close()
    finally:
        server.stop()
    tell(
        f"{kills} kills of the server: {sum(map(len, logs.values())):,} labels of 4 people, "
        f"{run.failed:,} failed calls, {run.recognised} lost answers recognised, 0 lost, 0 twice"
    )
    assert there == logs


def pull_all(desk: Desk) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    while links := desk.pull({name: head_of(each) for name, each in found.items()}):
        for link in links:
            found.setdefault(link.chain, []).append(link)
    return found


@pytest.mark.usefixtures("server")  # which says where there is none
def test_a_few_kills_of_the_server(tell: Tell) -> None:
    kill_again_and_again(FEW, tell)


@pytest.mark.slow
@pytest.mark.timeout(1500)
@pytest.mark.usefixtures("server")
def test_fifty_kills_of_the_server(tell: Tell) -> None:
    kill_again_and_again(KILLS, tell)


def kill_a_person(place: str, own: Path, kills: int) -> int:
    """kim labels until the end comes, again and again. Returns what the desk acknowledged."""
    dice = random.Random(19)
    acknowledged = 0
    for _ in range(kills):
        with start("push", place, "kim", own) as person:
            assert person.stdout is not None
            for _ in range(dice.randint(1, 20)):
                acknowledged = max(acknowledged, int(person.stdout.readline()))
            wait_a_moment(dice)
            person.kill()
            for line in person.stdout:
                acknowledged = max(acknowledged, int(line))
    return acknowledged


def check_kim(place: str, own: Path, look: Callable[[], Desk], kills: int, tell: Tell) -> None:
    acknowledged = kill_a_person(place, own, kills)
    with closing(ChainFile.open(own)) as log:
        mine = [*log.links("kim")]
    there = pull_all(look())["kim"]
    assert there == mine[: len(there)]
    assert len(mine) >= len(there) >= acknowledged
    tell(
        f"{kills} kills of a person: {len(mine):,} labels, {acknowledged:,} acknowledged, "
        f"{len(there):,} at the desk, 0 lost, 0 twice"
    )


KILLS_OF_A_PERSON = [FEW, pytest.param(KILLS, marks=[pytest.mark.slow, pytest.mark.timeout(1500)])]


@pytest.mark.parametrize("kills", KILLS_OF_A_PERSON)
def test_a_person_at_a_file_is_killed(tmp_path: Path, kills: int, tell: Tell) -> None:
    house = FileHouse(tmp_path)
    check_kim(str(house.data), tmp_path / "own", lambda: joined(house, "sam"), kills, tell)
    house.close()


@pytest.mark.parametrize("kills", KILLS_OF_A_PERSON)
def test_a_person_at_a_server_is_killed(
    server: Server, tmp_path: Path, kills: int, tell: Tell
) -> None:
    house = PostgresHouse(server)
    check_kim(server.url("kim"), tmp_path / "own", lambda: joined(house, "sam"), kills, tell)
    house.close()
