"""The Parquet files of one table: side by side, or in folders by key, such as
`rows/year=2024/month=1/part-0.parquet`, as Spark, pandas, Polars and DuckDB write large sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from altui.data.paths.places import (
    base_of,
    below_base,
    children,
    contents,
    is_by_key,
    is_pattern,
    spelled,
)
from altui.data.paths.remote import AT_ONCE
from altui.errors import InputError

ENDING = ".parquet"

MISSING = ("", "__HIVE_DEFAULT_PARTITION__")
"""What stands in the name of a folder whose key has no value."""


@dataclass(frozen=True)
class SetFile:
    """It lies `depth` folders by key below the folder of the set."""

    path: Path
    depth: int = 0

    @property
    def name(self) -> str:
        """Its path from the folder of the set, which tells the files of it apart."""
        return "/".join(self.path.parts[-1 - self.depth :])

    @property
    def keys(self) -> dict[str, str | None]:
        """What the names of its folders say of all its rows: columns, and their one value, which
        may be missing."""
        return dict(map(_key, self.path.parts[-1 - self.depth : -1]))


def beside(files: Iterable[Path]) -> list[SetFile]:
    """Files that lie side by side."""
    return [SetFile(file) for file in files]


def contents_of(folders: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """The files and the folders in all of these, in order."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(contents, folders))
    files, below = ([each for inside in found for each in inside[kind]] for kind in (0, 1))
    return files, below


def files_by_key(place: Path) -> list[SetFile]:
    """The files of the folders by key that a folder or a pattern means, in the order of their
    paths; none where it means something else. InputError, with what is in the way, where only some
    of it is such a set."""
    if is_pattern(place):
        if "**" in below_base(place):
            raise InputError(
                "a * stands for the name of one folder, and ** for no more",
                where=spelled(place),
                hint=f"Name the folder: '{spelled(base_of(place))}'. Or a * for each that lies in "
                "another: rows/*/*/*.parquet",
            )
        depth = len(below_base(place)) - 1
        files = children(place) if depth else []
        levels = ({file.parents[level] for file in files} for level in reversed(range(depth)))
        _check_levels(sorted(level) for level in levels)
    else:
        files, depth = _walk(place)
    others = [file for file in files if file.suffix.lower() != ENDING]
    if others and (is_pattern(place) or len(others) < len(files)):
        raise InputError(
            "in folders by key altui reads Parquet files only",
            where=spelled(others[0]),
            hint="Move the file away, or write it as Parquet.",
        )
    return [SetFile(file, depth) for file in files] if not others else []


def _walk(place: Path) -> tuple[list[Path], int]:
    """The files in the folders by key below a folder, and how deep they lie."""
    files, folders = contents(place)
    if not any(map(is_by_key, folders)) or any(file.suffix.lower() != ENDING for file in files):
        return [], 0
    above: list[str] = []
    while folders:
        if files:
            raise InputError(
                f"this file is less deep in folders than those in {spelled(folders[0])}",
                where=spelled(files[0]),
                hint="The files of one table lie equally deep in folders such as year=2024/: move "
                "the one or the others away.",
            )
        above.append(_check_level(folders, above))
        files, folders = contents_of(folders)
    return files, len(above)


def _check_levels(levels: Iterable[Sequence[Path]]) -> None:
    above: list[str] = []
    for folders in levels:
        if folders:
            above.append(_check_level(folders, above))


def _check_level(folders: Sequence[Path], above: Sequence[str]) -> str:
    """The key of all these folders. InputError where it is not the same, or stands in the names of
    the folders `above` already, as where a link leads back up."""
    first = next(filter(is_by_key, folders), folders[0])
    known = _key(first.name)[0]
    for folder in folders:
        key = _key(folder.name)[0]
        if not is_by_key(folder):
            said = "this folder is not named by a key and its value"
        elif key != known:
            said = f"the key is '{key}' here, and '{known}' in {spelled(first)}"
        elif key in above:
            said = f"the key '{key}' is that of a folder above it too"
        elif not _is_text(folder.name):
            said = "the name of this folder is no UTF-8"
        else:
            continue
        raise InputError(
            said,
            where=spelled(folder),
            hint="The folders of one table are named alike, such as year=2024/month=1/: rename "
            "this one, move it away, or name one of the others.",
        )
    return known


def _is_text(name: str) -> bool:
    with suppress(UnicodeEncodeError):
        return bool(name.encode("utf-8"))
    return False


def _key(name: str) -> tuple[str, str | None]:
    """The key and the value of a folder, in which special characters are written as %3A."""
    key, _, value = name.partition("=")
    text = unquote(value)
    return unquote(key), None if text in MISSING else text
