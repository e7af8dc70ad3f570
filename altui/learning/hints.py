"""What a stopping hint says. Imports no array library: the screen words it before it has one."""

from __future__ import annotations

from dataclasses import dataclass

EVERY = 10
"""Labels from one judgement to the next."""

AHEAD = 25
"""Labels that a hint looks ahead."""

RECALL = 0.95
"""The share of a class to be found; the test says how likely it is that less is."""

STABLE, FOUND = "stable", "found"


@dataclass(frozen=True)
class Hint:
    """Whether to go on, what that rests on, and what more labels would bring.

    Of the kind STABLE `value` is the mean kappa and `ahead` the share of predictions that AHEAD
    more labels are expected to change, and so the most by which they can move the accuracy. Of
    the kind FOUND `value` is the p of the test and `ahead` the rows that AHEAD more labels are
    expected to find. `labels` is how many trained the model when this was judged.
    """

    kind: str
    stop: bool
    value: float
    labels: int
    ahead: float
