"""Places on another machine, as fsspec names them: `s3://bucket/rows/*.parquet`.

In a Path the two slashes behind the scheme are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from altui.errors import AltuiError, InputError

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:")  # of two letters or more: one is a drive
_OF_FILES = ("file:", "local:")

AT_ONCE = 8
"""Files or folders that are looked into at the same time: each is a round trip, or a few."""


def is_remote(place: Path) -> bool:
    return len(place.parts) > 1 and _SCHEME.fullmatch(place.parts[0]) is not None


def url_of(place: Path) -> str:
    """The place as it is typed."""
    scheme, *names = place.parts
    return f"{scheme}//{'/' * (scheme in _OF_FILES)}{'/'.join(names)}"


def remote_contents(folder: Path, pattern: str) -> tuple[list[Path], list[Path]]:
    """The files and the folders of a remote folder whose names fit the pattern, each by name; not
    what is hidden."""
    system, path = file_system(folder)
    with reaching(folder):
        system.invalidate_cache(path)
        there = system.ls(path, detail=True)
    named = sorted((each["name"].rstrip("/").rpartition("/")[2], each["type"]) for each in there)

    def of(kind: str) -> list[Path]:
        return [
            folder / name
            for name, its_kind in named
            if its_kind == kind and fnmatchcase(name, pattern) and not name.startswith((".", "_"))
        ]

    return of("file"), of("directory")


def remote_is_there(place: Path) -> bool:
    system, path = file_system(place)
    with reaching(place):
        return bool(system.exists(path))


def open_remote(place: Path, mode: str = "rb") -> Any:
    """A file of fsspec; who opens it closes it."""
    system, path = file_system(place)
    with reaching(place):
        return system.open(path, mode)


def file_system(place: Path) -> tuple[Any, str]:
    """The file system, and the path within it. InputError where a package for it is missing."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise InputError(
            "reading from another machine needs an extra package",
            where=url_of(place),
            hint="Install it: pip install 'altui[remote]'",
        ) from None
    try:
        system, path = url_to_fs(url_of(place))
    except ImportError as error:
        raise InputError(
            f"this kind of place needs one more package: {error}", where=url_of(place)
        ) from None
    except ValueError as error:
        raise InputError(
            f"this place cannot be read: {error}",
            where=url_of(place),
            hint="s3://BUCKET/FOLDER/*.parquet, gs://... and what else fsspec knows.",
        ) from None
    return system, path


@contextmanager
def reaching(place: Path) -> Iterator[None]:
    """Turns what a file system of another machine raises into an InputError about `place`."""
    try:
        yield
    except AltuiError:
        raise
    except FileNotFoundError:
        raise InputError(
            "there is no such file or folder", where=url_of(place), hint="Check the name."
        ) from None
    except PermissionError as error:
        raise InputError(
            f"you may not read this: {error}", where=url_of(place), hint="Check who you are there."
        ) from None
    # Every kind of file system has errors of its own.
    except Exception as error:  # noqa: BLE001
        raise InputError(
            f"it cannot be reached: {str(error)[:200] or type(error).__name__}",
            where=url_of(place),
            hint="Check the network and who you are there, then try again.",
        ) from None
