"""Whatever three people do in whatever order, each desk says what a dict says."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.desk.houses import FileHouse, House, MemoryHouse
from tests.desk.machine import ThreePeople


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


@pytest.mark.parametrize(("machine", "examples"), [(InMemory, 100), (InAFile, 15)])
def test_three_people_equal_a_dict(machine: type[ThreePeople], examples: int) -> None:
    run_state_machine_as_test(
        machine, settings=settings(max_examples=examples, stateful_step_count=30, deadline=None)
    )
