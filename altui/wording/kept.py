"""What is kept of a file, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.display.text import bytes_in_words
from altui.session.source.kept_files import kept_size

if TYPE_CHECKING:
    from pathlib import Path


WORTH_TELLING = 1_000_000
"""Bytes; nobody needs to clear less."""


def kept_rows(folder: Path) -> list[tuple[str, str]]:
    """For the status of the session that this folder is beside; empty where hardly anything is
    kept."""
    size = kept_size(folder)
    how = "altui cache --clear removes it"
    return (
        [("kept", f"{size_in_words(size)} for a quick start; {how}")]
        if size >= WORTH_TELLING
        else []
    )


def size_in_words(size: int) -> str:
    return bytes_in_words(size) if size else "nothing"
