"""Reads a small file of the user's."""

from __future__ import annotations

from pathlib import Path

from altui.errors import InputError

LARGEST = 200_000
"""The most bytes of a settings or guidelines file."""


def read_small_file(path: Path) -> bytes:
    """The file's content, at most LARGEST + 1 bytes. Raises InputError if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from error
