from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.doors import Door, door
from tests.cli.sessions import write_clouds


@pytest.fixture
def altui(capsys: pytest.CaptureFixture[str]) -> Door:
    return door(capsys)


@pytest.fixture
def clouds(tmp_path: Path) -> Path:
    """A labeled file of 60 rows, two numbers and a class that they tell."""
    return write_clouds(tmp_path / "clouds.csv")
