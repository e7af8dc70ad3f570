"""A table as an Excel workbook, by openpyxl (the extra `excel`): numbers are numbers, text is text
and never a formula. Rows are streamed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from altui.data.readers.sheets.excel import ExcelTable
from altui.data.values.numbers import PLAIN_NUMBER
from altui.errors import InputError

if TYPE_CHECKING:
    from altui.data.writers.output import Output

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
LONGEST_CELL = 32_767  # UTF-16 units
DIGITS = 15  # as many as Excel keeps
# What XML cannot hold, or would change, is spelled as Excel spells it.
UNFIT = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def write_workbook(output: Output, stream: BinaryIO) -> int:
    try:
        from openpyxl import Workbook
    except ImportError:
        raise InputError(
            "writing Excel needs an extra package",
            hint="Install it: pip install 'altui[excel]'",
        ) from None
    table = output.table
    header = [*output.columns, *output.extra_columns]
    _check_size(str(table.path), len(table) if output.rows is None else len(output.rows), header)
    book = Workbook(write_only=True)
    page = book.create_sheet("altui")
    try:
        count = _write_rows(output, page, header)
    except BaseException:
        page.close()  # or it would complain, when it is cleared away, on stderr
        raise
    book.save(stream)
    return count


def _write_rows(output: Output, page: Any, header: Sequence[str]) -> int:
    table, cell_of, count = output.table, _cells_of(page), 0
    page.append([cell_of(name, str(table.path), is_text=True) for name in header])
    for index, values, extra in _rows(output):
        where = table.location(index)
        page.append([cell_of(value, where) for value in [*values, *extra]])
        count += 1
    return count


def _rows(output: Output) -> Iterator[tuple[int, Sequence[Any], Sequence[Any]]]:
    """Values with their types where the source has any."""
    table = output.table
    if isinstance(table, ExcelTable):
        for index in range(len(table)) if output.rows is None else output.rows:
            values = table.values(index)
            yield index, [values[place] for place in output.kept], output.extra(index)
        return
    for index, cells in output.indexed():
        yield index, [as_value(cell) for cell in cells], output.extra(index)


def as_value(cell: str) -> str | int | float | None:
    """A cell as a number where it is written as a plain one, which Excel can hold."""
    if not cell:
        return None
    if PLAIN_NUMBER.fullmatch(cell) is None:
        return cell
    digits = sum(map(str.isdigit, cell))
    if "." in cell:
        value = float(cell)
        return value if math.isfinite(value) and digits <= DIGITS + 2 else cell
    return int(cell) if digits <= DIGITS and cell != "-0" else cell


def _cells_of(page: Any) -> Callable[..., Any]:
    from openpyxl.cell import WriteOnlyCell

    def cell_of(value: Any, where: str, *, is_text: bool = False) -> Any:
        if not isinstance(value, str):
            return value
        text = _fit(value, where)
        if not is_text and text[:1] not in ("=", "#"):
            return text
        cell = WriteOnlyCell(page, value=text)
        cell.data_type = "s"  # or it would be a formula, or an error
        return cell

    return cell_of


def _fit(text: str, where: str) -> str:
    try:
        length = len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
    except UnicodeEncodeError:
        raise InputError(
            "a cell holds half of a surrogate pair, which only JSON can spell",
            where=where,
            hint="Write a .jsonl file instead.",
        ) from None
    if length > LONGEST_CELL:
        raise InputError(
            f"a cell has {length:,} characters, and Excel holds {LONGEST_CELL:,}",
            where=where,
            hint="Write a .csv or .parquet file instead: nothing is cut off.",
        )
    # openpyxl does not say of a cell of blanks only that they count.
    return "".join(map(_spelled, text)) if text.isspace() else UNFIT.sub(_spell, text)


def _spell(found: re.Match[str]) -> str:
    return _spelled(found[0])


def _spelled(character: str) -> str:
    return f"_x{ord(character):04X}_"


def _check_size(where: str, rows: int, header: Sequence[str]) -> None:
    if rows + 1 > MOST_ROWS or len(header) > MOST_COLUMNS:
        raise InputError(
            f"{rows:,} rows of {len(header):,} columns do not fit a sheet, which has "
            f"{MOST_ROWS:,} rows and {MOST_COLUMNS:,} columns",
            where=where,
            hint="Write a .csv or .parquet file instead.",
        )
