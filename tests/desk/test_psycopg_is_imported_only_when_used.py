"""Who works alone, or at a desk in a file, needs no psycopg and does not wait for its import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from altui.desk.chains import DeskError
from altui.desk.file import FileDesk
from altui.desk.opening import open_desk


def test_its_import_waits_until_a_server_is_named() -> None:
    names = "altui.desk.opening", "altui.desk.postgres.desk", "altui.desk.postgres.owner"
    code = f"import sys, {', '.join(names)}; sys.exit('psycopg' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_where_it_is_missing_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(DeskError, match="needs psycopg") as refused:
        open_desk("postgresql://kim@localhost/altui", Path("messages.csv"))
    assert "altui[team]" in refused.value.hint


def test_without_an_address_the_desk_is_beside_the_data() -> None:
    desk = open_desk("", Path("/data/messages.csv"))
    assert isinstance(desk, FileDesk)
    assert desk.place == "/data/messages.csv.altui.team"


def test_anything_else_is_no_address() -> None:
    with pytest.raises(DeskError, match="no address of a desk"):
        open_desk("db.example", Path("messages.csv"))
