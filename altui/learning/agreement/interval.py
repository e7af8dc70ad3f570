"""An interval for a coefficient 1 - Do/De: one less the observed disagreement by the expected one.

By the delta method for the fourth root of Do/De, with Student's t, and with one row more, whose two
answers are drawn by chance. Without that row an interval is a point where nobody disagreed: the
percentile bootstrap holds an alpha of .9 in 42 to 94 % of samples of 30 rows. The power and the row
were chosen by the coverage over 84 settings; `tests/benchmarks/agreement.py` prints it.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray

CHANCE_ROWS = 1
POWER = 0.25
LEVEL = 0.975


class Chance(NamedTuple):
    """Rows whose two answers are drawn by chance: how often these agree, the variance of the
    `drift` of such rows, and the mean over all of them of the drift of those that agree."""

    agreed: float
    variance: float
    agreed_drift: float


def root_interval(
    observed: FloatArray, drift: FloatArray, weights: FloatArray, chance: Chance, expected: float
) -> tuple[float, float]:
    """The 95 % interval of 1 - Do/De.

    `observed` (m,) is the disagreement within each row, `drift` (m,) how far the row moves the
    agreement by chance, with a mean of zero, and `weights` (m,) its answers by those of a pair.
    `expected` is De, as the coefficient has it. At least one row, and De above zero.
    """
    from scipy.special import stdtrit

    rows = len(observed) + CHANCE_ROWS
    total = float(weights.sum()) + CHANCE_ROWS
    differing = 1 - chance.agreed
    disagreement = (float(weights @ observed) + CHANCE_ROWS * differing) / total
    influence = observed / disagreement - 1 + drift / differing
    by_chance = _mean_square(chance, 1 / disagreement, 1 / differing)
    square = float(weights**2 @ influence**2) + CHANCE_ROWS * by_chance
    # Where one person always says the same, kappa is zero whatever the other does.
    relative_error = sqrt(max(square, 0.0) * rows / (rows - 1)) / total
    centre = (disagreement / expected) ** POWER
    half = float(stdtrit(rows - 1, LEVEL)) * POWER * centre * relative_error
    low, high = (1 - max(end, 0.0) ** (1 / POWER) for end in (centre + half, centre - half))
    return max(low, -1.0), high


def _mean_square(chance: Chance, a: float, b: float) -> float:
    """The mean over rows by chance of the square of a [the answers differ] - 1 + b drift."""
    agreed, variance, agreed_drift = chance
    differing = (a - 1) ** 2 + b * b * variance
    return differing - 2 * a * ((a - 1) * agreed + b * agreed_drift) + a * a * agreed
