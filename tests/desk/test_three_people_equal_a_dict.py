"""Whatever three people do in whatever order, each desk says what a dict says."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.desk.houses import FileHouse, House, MemoryHouse
from tests.desk.machine import ThreePeople
from tests.desk.postgres.server import Server


class InMemory(ThreePeople):
    def make_house(self) -> House:
        return MemoryHouse()


class InAFile(ThreePeople):
    def make_house(self) -> House:
        self.folder = TemporaryDirectory()
        return FileHouse(Path(self.folder.name))

    def teardown(self) -> None:
        super().teardown()
        self.folder.cleanup()


def run(machine: type[ThreePeople], examples: int) -> None:
    run_state_machine_as_test(
        machine, settings=settings(max_examples=examples, stateful_step_count=30, deadline=None)
    )


def test_in_memory() -> None:
    run(InMemory, 100)


def test_in_a_file() -> None:
    run(InAFile, 15)


def test_on_a_server(server: Server) -> None:
    from tests.desk.postgres.house import PostgresHouse

    class OnAServer(ThreePeople):
        def make_house(self) -> House:
            return PostgresHouse(server)

    run(OnAServer, 15)
