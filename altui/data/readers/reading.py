"""Which reader a file needs: by the ending of its name, and for text by what it holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from altui.data.files import check_regular
from altui.data.layout import Layout
from altui.data.paths.endings import DATABASE_ENDINGS, PACKED
from altui.data.paths.endings import ENDINGS as ENDINGS
from altui.data.paths.members import split_member
from altui.data.paths.places import database_part, is_pattern
from altui.data.paths.remote import is_remote, url_of
from altui.data.paths.set_files import beside
from altui.data.readers.hints import hint_for
from altui.data.readers.text.utf8_source import Progress
from altui.data.readers.text.zip_member import member_name
from altui.data.readers.text_tables import TEXT_KINDS, open_text
from altui.data.table import Table
from altui.errors import InputError

EXCEL = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
ARROW = (".arrow", ".feather")


def open_table(
    path: Path,
    *,
    sheet: str | None = None,
    layout: Layout | None = None,
    scratch: Path | None = None,
    on_progress: Progress = None,
) -> Table:
    """The table in a file, or in a part of it (`FILE.zip::member.csv`); `on_progress` is told the
    fraction read while it is looked through.

    What `layout` leaves open is found; the table's own is complete. `sheet` is short for a
    layout that names one. What is too large for memory goes into nameless files in the folder
    `scratch`.

    Raises InputError with file, line and column for whatever cannot be read.
    """
    layout = layout or Layout(sheet=sheet)
    table = _open(path, layout, scratch, on_progress)
    if layout.version:
        found = table.layout if table.layout.version else Layout()  # nothing had to be found
        if table.population is None:
            found = replace(found, drawn=None, drawn_by=None)
        table.layout = replace(found, kind=table.kind, drawn_from=None)
    return table


def _open(path: Path, layout: Layout, scratch: Path | None, on_progress: Progress) -> Table:
    is_one_file = not (_holds_tables(path) or _holds_files(path))
    ending = _ending(path) if is_one_file else ""
    if layout.sheet is not None and ending not in EXCEL:
        check_place(path)
        raise InputError(
            "only an Excel file has sheets", where=str(path), hint="Leave the sheet out."
        )
    if not is_one_file:
        return _open_several(path, layout, scratch, on_progress)
    check_place(path)
    if is_remote(path) and ending != ".parquet":
        raise InputError(
            "from another machine altui reads Parquet only",
            where=url_of(path),
            hint="Copy the file to this machine, or write it as Parquet.",
        )
    if ending in TEXT_KINDS:
        return open_text(path, ending, layout, scratch, on_progress)
    if ending == ".parquet":
        from altui.data.readers.partitions.opening import open_parquet_set

        return open_parquet_set(path, beside([path]), layout, scratch, on_progress)
    if ending in ARROW:
        from altui.data.readers.arrow.arrow_file import ArrowTable

        return ArrowTable(path, scratch)
    if ending in EXCEL:
        from altui.data.readers.sheets.excel import ExcelTable

        workbook = ExcelTable(path, layout)
        workbook.scratch = scratch
        return workbook
    raise _unknown(path, ending)


def _unknown(path: Path, ending: str) -> InputError:
    member = split_member(path)[1]
    others = (each for each in ENDINGS if each not in TEXT_KINDS)
    return InputError(
        f"altui cannot tell what is in a file that ends in '{ending}'"
        if ending
        else "the file's name has no ending that tells what is in it",
        where=str(path),
        hint=hint_for(Path(member) if member else path, ending)
        or f"It reads {', '.join(TEXT_KINDS)} (also with {', '.join(PACKED)}), "
        f"{', '.join(others)}.",
    )


def _holds_tables(path: Path) -> bool:
    is_database = path.suffix.lower() in DATABASE_ENDINGS and path.is_file()
    return is_database or database_part(path) is not None


def _holds_files(path: Path) -> bool:
    return is_pattern(path) or path.is_dir() or (is_remote(path) and not path.suffix)


def _open_several(path: Path, layout: Layout, scratch: Path | None, on_progress: Progress) -> Table:
    """A table of a database, or of the files of a folder."""
    if _holds_tables(path):
        from altui.data.readers.sqlite.table import SqliteTable

        return SqliteTable(path, scratch, on_progress)
    from altui.data.readers.folders.folder import open_folder

    return open_folder(path, layout, scratch, on_progress)


def check_place(path: Path) -> None:
    """Raises InputError unless there is something at the path, before anything is read."""
    part = database_part(path)
    if part is not None:
        check_regular(part[0])
    elif not (_holds_files(path) or is_remote(path)):
        check_regular(split_member(path)[0])


def _ending(path: Path) -> str:
    """The ending that says what is in a file, or in the member of an archive."""
    file, member = split_member(path)
    suffixes = [suffix.lower() for suffix in file.suffixes[-2:]]
    packing = suffixes.pop() if suffixes[-1:] and suffixes[-1] in PACKED else ""
    if packing == ".zip" and (member or not suffixes or suffixes[-1] not in TEXT_KINDS):
        name = member_name(file, member)
        suffixes = Path(name or file).suffixes[-1:]
    return suffixes[-1].lower() if suffixes else ""
