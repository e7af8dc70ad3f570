"""How the cells of a column are written: their text with a 0 for every digit.

A column of numbers or dates has few shapes however many cells it has, so that what a shape means
is worked out once, and the cells themselves are only translated, all at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

DIGITS = b"0123456789"
TO_ZEROS = bytes.maketrans(DIGITS, b"0" * 10)
LEAD = "\x01"
"""Stands in a marked shape for a 0 that more of its number follows."""

# Not behind a digit, also with a mark of the thousands between (of one byte, or two or three). The
# literal in front is what makes the search fast.
LEADING_ZERO = re.compile(
    rb"0(?=[0-9., '])(?<![0-9]0)(?<![0-9][., ']0)"
    rb"(?<![0-9][\x80-\xff]{2}0)(?<![0-9][\x80-\xff]{3}0)"
)
NEWLINE = "\x0b"
"""For a line end inside of a cell: it is white space too."""


def joined(cells: Sequence[str]) -> bytes:
    """The cells as lines of UTF-8."""
    text = "\n".join(cells)
    if text.count("\n") != max(len(cells) - 1, 0):
        text = "\n".join([cell.replace("\n", NEWLINE) for cell in cells])
    return text.encode("utf-8", "surrogatepass")


def shapes(lines: bytes) -> list[str]:
    """The shape of each line."""
    return lines.translate(TO_ZEROS).decode("utf-8", "surrogatepass").split("\n")


def marked_shapes(lines: bytes) -> list[str]:
    """The same, told apart by whether a number begins with a 0."""
    return shapes(LEADING_ZERO.sub(LEAD.encode(), lines))
