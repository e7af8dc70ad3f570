"""The houses that the tests are run in: memory, a file, a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.houses import FileHouse, House, MemoryHouse

KINDS = ("memory", "file")


@pytest.fixture(params=KINDS)
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    made: House
    match request.param:
        case "memory":
            made = MemoryHouse()
        case _:
            made = FileHouse(tmp_path)
    yield made
    made.close()
