"""Lines that hold separators and blanks only: spreadsheets write them, and nobody means a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from altui.data.readers.layout.records import BLANKS, Dialect

LF = 0x0A


def is_blank(cells: Sequence[str]) -> bool:
    return not any(cell.strip(BLANKS) for cell in cells)


def blank_row_finder(dialect: Dialect) -> Callable[[bytes], bool]:
    """Whether such a line, longer than the empty one, is among whole lines without quotes."""
    mark = dialect.separator.encode()
    line = re.compile(rb"^(?:[ \t]|" + re.escape(mark) + rb")+\r?$", re.MULTILINE)
    starts = np.zeros(256, bool)
    starts[list(mark[:1] + b" \t")] = True

    def find(text: bytes) -> bool:
        # Few lines begin so, and these bytes are found much faster than the whole line.
        data = np.frombuffer(text, np.uint8)
        first = np.flatnonzero(data[:-1] == LF) + 1
        if not (starts[data[:1]].any() or starts[data[first]].any()):
            return False
        return line.search(text) is not None

    return find
