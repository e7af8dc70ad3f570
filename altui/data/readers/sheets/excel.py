"""The table in a sheet of an Excel or OpenDocument workbook; one sheet in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from altui.data.layout import Layout
from altui.data.readers.sheets.cutting import Cut, cut_table
from altui.data.readers.sheets.markup import Markup, read_markup
from altui.data.readers.sheets.rows import formula_notes, merged_notes, rows_of, sheet_notes
from altui.data.readers.sheets.workbook import Sheet, load_sheet
from altui.data.table import Row, Table
from altui.errors import InputError


class ExcelTable(Table):
    """Rows that the person sees, with their values; `line` is the row number Excel shows.

    A layout of version 0 takes the first filled row of the very first sheet for the header.
    """

    unit = "row"

    def __init__(self, path: Path, wanted: Layout = Layout()) -> None:  # noqa: B008
        sheet, is_legacy = wanted.sheet, not wanted.version
        page = load_sheet(path, sheet, is_legacy=is_legacy)
        markup = Markup() if is_legacy else read_markup(path, page.name)
        found = rows_of(page, markup)
        if is_legacy:
            cut = Cut(found.filled[0] if found.filled else None, found.filled[1:])
            width = len(cut.body[0].cells) if cut.body else 0
        else:
            cut = _cut(path, found.filled, wanted)
            width = cut.width if cut.body else 0
        if not cut.body:
            raise _no_row(path, page)
        names = cut.header.cells[:width] if cut.header else ("",) * width
        super().__init__(path, "excel", names)
        if wanted.version:
            row = cut.header.line if cut.header else 0
            self.layout = Layout(sheet=page.name, header_row=row, first_row=cut.first_row)
            self.questions = cut.questions
        self._rows = [Row(row.line, row.cells[:width]) for row in cut.body]
        self._values = [found.values[row.line][:width] for row in cut.body]
        lines = [row.line for row in self._rows]
        self.notes = [*([] if sheet and is_legacy else sheet_notes(page)), *cut.notes]
        self.notes += found.notes()
        self.notes += [] if is_legacy else merged_notes(page, self.columns, lines)
        self.notes += formula_notes(markup)

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

    def values(self, row: int) -> Sequence[Any]:
        """The cells with their types, for a workbook that is written of them."""
        return self._values[row]

    def line(self, row: int) -> int:
        return self._rows[row].line


def _cut(path: Path, rows: Sequence[Row], wanted: Layout) -> Cut:
    try:
        return cut_table(rows, wanted.header_row, wanted.first_row)
    except InputError as error:
        error.where = str(path)
        raise


def _no_row(path: Path, page: Sheet) -> InputError:
    others = [name for name in page.names if name != page.name]
    return InputError(
        f"sheet '{page.name}' has no row below a header",
        where=str(path),
        hint=f"The other sheets are {', '.join(others)}; choose one with `sheet`."
        if others
        else "It needs a row of column names and at least one row below it.",
    )
