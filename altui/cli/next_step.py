"""What to type next for a person who has named no file: the files here that could be labeled."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from shlex import quote

from altui.data.paths.endings import FILE_KINDS, PACKED

LABEL_A_FILE = "altui label FILE"

MOST_NAMED = 3
MOST_LOOKED_AT = 1_000

EXPORTED = re.compile(r"\.labels(-\d+)?\.csv$")
"""What the screen exports; its labels are labeled."""


def label_commands(folder: Path | None = None) -> list[str]:
    """The command for each of the newest files of a folder that hold rows, ready to paste; none
    where no file is surely one."""
    files = sorted(_files_of_rows(folder or Path()), reverse=True)
    return [f"altui label {quote(name)}" for _, name in files[:MOST_NAMED]]


def next_command() -> str:
    """The command to go on with."""
    return next(iter(label_commands()), LABEL_A_FILE)


def _files_of_rows(folder: Path) -> Iterator[tuple[float, str]]:
    """(when it was changed, its name) of each file with the ending of a table."""
    try:
        with os.scandir(folder) as entries:
            for entry in islice(entries, MOST_LOOKED_AT):
                if _holds_rows(entry.name) and entry.is_file():
                    yield entry.stat().st_mtime, entry.name
    except OSError:
        return  # of a folder that cannot be read no file is named


def _holds_rows(name: str) -> bool:
    if not name.isprintable() or name.startswith((".", "-")) or EXPORTED.search(name):
        return False
    kinds = [each for each in FILE_KINDS if each.holds_rows]
    lower = name.lower()
    plain = tuple(ending for each in kinds for ending in each.endings)
    packed = tuple(
        ending + packing
        for each in kinds
        if each.may_be_packed
        for ending in each.endings
        for packing in PACKED
    )
    return lower.endswith(plain + packed)
