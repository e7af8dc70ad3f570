"""Where a row found stands, and what a narrowed pool means, in the same words everywhere."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from altui.display.text import count_of, one_line
from altui.session.finding.search import MOST

HINTS = (
    "text, or column=value; must:TEXT, not:TEXT narrow what is asked",
    "text, column=value, must:TEXT or not:TEXT",
)
"""What may be typed, in more words and in fewer."""

TYPING = "searches; must: alone asks from all rows"
LAST_HIT = "that was the last hit"
NOT_NARROWED = "all rows are asked from: must:TEXT and not:TEXT narrow that"


def hint(width: int) -> str:
    """What may be typed, in as many words as a line of this width has room for."""
    return next((each for each in HINTS if len(each) < width), HINTS[-1])


def position(place: int, count: int, row: int, rows: int) -> str:
    """`hit 3 of 41 · row 1,234 of 20,000`; the places count from 0."""
    return f"hit {place + 1:,} of {count:,} · row {row + 1:,} of {rows:,}"


def line_of(lines: Sequence[str], found: str) -> int:
    """In which of the wrapped lines a text begins, which may go on in the next; 0 if in none."""
    folded = [each.casefold() for each in lines]
    for gap in (" ", ""):  # a break takes the blank, where there is one
        ends = list(accumulate(len(each) + len(gap) for each in folded))
        at = gap.join(folded).find(found)
        if at >= 0:
            return bisect_right(ends, at)
    return 0


def describe_found(count: int) -> str:
    return f"the first {count:,} found" if count == MOST else f"{count:,} found"


def describe_narrowed(kept: int, narrow: str) -> str:
    """What is asked from here on."""
    if not kept:
        return f"no row without a label fits {one_line(narrow, 60)}: nothing has changed"
    return f"asked from {count_of(kept, 'row')}, the random check from all"


def describe_narrowing(narrow: str) -> str:
    return f"asked from {one_line(narrow, 60)}" if narrow else ""
