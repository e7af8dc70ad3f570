"""Which cells are numbers, and their values.

A number is what a person would write as one in ASCII digits: `-1.5`, `3e8`, ` 7 `. Not numbers:
`NA`, `nan`, `inf`, `1_000`, digits of other scripts, and (as they are codes) `007` and `-01`.
Blank cells are missing values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from altui.data.readers.arrow_cells import ArrowCells

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

    Raises NotNumericError for the first cell that is none. All cells are judged at once, which is
    several times faster than one by one; only a chunk with a bad cell is gone through singly.
    """
    if isinstance(cells, ArrowCells):
        ready = cells.numbers(codes=codes)
        if ready is not None:
            return ready
        cells = list(cells)
    try:
        values = np.fromiter(map(float, cells), np.float64, len(cells))
    except ValueError:
        if all(cell.strip() for cell in cells):
            raise NotNumericError(_first_bad(cells, codes)) from None
        return _with_blanks(cells, codes)
    if not np.isfinite(values).all() or not _plainly_written(cells, codes):
        raise NotNumericError(_first_bad(cells, codes))
    return values


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


def _with_blanks(cells: Sequence[str], codes: bool) -> NDArray[np.float64]:
    values = np.full(len(cells), np.nan)
    filled = [i for i, cell in enumerate(cells) if cell.strip()]
    try:
        values[filled] = parse_numbers([cells[i] for i in filled], codes=codes)
    except NotNumericError as error:
        raise NotNumericError(filled[error.index]) from None
    return values


def _first_bad(cells: Sequence[str], codes: bool) -> int:
    return next(i for i, cell in enumerate(cells) if not is_number(cell, codes=codes))
