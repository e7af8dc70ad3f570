"""A part of a file by name: `archive.zip::member.csv`, `calls.sqlite::messages`.

A path that has `::` in it and is there as it stands is a file, whatever its name. A part may hold
a slash, which would part folders: `∕` (DIVISION SLASH) stands for it in the Path of a part.
"""

from __future__ import annotations

from pathlib import Path

MARK = "::"
SLASH = "∕"


def split_member(path: Path) -> tuple[Path, str]:
    """The file, and the name of its part; empty where none is named."""
    text = str(path)
    if MARK not in text or "\0" in text or path.exists():
        return path, ""
    file, _, member = text.partition(MARK)
    return Path(file), member.replace(SLASH, "/")


def is_member(path: Path) -> bool:
    """Whether it is a part of a file that is there."""
    file, member = split_member(path)
    return bool(member) and file.is_file()
