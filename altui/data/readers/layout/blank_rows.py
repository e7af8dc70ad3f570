"""Lines that hold separators and blanks only: spreadsheets write them, and nobody means a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from altui.data.readers.layout.records import BLANKS, Dialect


def is_blank(cells: Sequence[str]) -> bool:
    return not any(cell.strip(BLANKS) for cell in cells)


def blank_row_finder(dialect: Dialect) -> Callable[[bytes], bool]:
    """Whether such a line, longer than the empty one, is among whole lines without quotes."""
    mark = dialect.separator.encode()
    line = re.compile(rb"^(?:[ \t]|" + re.escape(mark) + rb")+\r?$", re.MULTILINE)
    starts = tuple({mark, b" ", b"\t"})

    def find(text: bytes) -> bool:
        # Most text has no line that begins so, and to search for bytes is a hundred times faster.
        if not (text.startswith(starts) or any(b"\n" + start in text for start in starts)):
            return False
        return line.search(text) is not None

    return find
