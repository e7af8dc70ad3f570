"""A sheet of a workbook as python-calamine (the extra `excel`) gives it, whole in memory."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from altui.data.files import reading
from altui.data.schema import check_names
from altui.errors import InputError

HEAD = 4096
PACKED = b"PK"


@dataclass(frozen=True)
class Sheet:
    """The cells of the used part of a sheet; `first` is the row and the column where that begins,
    from 0. `merged` holds blocks as ((row, column), (row, column)), both ends within."""

    name: str
    names: tuple[str, ...]
    hidden_names: tuple[str, ...]
    cells: Sequence[Sequence[Any]]
    first: tuple[int, int]
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]


def load_sheet(path: Path, wanted: str | None, *, is_legacy: bool = False) -> Sheet:
    """The sheet of that name, or the first visible one (the very first for older sessions).

    Raises InputError for what is no workbook, and for a sheet that is not there.
    """
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise InputError(
            "reading Excel needs an extra package",
            where=str(path),
            hint="Install it: pip install 'altui[excel]'",
        ) from None
    with reading(path):
        path.open("rb").close()
    try:
        book = CalamineWorkbook.from_path(path)
        names = tuple(book.sheet_names)
        hidden = tuple(each.name for each in book.sheets_metadata if not _is_visible(each))
        chosen = wanted or _first_sheet(names, () if is_legacy else hidden)
        check_names([chosen], names, str(path), "sheet")
        page = book.get_sheet_by_name(chosen)
        cells = page.to_python(skip_empty_area=True)
        merged = getattr(page, "merged_cell_ranges", None) or ()
        return Sheet(chosen, names, hidden, cells, page.start or (0, 0), merged)
    except CalamineError as error:
        raise _no_workbook(path, error) from None


def _no_workbook(path: Path, error: Exception) -> InputError:
    """Many a program writes a web page or tabbed text and names it .xls."""
    with path.open("rb") as file:
        head = file.read(HEAD).lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        return InputError("the file is empty", where=str(path))
    if head.startswith(b"<"):
        what, hint = "a web page or XML", "Open it in Excel and save it as .xlsx."
    elif b"\0" not in head and not head.startswith(PACKED):
        what, hint = "text", "Rename it to end in .csv or .tsv."
    else:
        return InputError(
            f"this is no Excel file, or a damaged one: {error}",
            where=str(path),
            hint="Open it in Excel and save it again, or save the sheet as CSV.",
        )
    return InputError(f"this is no Excel file but {what}", where=str(path), hint=hint)


def _is_visible(sheet: Any) -> bool:
    return str(sheet.visible).endswith("Visible") and str(sheet.typ).endswith("WorkSheet")


def _first_sheet(names: Sequence[str], hidden: Sequence[str]) -> str:
    from python_calamine import CalamineError

    if not names:
        raise CalamineError("there is no sheet in it")
    return next((name for name in names if name not in hidden), names[0])


def as_text(value: Any) -> str:
    """A cell as Excel would show it without a format: 3 and not 3.0, TRUE, ISO dates."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    return "" if value is None else str(value)
