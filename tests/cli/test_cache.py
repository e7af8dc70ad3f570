"""`altui cache`: what is kept for a quick start is told and cleared, and nothing else."""

from __future__ import annotations

from pathlib import Path

from altui.session.store.companion import companion_folder
from tests.cli.doors import Door
from tests.cli.sessions import label


def test_what_is_kept_is_told_and_cleared(altui: Door, clouds: Path) -> None:
    session = Path(label(clouds, range(3)))
    folder = companion_folder(session)
    folder.mkdir(exist_ok=True)
    (folder / "features.kept").write_bytes(b"x" * 57_800_000)
    (folder / "notes.txt").write_text("the person's own")
    before = session.read_bytes()
    assert "57.8 MB for a quick start" in altui("status", session).out
    assert altui("cache", clouds).out == f"{folder.name}: 57.8 MB kept\n"
    assert altui("cache", session, "--clear").out == f"{folder.name}: 57.8 MB cleared\n"
    assert altui("cache", session).out == f"{folder.name}: nothing kept\n"
    assert (folder / "notes.txt").exists() and session.read_bytes() == before
    assert "quick start" not in altui("status", session).out
