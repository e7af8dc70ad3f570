"""What surrounds a session: the folder beside it, for copies and caches."""

from __future__ import annotations

from pathlib import Path


def companion_folder(session: Path) -> Path:
    """The folder of what surrounds a session: lock, copies, caches."""
    return session.with_name(session.name + ".d")
