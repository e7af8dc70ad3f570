from collections.abc import Iterator
from pathlib import Path

import pytest

from altui.session.session import Session
from tests.session.making import Data


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data.csv.altui"


@pytest.fixture
def data() -> Data:
    return Data(30, extras=True)


@pytest.fixture
def session(path: Path, data: Data) -> Iterator[Session]:
    """Rows 0 and 1 are known, 2 is a test row, 3 to 32 are the pool."""
    with data.begin(path) as session:
        yield session
