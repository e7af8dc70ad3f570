"""Which cells are plain numbers, and their values: the fast path, and the reading of old sessions.

A plain number is what a program would write as one in ASCII digits: `-1.5`, `3e8`, ` 7 `. Not so:
`NA`, `nan`, `inf`, `1_000`, digits of other scripts, and (as they are codes) `007` and `-01`.
Blank cells are missing values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from altui.data.values.cells import ColumnCells

NUMERAL_BYTES = b"0123456789.eE+- \t\n"
PLAIN_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
"""A number as programs write it, which a cell with a type of its own can hold."""

LEADING_ZERO = re.compile(rb"\n[ \t]*[+-]?0[0-9]")


class NotNumericError(ValueError):
    """The cell at `index` is no number."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


def parse_numbers(cells: Sequence[str], *, codes: bool = False) -> NDArray[np.float64]:
    """The values of the cells, NaN for blank ones; `codes` lets `007` pass as 7.

    Raises NotNumericError for the first cell that is none.
    """
    values = plain_numbers(cells, codes=codes)
    if values is None:
        raise NotNumericError(_first_bad(cells, codes))
    return values


def plain_numbers(cells: Sequence[str], *, codes: bool = False) -> NDArray[np.float64] | None:
    """The same, and None where a cell is none. All cells are judged at once, which is several
    times faster than one by one."""
    if isinstance(cells, ColumnCells):
        ready = cells.numbers(codes=codes)
        if ready is not None:
            return ready
        cells = list(cells)
    try:
        values = np.fromiter(map(float, cells), np.float64, len(cells))
    except ValueError:
        return _with_blanks(cells, codes)
    is_plain = bool(np.isfinite(values).all()) and _plainly_written(cells, codes)
    return values if is_plain else None


def is_number(cell: str, *, codes: bool = False) -> bool:
    try:
        value = float(cell)
    except ValueError:
        return False
    return abs(value) < float("inf") and _plainly_written([cell], codes)


def _plainly_written(cells: Sequence[str], codes: bool) -> bool:
    joined = "\n" + "\n".join(cells)
    if not joined.isascii():
        return False
    written = joined.encode("ascii")
    if written.translate(None, NUMERAL_BYTES):
        return False
    return codes or LEADING_ZERO.search(written) is None


def _with_blanks(cells: Sequence[str], codes: bool) -> NDArray[np.float64] | None:
    filled = [i for i, cell in enumerate(cells) if cell.strip()]
    if len(filled) == len(cells):
        return None
    found = plain_numbers([cells[i] for i in filled], codes=codes)
    if found is None:
        return None
    values = np.full(len(cells), np.nan)
    values[filled] = found
    return values


def _first_bad(cells: Sequence[str], codes: bool) -> int:
    return next(i for i, c in enumerate(cells) if c.strip() and not is_number(c, codes=codes))
