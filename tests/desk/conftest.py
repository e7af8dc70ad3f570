"""The houses that the tests are run in: memory, a file, a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.houses import FileHouse, House, MemoryHouse
from tests.desk.postgres.server import Server

KINDS = ("memory", "file", "postgres")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One for all tests of a process."""
    from tests.desk.postgres.house import furnish, need_server

    need_server()
    running = Server()
    try:
        furnish(running)
        yield running
    finally:
        running.stop()


@pytest.fixture(params=KINDS)
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    made: House
    match request.param:
        case "memory":
            made = MemoryHouse()
        case "file":
            made = FileHouse(tmp_path)
        case _:
            from tests.desk.postgres.house import PostgresHouse

            made = PostgresHouse(request.getfixturevalue("server"))
    yield made
    made.close()
