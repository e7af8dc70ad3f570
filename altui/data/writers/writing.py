"""A table written out again: the original cells untouched, further columns appended.

A file appears whole or not at all: it is written under another name beside its place first.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from altui.data.table import Table
from altui.data.writers.output import Extra, Output, nothing
from altui.errors import InputError, StorageError
from altui.limits import limit_behind


def write_table(
    table: Table,
    target: Path,
    extra_columns: Sequence[str] = (),
    extra: Extra = nothing,
    *,
    rows: Iterable[int] | None = None,
    for_spreadsheet: bool = False,
    overwrite: bool = False,
) -> int:
    """Writes .csv, .tsv, .jsonl or .parquet, and returns the number of rows.

    `for_spreadsheet` puts an apostrophe before what a spreadsheet would run as a formula. Raises
    InputError for a target that is there already, is the source itself, or has another ending.
    """
    output = _output(table, extra_columns, extra, rows, for_spreadsheet)
    write = _writer(target)
    _check_target(table, target, overwrite)
    with appearing(target) as stream:
        return write(output, stream)


def write_stream(
    table: Table,
    stream: BinaryIO,
    extra_columns: Sequence[str] = (),
    extra: Extra = nothing,
    *,
    rows: Iterable[int] | None = None,
    for_spreadsheet: bool = False,
) -> int:
    """The same as CSV into a stream of bytes, such as standard output."""
    from altui.data.writers.formats import write_csv

    return write_csv(_output(table, extra_columns, extra, rows, for_spreadsheet), stream)


def _output(
    table: Table,
    extra_columns: Sequence[str],
    extra: Extra,
    rows: Iterable[int] | None,
    for_spreadsheet: bool,
) -> Output:
    for name in extra_columns:
        if name in table.columns or name in table.header:
            raise InputError(
                f"the data already has a column '{name}'",
                where=str(table.path),
                hint="Is it an earlier export? Rename that column, or label the original file.",
            )
    chosen = None if rows is None else list(rows)
    return Output(table, tuple(extra_columns), extra, chosen, for_spreadsheet)


def _writer(target: Path) -> Callable[[Output, BinaryIO], int]:
    from altui.data.writers import formats

    ending = target.suffix.lower()
    if ending not in formats.WRITERS:
        raise InputError(
            f"altui cannot write a file that ends in '{ending}'",
            where=str(target),
            hint=f"Give it one of the endings {', '.join(formats.WRITERS)}.",
        )
    return formats.WRITERS[ending]


def _check_target(table: Table, target: Path, overwrite: bool) -> None:
    if not is_taken(target):
        return
    if target.is_dir():
        raise InputError("this is a folder", where=str(target), hint="Name a file in it.")
    if table.path.exists() and target.samefile(table.path):
        raise InputError(
            "this is the file that the data comes from",
            where=str(target),
            hint="Choose another name: the source is never overwritten.",
        )
    if not overwrite:
        check_free(target)


def check_free(
    target: Path, hint: str = "Choose another name, or allow it to be overwritten."
) -> None:
    """Raises InputError for a file that is there; asked before any work is done."""
    if is_taken(target):
        raise InputError("a file of this name already exists", where=str(target), hint=hint)


def is_taken(target: Path) -> bool:
    """Whether writing would replace something; a device or a pipe stays what it is."""
    return target.is_file() or target.is_dir()


@contextmanager
def appearing(target: Path) -> Iterator[BinaryIO]:
    """A stream whose content stands at `target` once all of it is on disk."""
    with _naming_failures(target):
        if target.exists() and not is_taken(target):
            # A rename would put a file in the place of the device.
            with target.open("wb") as stream:
                yield stream
            return
        # What a link points to is replaced, not the link.
        place = target.resolve() if target.is_symlink() else target
        draft = place.with_name(f".{place.name}.{os.getpid()}.part")
        try:
            with draft.open("wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            draft.replace(place)
        finally:
            draft.unlink(missing_ok=True)


@contextmanager
def _naming_failures(target: Path) -> Iterator[None]:
    where = str(target)
    try:
        yield
    except (FileNotFoundError, NotADirectoryError):
        raise InputError(
            "there is no such folder to write to", where=where, hint="Make it first: mkdir -p"
        ) from None
    except PermissionError:
        raise InputError(
            "you may not write here", where=where, hint="Choose another folder."
        ) from None
    except OSError as error:
        raise _not_written(error, where) from None


def _not_written(error: OSError, where: str) -> StorageError:
    limit = limit_behind(error)
    if limit is not None:
        return StorageError(limit[0], where=where, hint=limit[1])
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return StorageError(
        "the disk is full" if full else f"the file cannot be written: {error.strerror}",
        where=where,
        hint="Free some space or choose another place, then try again.",
    )
