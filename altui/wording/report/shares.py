"""Shares of rows for readers who were not there: whole per cents, and what they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.learning.evaluation import AUDIT, wilson_interval

if TYPE_CHECKING:
    from altui.learning.evaluation import Evaluation

MANY = 1000
"""From so many rows on a tenth of a per cent is more than chance."""

MOST_DECIMALS = 6


def percent(part: float, whole: float) -> str:
    """`91 %`, of many rows `91.4 %`. Only all are `100 %`, and only none is `0 %`."""
    return f"{_hundredths(part / whole, whole)} %"


def span(right: int, total: int) -> str:
    """The 95 % interval of Wilson (1927) of so many right in all: `84 to 95 %`."""
    low, high = wilson_interval(right, total)
    return f"{_hundredths(low, total)} to {_hundredths(high, total)} %"


def _hundredths(share: float, rows: float) -> str:
    """As many decimals as the rows are good for, and as it takes not to round to none or all."""
    if share in (0, 1):
        return f"{100 * share:.0f}"
    told = ""
    for decimals in range(int(rows >= MANY), MOST_DECIMALS):
        told = f"{100 * share:.{decimals}f}"
        if float(told) not in (0, 100):
            break
    return told


def rows_of_kind(found: Evaluation) -> str:
    """`100 test rows`, or `30 rows of the random check`."""
    if found.kind == AUDIT:
        return f"{found.total:,} rows of the random check"
    return f"{found.total:,} {found.kind} rows"
