"""Excel and OpenDocument sheets, by python-calamine (the extra `excel`); one sheet in memory."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from altui.data.files import reading
from altui.data.schema import check_names
from altui.data.table import Row, Table
from altui.errors import InputError


class ExcelTable(Table):
    """The first row that is not empty is the header. `line` is the row number Excel shows."""

    unit = "row"

    def __init__(self, path: Path, sheet: str | None = None) -> None:
        names, chosen, content, first = _load(path, sheet)
        rows = [
            Row(number, tuple(map(_as_text, cells))) for number, cells in enumerate(content, first)
        ]
        filled = [row for row in rows if any(row.cells)]
        if len(filled) < 2:
            raise InputError(
                f"sheet '{chosen}' has no row below a header",
                where=str(path),
                hint=f"The sheets are {', '.join(names)}; choose one with `sheet`.",
            )
        super().__init__(path, "excel", filled[0].cells)
        self._rows = filled[1:]
        if len(names) > 1 and sheet is None:
            self.notes.append(f"sheet '{chosen}' of {len(names)} is read: {', '.join(names)}")
        blank = rows[-1].line - filled[0].line + 1 - len(filled)
        if blank:
            self.notes.append(f"{blank:,} blank rows are passed over")

    def __iter__(self) -> Iterator[Row]:
        for count, row in enumerate(self._rows, start=1):
            self.position = count
            yield row

    @property
    def fraction(self) -> float:
        return self.position / len(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def cells(self, row: int) -> tuple[str, ...]:
        return self._rows[row].cells

    def line(self, row: int) -> int:
        return self._rows[row].line


def _load(path: Path, sheet: str | None) -> tuple[list[str], str, Sequence[Sequence[Any]], int]:
    """The names of the sheets, the one that is read, its cells, and its first row's number."""
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
        names = book.sheet_names
        if sheet is not None:
            check_names([sheet], names, str(path), "sheet")
        elif not names:
            raise CalamineError("there is no sheet in it")
        chosen = sheet if sheet is not None else names[0]
        page = book.get_sheet_by_name(chosen)
        first = page.start[0] + 1 if page.start else 1
        return names, chosen, page.to_python(skip_empty_area=True), first
    except CalamineError as error:
        raise InputError(
            f"this is no Excel file, or a damaged one: {error}",
            where=str(path),
            hint="Open it in Excel and save it again, or save the sheet as CSV.",
        ) from None


def _as_text(value: Any) -> str:
    """A cell as Excel would show it without a format: 3 and not 3.0, TRUE, ISO dates."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    return "" if value is None else str(value)
