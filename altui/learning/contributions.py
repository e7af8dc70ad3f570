"""The reasons for a prediction: the share of each column, or the nearest labeled rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    pass


class Contribution(NamedTuple):
    """What a column of the matrix adds to the log-odds of the class shown: how much of them goes
    when it is set to 0, the mean of a number. For a linear model, coefficient times value."""

    column: int
    log_odds: float


class Neighbour(NamedTuple):
    """The nearest labeled row of a class, by Euclidean distance."""

    label: int
    row: int
    distance: float
