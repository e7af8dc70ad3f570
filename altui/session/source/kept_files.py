"""The files in which a session's data are kept: how large they are, and how they are cleared."""

import shutil
from pathlib import Path

SUFFIX = ".kept"

SPARED = 200_000_000
"""Bytes on the disk that are left for labels, whatever is kept."""


def has_room(folder: Path, size: int) -> bool:
    """Whether so many bytes can be kept twice, as while a file takes the place of another."""
    return shutil.disk_usage(folder).free > 2 * size + SPARED


def kept_size(folder: Path) -> int:
    """Bytes of all that is kept in the folder beside a session."""
    return sum(path.stat().st_size for path in _kept_files(folder))


def clear(folder: Path) -> int:
    """Remove all that is kept; returns how many bytes that were."""
    size = kept_size(folder)
    for path in _kept_files(folder):
        path.unlink(missing_ok=True)
    return size


def _kept_files(folder: Path) -> list[Path]:
    return [path for path in folder.glob(f"*{SUFFIX}") if path.is_file()]
