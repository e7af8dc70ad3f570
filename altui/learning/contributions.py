"""Why a model thinks so: what a column adds to a decision, or a labeled row that is near."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    pass


class Contribution(NamedTuple):
    """What one column of the matrix adds to the log-odds of the class shown: coefficient times
    value."""

    column: int
    log_odds: float


class Neighbour(NamedTuple):
    """The labeled row of a class that is nearest, by Euclidean distance in the columns."""

    label: int
    row: int
    distance: float
