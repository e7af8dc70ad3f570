"""A table written out again: the original cells untouched, further columns appended.

A file appears whole or not at all: it is written under another name beside its place first.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from typing import Any, BinaryIO

from altui.data.labels.earlier_export import OWN
from altui.data.paths.places import database_part, files_of, folder_of
from altui.data.table import Table
from altui.data.writers.output import Asked, Extra, Output, nothing
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
    format: str = "",  # noqa: A002
    asked: Asked = Asked(),  # noqa: B008
    outdated: tuple[str, ...] = (),
) -> int:
    """Writes the format of the target's ending, or the one that is named, or a new table of a
    database; returns the number of rows.

    `for_spreadsheet` puts an apostrophe before what a spreadsheet would run as a formula.
    `outdated` columns, which an earlier export has appended, are left out. Raises
    InputError for a target that is there already, is the source itself, or has another ending.
    """
    output = _output(table, extra_columns, extra, rows, for_spreadsheet)
    output = output._replace(asked=asked, outdated=outdated)
    part = database_part(target)
    if part is not None:
        from altui.data.writers.database import write_new_table

        with naming_failures(target):
            return write_new_table(output, *part)
    write = _writer(target, format)
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
    outdated: tuple[str, ...] = (),
) -> int:
    """The same as CSV in UTF-8 into a stream of bytes, such as standard output."""
    from altui.data.writers.formats import write_csv

    output = _output(table, extra_columns, extra, rows, for_spreadsheet)
    return write_csv(output._replace(is_like_source=False, outdated=outdated), stream)


def as_arrow(
    table: Table,
    extra_columns: Sequence[str] = (),
    extra: Extra = nothing,
    *,
    rows: Iterable[int] | None = None,
    outdated: tuple[str, ...] = (),
) -> Any:
    """The same as a pyarrow.Table in memory."""
    from altui.data.writers.arrow_table import arrow_columns

    output = _output(table, extra_columns, extra, rows, for_spreadsheet=False)
    return arrow_columns(output._replace(outdated=outdated))


def _output(
    table: Table,
    extra_columns: Sequence[str],
    extra: Extra,
    rows: Iterable[int] | None,
    for_spreadsheet: bool,
) -> Output:
    for name in extra_columns:
        # What an earlier export has appended is replaced by what holds now.
        if name in (*table.columns, *table.header) and not name.startswith(OWN):
            raise InputError(
                f"the data already has a column '{name}'",
                where=str(table.path),
                hint="Rename that column in the file.",
            )
    chosen = None if rows is None else list(rows)
    return Output(table, tuple(extra_columns), extra, chosen, for_spreadsheet)


def _writer(target: Path, format_: str) -> Callable[[Output, BinaryIO], int]:
    from altui.data.writers import formats

    if format_ in formats.TASKS:
        return formats.TASKS[format_][1]
    ending = f".{format_}" if format_ else target.suffix.lower()
    if ending not in formats.WRITERS:
        raise InputError(
            f"altui cannot write a file that ends in '{ending}'",
            where=str(target),
            hint=f"Give it one of the endings {', '.join(formats.WRITERS)}, or name a new table: "
            "FILE.sqlite::TABLE.",
        )
    return formats.WRITERS[ending]


def check_format(table: Table, target: Path, format_: str) -> None:
    """Raises InputError where the ending leaves open whether tasks of the tool that the data come
    from are meant."""
    from altui.data.writers.formats import TASKS

    ending = target.suffix.lower()
    if not format_ and table.kind in TASKS and ending == TASKS[table.kind][0]:
        raise InputError(
            f"the data are tasks of another tool: is '{target.name}' for it, or a table?",
            where=str(target),
            hint=f"Say which: `format` {table.kind}, or `format` {ending[1:]}.",
        )


def _check_target(table: Table, target: Path, overwrite: bool) -> None:
    folder = folder_of(table.path)
    if folder is not None and folder.resolve() in target.resolve().parents:
        raise InputError(
            "this is the folder that the data come from",
            where=str(target),
            hint="Choose another folder: a file more in it would be taken for a part of the data.",
        )
    if not is_taken(target):
        return
    if target.is_dir():
        raise _is_folder(target)
    if any(each.exists() and target.samefile(each) for each in files_of(table.path)):
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
    if target.is_dir():
        raise _is_folder(target)
    if is_taken(target):
        raise InputError("a file of this name already exists", where=str(target), hint=hint)


def _is_folder(target: Path) -> InputError:
    return InputError("this is a folder", where=str(target), hint="Name a file in it.")


def is_taken(target: Path) -> bool:
    """Whether writing would replace something; a device or a pipe stays what it is."""
    return target.is_file() or target.is_dir()


@contextmanager
def appearing(target: Path) -> Iterator[BinaryIO]:
    """A stream whose content stands at `target` once all of it is on disk."""
    with naming_failures(target):
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
def naming_failures(target: Path) -> Iterator[None]:
    """Every OSError of a write to `target` becomes a sentence with a way out."""
    where = str(target)
    try:
        yield
    except FileNotFoundError:
        raise InputError(
            "there is no such folder to write to",
            where=where,
            hint=f"Make it first: mkdir -p {quote(str(target.parent))}",
        ) from None
    except NotADirectoryError:
        raise InputError(
            "a part of this path is a file, not a folder", where=where, hint="Choose another place."
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
