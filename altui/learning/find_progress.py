"""How far the search for a class is. Imports no array library: the screen shows it before one is
loaded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FindProgress:
    """`found` rows of the class among those `read`, none of them in the last `dry`."""

    found: int
    read: int
    dry: int
    p: float
    """Of "less than 95 % is found"."""
    left: float
    """How many more are expected, going by the rows read last."""
    ahead: float
    """How many of them among the next 25 rows."""
    speaks_from: int
    """The test can speak once so many rows are read, if it finds no more; at the earliest."""
    is_random: bool = False
    """Whether rows are drawn at random now."""
    drawn: int = 0
    """Rows drawn since that began last."""
    hits: int = 0
    """Rows of the class among them."""
