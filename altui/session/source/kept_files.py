"""The files in which a session's data are kept: how large they are, and how they are cleared."""

from pathlib import Path

SUFFIX = ".kept"


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
