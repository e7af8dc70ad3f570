"""The folder beside a session, for copies and caches."""

from __future__ import annotations

from pathlib import Path


def companion_folder(session: Path) -> Path:
    """The folder of a session's lock, copies and caches."""
    return session.with_name(session.name + ".d")
