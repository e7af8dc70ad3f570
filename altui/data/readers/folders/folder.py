"""Which table the files of a folder or of a pattern of names are, by their endings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from altui.data.files import reading
from altui.data.layout import Layout
from altui.data.paths.endings import DATABASE_ENDINGS, ENDINGS, PICTURE_ENDINGS
from altui.data.paths.members import MARK
from altui.data.paths.places import base_of, children, contents, is_pattern
from altui.data.paths.remote import is_remote
from altui.data.paths.set_files import beside, files_by_key
from altui.data.table import Table
from altui.errors import InputError

LISTED = 10
SETS = {"Parquet files": (".parquet",), "texts": (".txt",), "pictures": PICTURE_ENDINGS}


def open_folder(
    place: Path,
    layout: Layout,
    scratch: Path | None,
    on_progress: Callable[[float], None] | None = None,
) -> Table:
    """Raises InputError, with what there is to choose from, for files of several kinds."""
    with reading(base_of(place)):
        files, others = (children(place), []) if is_pattern(place) else contents(place)
        if is_remote(place):
            others = []  # there they are nothing by themselves
        by_class = files_by_class(others) if others and not files else []
        by_key = [] if by_class else files_by_key(place)
    if by_class or by_key:
        files, others = by_class or [each.path for each in by_key], []
    _check_names(files)
    kind = None if others else _kind_of(files)
    if kind == "Parquet files":
        from altui.data.readers.partitions.opening import open_parquet_set

        return open_parquet_set(place, by_key or beside(files), layout, scratch, on_progress)
    if kind == "texts":
        from altui.data.readers.folders.text_files import TextFiles

        return TextFiles(place, files, scratch, on_progress)
    if kind == "pictures":
        from altui.data.readers.folders.picture_files import PictureFiles

        return PictureFiles(place, files)
    raise _no_table(place, files, others)


def files_by_class(folders: list[Path]) -> list[Path]:
    """The files of several folders of only texts, or only pictures; none where anything else is in
    them."""
    found = list(map(contents, folders))
    files = [file for held, _ in found for file in held]
    is_flat = not any(below for _, below in found)
    several = sum(1 for held, _ in found if held) > 1
    return files if is_flat and several and _kind_of(files) in ("texts", "pictures") else []


def _check_names(files: list[Path]) -> None:
    """A row is called by its file, and a name that is no text cannot be kept."""
    for file in files:
        try:
            file.name.encode("utf-8")
        except UnicodeEncodeError:
            raise InputError(
                "the name of this file is no UTF-8", where=str(file), hint="Rename it."
            ) from None


def _kind_of(files: list[Path]) -> str | None:
    found = {file.suffix.lower() for file in files}
    fitting = (name for name, endings in SETS.items() if found and found.issubset(endings))
    return next(fitting, None)


def _no_table(place: Path, files: list[Path], others: list[Path]) -> InputError:
    if is_pattern(place):
        said = "no file has such a name" if not files else "these files are of several kinds"
        return InputError(said, where=str(place), hint=f"A pattern means {_sets()}.")
    if not files and not others:
        return InputError("this folder is empty", where=str(place), hint="Name a file or a folder.")
    choice = list(_choices(place, files, others))
    more = f", and {len(choice) - LISTED} more" if len(choice) > LISTED else ""
    listed = ", ".join(choice[:LISTED])
    name = f"Name one thing in it: {listed}{more}." if choice else "There is no table in it."
    return InputError(
        "this is a folder, and not all of it is one table",
        where=str(place),
        hint=f"{name}\nA folder is one table if it holds only {_sets()}.",
    )


def _sets() -> str:
    first, *rest = SETS
    others = " or ".join(f"only {name}" for name in rest)
    return (
        f"{first} of one schema (or folders of them, such as year=2024/), {others}, or folders of "
        "these, one for each class"
    )


def _choices(place: Path, files: list[Path], others: list[Path]) -> list[str]:
    found = []
    for file in files:
        name = file.name.lower()
        if name.endswith(DATABASE_ENDINGS):
            found.append(f"'{place / file.name}{MARK}TABLE'")
        elif name.removesuffix(".gz").endswith(ENDINGS):
            found.append(f"'{place / file.name}'")
    for endings in SETS.values():
        several = [file for file in files if file.suffix.lower() in endings]
        found += [
            f"'{place / f'*{ending}'}'"
            for ending, count in sorted(Counter(file.suffix for file in several).items())
            if count > 1
        ]
    return found + [f"'{folder}/'" for folder in others]
