"""The member of a zip archive that is meant: the only one, or the one that is named."""

from __future__ import annotations

from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from altui.data.files import reading
from altui.data.paths.members import MARK
from altui.errors import InputError
from altui.suggestions import find_nearest

OFFICE = {"[Content_Types].xml", "mimetype"}
"""Members that workbooks and documents have, which are zip archives too."""

MOST_NAMED = 10


def member_name(path: Path, named: str) -> str:
    """The name of the member; empty where the file is no zip archive at all."""
    with reading(path), path.open("rb") as file:
        if file.read(2) != b"PK":
            return ""
        return _choose(path, _archive(path, file), named).filename


def open_member(packed: IO[bytes], path: Path, named: str) -> IO[bytes]:
    archive = _archive(path, packed)
    chosen = _choose(path, archive, named)
    try:
        return archive.open(chosen)
    except (RuntimeError, BadZipFile, EOFError) as error:
        is_locked = bool(chosen.flag_bits & 1)
        what = "is locked with a password" if is_locked else f"cannot be unpacked: {error}"
        raise InputError(
            f"'{chosen.filename}' in the zip file {what}",
            where=str(path),
            hint="Unpack it yourself with unzip and name that file.",
        ) from None


def _archive(path: Path, file: IO[bytes]) -> ZipFile:
    try:
        archive = ZipFile(file)
        names = set(archive.namelist())
    except (BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise InputError(
            f"this is a zip archive or an Excel file, and damaged: {error}",
            where=str(path),
            hint="Copy or download it again; unzip -t tells whether it is whole.",
        ) from None
    if names & OFFICE:
        raise InputError(
            "this is a zip archive or an Excel file, not text",
            where=str(path),
            hint="Rename it to end in .xlsx, or .ods.",
        )
    return archive


def _choose(path: Path, archive: ZipFile, named: str) -> ZipInfo:
    members = [each for each in archive.infolist() if not _is_aside(each)]
    if not members:
        raise InputError(
            "there is no file in this zip archive", where=str(path), hint="Pack the data again."
        )
    if named:
        return _named(path, members, named)
    if len(members) > 1:
        raise InputError(
            f"there are {len(members):,} files in this zip archive",
            where=str(path),
            hint=f"Name one of them: {_listed(path, [each.filename for each in members])}",
        )
    return members[0]


def _named(path: Path, members: list[ZipInfo], named: str) -> ZipInfo:
    found = next((each for each in members if each.filename == named), None)
    if found is None:
        names = [each.filename for each in members]
        close = find_nearest(named, names) or names
        raise InputError(
            f"there is no '{named}' in this zip archive",
            where=str(path),
            hint=f"Did you mean {_listed(path, close)}?",
        )
    return found


def _listed(path: Path, names: list[str]) -> str:
    shown = ", ".join(f"{path.name}{MARK}{name}" for name in names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return f"{shown} and {more:,} more" if more > 0 else shown


def _is_aside(member: ZipInfo) -> bool:
    """Folders, and what macOS puts beside each file."""
    parts = member.filename.split("/")
    return member.is_dir() or parts[0] == "__MACOSX" or parts[-1] == ".DS_Store"
