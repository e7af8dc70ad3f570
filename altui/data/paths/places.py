"""What a person may name as data: a file, a table in a database, a folder, or a pattern of names.

All of them travel as one Path: `data.csv`, `archive.zip::data.csv`, `calls.sqlite::messages`,
`rows`, `rows/*.parquet`, `rows/day=2024-*/*.parquet`, `s3://bucket/rows/*.parquet`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path

from altui.data.paths.endings import DATABASE_ENDINGS, stem_of
from altui.data.paths.members import MARK, SLASH, is_member, split_member
from altui.data.paths.remote import is_remote, remote_contents, remote_is_there, url_of

ARCHIVE = ".zip"
_QUERY = re.compile(r"(select|with|values)\b", re.IGNORECASE)
_PATTERN = re.compile(r"[*?\[]")
_UNFIT = re.compile(r"[^\w.-]+")
_MAGIC = b"SQLite format 3\0"


def named_place(text: str) -> Path:
    """The Path for what was typed; one whose folder has no name in it gets its whole path."""
    head, mark, part = text.partition(MARK)
    place = Path(head + mark + part.replace("/", SLASH) if _has_parts(Path(head)) else text)
    if is_remote(place):
        return place
    if base_of(place).name in ("", ".."):
        return place.resolve()
    return place


def spelled(place: Path) -> str:
    """The place as it is typed."""
    if is_remote(place):
        return url_of(place)
    head, mark, part = str(place).partition(MARK)
    return head + mark + part.replace(SLASH, "/")


def whole(place: Path) -> Path:
    """The place as it is called from any folder."""
    return place if is_remote(place) else place.resolve()


def database_part(place: Path) -> tuple[Path, str] | None:
    """The database and what of it is named (a table or a query); None for any other place."""
    head, mark, part = place.name.partition(MARK)
    if not mark or not head or not _holds_tables(place.with_name(head)) or _is_there(place):
        return None
    return place.with_name(head), part.replace(SLASH, "/").strip()


def table_place(database: Path, table: str) -> Path:
    return database.with_name(f"{database.name}{MARK}{table.replace('/', SLASH)}")


def is_query(part: str) -> bool:
    return _QUERY.match(part) is not None


def is_pattern(place: Path) -> bool:
    """Not so a file with such a name, even where only its session is left."""
    if is_remote(place):
        return _PATTERN.search(place.name) is not None
    session = place.parent / f"{place.name}.altui"
    if _PATTERN.search(place.name) is None or is_member(place):
        return False
    return not _is_there(place) and not _is_there(session)


def base_of(place: Path) -> Path:
    """The folder that a pattern starts from; any other place itself. A pattern in the names of
    folders by key starts above the first of them, whose key is named in full."""
    if not is_pattern(place):
        return place
    folder = place.parent
    while any(map(is_pattern, (folder, *folder.parents))):
        folder = folder.parent
    while folder != place.parent and is_by_key(folder):
        folder = folder.parent
    return folder


def below_base(place: Path) -> tuple[str, ...]:
    """The parts of a pattern behind its base: one for each folder, and that for the files."""
    return place.parts[len(base_of(place).parts) :]


def is_by_key(folder: Path) -> bool:
    """Whether its name is a key and a value: `year=2024`."""
    return folder.name.find("=") > 0


def children(place: Path) -> list[Path]:
    """The files that a folder or a pattern of names means, by name; not what is hidden, and not
    what altui or another program keeps there for itself."""
    base, (*between, last) = base_of(place), below_base(place) or ("*",)
    parents = [base]
    for pattern in between:
        parents = [each for parent in parents for each in contents(parent, pattern)[1]]
    return [each for parent in parents for each in contents(parent, last)[0]]


def contents(folder: Path, pattern: str = "*") -> tuple[list[Path], list[Path]]:
    """The files and the folders in it that fit the pattern, each by name, as `children`."""
    if is_remote(folder):
        return remote_contents(folder, pattern)
    found: tuple[list[Path], list[Path]] = ([], [])
    with os.scandir(folder) as entries:
        for each in entries:
            if fnmatchcase(each.name, pattern) and not _is_aside(each.name):
                found[each.is_dir()].append(folder / each.name)
    return sorted(found[False]), sorted(found[True])


def is_there(place: Path) -> bool:
    part = database_part(place)
    if part is not None:
        return part[0].is_file()
    if is_remote(place):
        return remote_is_there(base_of(place))
    if is_pattern(place):
        return base_of(place).is_dir() and any(children(place))
    return split_member(place)[0].is_file() or place.is_dir()


def home(place: Path) -> Path:
    """The folder in which the session of a place lies: the current one, where the place is on
    another machine."""
    if is_remote(place):
        return Path()
    base = base_of(place)
    return base.parent if base.name else base


def name_at_home(place: Path) -> Path:
    """The place as it is called from its `home`."""
    if is_remote(place):
        return place
    return Path(base_of(place).name, *below_base(place))


def session_stem(place: Path) -> str:
    """The name of a place's session, without its ending."""
    part = database_part(place)
    if part is not None:
        return f"{part[0].name}.{_short(part[1])}" if part[1] else part[0].name
    if is_pattern(place):
        folder, pattern = base_of(place).name, "/".join(below_base(place))
        all_of_it = re.fullmatch(r"(\*/)*\*(\.\w+)?", pattern)
        return folder if all_of_it and folder else f"{folder}.{_short(pattern)}".lstrip(".")
    return place.name


def files_of(place: Path) -> Iterator[Path]:
    """The files here that must not be written over while their data are labeled."""
    if is_remote(place):
        return
    part = database_part(place)
    if part is not None:
        yield part[0]
    elif is_pattern(place):
        yield from children(place)
    elif place.is_dir():
        files, folders = contents(place)
        yield from files
        for folder in filter(is_by_key, folders):
            yield from files_of(folder)
    else:
        yield split_member(place)[0]


def folder_of(place: Path) -> Path | None:
    """The folder here all of whose files are the data, or may be."""
    if is_remote(place):
        return None
    return base_of(place) if is_pattern(place) or place.is_dir() else None


def export_stem(place: Path) -> str:
    """What a file of the labels of this place is called, without an ending."""
    if database_part(place) is not None or is_pattern(place):
        return session_stem(place)
    member = split_member(place)[1] if is_member(place) else ""
    return stem_of(Path(member).name or place.name)


def _short(part: str) -> str:
    """A part as a piece of a file's name: a table by its name, a query by a short mark."""
    plain = _UNFIT.sub("_", part)
    if plain == part and len(part) <= 60 and not is_query(part):
        return plain
    kind = "query" if is_query(part) else plain[:40].strip("_")
    return f"{kind}-{sha256(part.encode()).hexdigest()[:8]}"


def _has_parts(file: Path) -> bool:
    return file.suffix.lower() == ARCHIVE or _holds_tables(file)


def _holds_tables(file: Path) -> bool:
    if file.suffix.lower() in DATABASE_ENDINGS:
        return True
    try:
        with file.open("rb") as stream:
            return stream.read(len(_MAGIC)) == _MAGIC
    except (OSError, ValueError):
        return False


def _is_there(place: Path) -> bool:
    try:
        return place.exists()
    except (OSError, ValueError):
        return False


def _is_aside(name: str) -> bool:
    aside = name.startswith((".", "_")) or name in ("Thumbs.db", "desktop.ini")
    return aside or name.endswith((".altui", ".altui.d"))
