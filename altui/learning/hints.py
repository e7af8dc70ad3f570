"""A stopping hint. Imports no array library: the screen shows hints before it is loaded."""

from __future__ import annotations

from dataclasses import dataclass

EVERY = 10
"""Labels between two hints."""

AHEAD = 25
"""Labels that a hint looks ahead."""

RECALL = 0.95
"""The share of a class to find. The test gives the probability that less is found."""

STABLE, FOUND = "stable", "found"


@dataclass(frozen=True)
class Hint:
    """Whether to stop, why, and what more labels would bring.

    STABLE: `value` is the mean kappa; `ahead` is the share of predictions that AHEAD more labels
    are expected to change, which is also the most by which they can change the accuracy. FOUND:
    `value` is the p of the test; `ahead` is how many rows AHEAD more labels are expected to find.
    `labels` is how many labels trained the model.
    """

    kind: str
    stop: bool
    value: float
    labels: int
    ahead: float
    only: int | None = None
    """STABLE: the class that the model predicts for every watched row, where it is but one."""
