"""A part of a file by name: `archive.zip::member.csv`.

A path that has `::` in it and is there as it stands is a file, whatever its name.
"""

from __future__ import annotations

from pathlib import Path

MARK = "::"


def split_member(path: Path) -> tuple[Path, str]:
    """The file, and the name of its part; empty where none is named."""
    text = str(path)
    if MARK not in text or "\0" in text or path.exists():
        return path, ""
    file, _, member = text.partition(MARK)
    return Path(file), member


def is_data_file(path: Path) -> bool:
    """Whether the file is there, its part left aside."""
    return split_member(path)[0].is_file()
