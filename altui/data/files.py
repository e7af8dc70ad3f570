"""Opening what a person named: whatever goes wrong becomes a sentence with a way out."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from altui.errors import InputError
from altui.suggestions import ask_if_meant, find_nearest

# The first bytes of files that are often met under a name ending in .csv.
SIGNATURES = {
    b"PAR1": ("a Parquet file", "Rename it to end in .parquet."),
    b"PK\x03\x04": ("a zip archive or an Excel file", "Rename it to end in .xlsx, or unzip it."),
    b"\xd0\xcf\x11\xe0": ("an old Excel or Office file", "Rename it to end in .xls."),
    b"SQLite format 3": ("an SQLite database", "Rename it to end in .sqlite."),
    b"ARROW1": ("an Arrow (Feather) file", "Rename it to end in .arrow."),
    b"%PDF": ("a PDF document", "altui needs a table with one row per item to label."),
    b"BZh91AY&SY": ("compressed with bzip2", "Unpack it with bunzip2, or use gzip."),
    b"\xfd7zXZ": ("compressed with xz", "Unpack it with unxz, or use gzip."),
    b"\x28\xb5\x2f\xfd": ("compressed with zstd", "Unpack it with unzstd, or use gzip."),
    b"\x89PNG": ("a picture", "Name a folder of pictures: each is a row."),
    b"\x93NUMPY": ("a NumPy array", "Write it as CSV with a header line."),
}

NEW = "new-"
"""The start of the name of a file that is being written."""


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turns the operating system's refusals into InputErrors about `path`."""
    try:
        yield
    except FileNotFoundError:
        if path.is_symlink():
            raise InputError(
                f"this is a link to a file that is not there: '{path.readlink()}'",
                where=str(path),
                hint="Name the file itself, or make the link anew.",
            ) from None
        raise InputError("there is no such file", where=str(path), hint=_siblings(path)) from None
    except NotADirectoryError:
        raise InputError(
            "a part of this path is a file, not a folder", where=str(path), hint="Check the path."
        ) from None
    except IsADirectoryError:
        raise _is_folder(path) from None
    except PermissionError:
        raise InputError(
            "you may not read this file",
            where=str(path),
            hint="Ask its owner, or change its mode: chmod u+r.",
        ) from None
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise no_space(path) from None
        raise InputError(
            f"the file cannot be read: {error.strerror or error}",
            where=str(path),
            hint="Check the disk or copy the file elsewhere.",
        ) from None


def no_space(path: Path) -> InputError:
    return InputError(
        "there is no room for an unpacked working copy",
        where=str(path),
        hint="Free some space, or set TMPDIR to a folder on a larger disk.",
    )


def sync_folder(folder: Path) -> None:
    """What was given a name in it has that name after a power cut too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def check_regular(path: Path) -> None:
    """Raises InputError unless the path is a plain file with something in it."""
    if "\0" in str(path):
        raise InputError("a path cannot hold a NUL character", hint="Check the path.")
    with reading(path):
        status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise _is_folder(path)
    if not stat.S_ISREG(status.st_mode):
        raise InputError(
            "this is a pipe or device, not a file",
            where=str(path),
            hint="Save the data to a file first: it is read more than once.",
        )
    if not status.st_size:
        raise InputError(
            "the file is empty",
            where=str(path),
            hint="It needs a header line with column names and at least one row.",
        )


def refuse_binary(path: Path, head: bytes) -> None:
    """Raises InputError when a file that should be text starts like something else."""
    for signature, (what, hint) in SIGNATURES.items():
        if head.startswith(signature):
            raise InputError(f"this is {what}, not text", where=str(path), hint=hint)


def _is_folder(path: Path) -> InputError:
    try:
        inside = sorted(child.name for child in path.iterdir() if child.is_file())[:5]
    except OSError:
        inside = []
    hint = f"Name a file in it: {', '.join(inside)}." if inside else "Name a file."
    return InputError("this is a folder", where=str(path), hint=hint)


def _siblings(path: Path) -> str:
    try:
        names = [child.name for child in path.parent.iterdir()]
    except OSError:
        return f"There is no folder '{path.parent}'. Check the path."
    close = find_nearest(path.name, names)
    same_stem = [name for name in names if name.startswith(f"{path.stem}.") and name not in close]
    likely = [*close, *same_stem][:3]
    if not likely:
        return f"Check the name; the folder is '{path.parent.absolute()}'."
    return ask_if_meant(likely)
