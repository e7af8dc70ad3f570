"""The row that most likely belongs to one class, to collect a rare class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from altui.learning.strategies.query_strategy import QueryStrategy

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray
    from altui.learning.strategies.query_strategy import Moment


def most_likely(probabilities: FloatArray, *, index: int) -> FloatArray:
    """p of one class (relevance feedback: Rocchio 1971; active search: Garnett et al. 2012, the
    greedy policy)."""
    return probabilities[:, index]


def _wanted_index(moment: Moment) -> dict[str, Any]:
    return {"index": moment.wanted}


LIKELIEST = QueryStrategy(
    "most-likely",
    "to collect this class",
    most_likely,
    # As for least confidence: the sizes of the derivatives of one p sum to at most 1/2.
    slope_bound=lambda _: 0.5,
    parameters=_wanted_index,
    takes_class=True,
)
