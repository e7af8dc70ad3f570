"""A small file of the person's, read whole."""

from __future__ import annotations

from pathlib import Path

from altui.errors import InputError

LARGEST = 200_000
"""Bytes of settings or guidelines; nobody writes or reads more of them."""


def read_small_file(path: Path) -> bytes:
    """What the file holds, or the beginning of more than LARGEST bytes. InputError where it
    cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from error
