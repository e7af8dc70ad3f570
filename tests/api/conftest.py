from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples import write_messages


@pytest.fixture
def messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a file of 48 messages, which is the current one."""
    write_messages(tmp_path / "messages.csv")
    monkeypatch.chdir(tmp_path)
    return tmp_path
