"""The user's own query strategies, `package.module:function`.

Nothing is known about their scores, so they get no bound: all rows are scored.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, cast

from altui.errors import ModelError
from altui.learning.classifiers.plugins import import_callable
from altui.learning.strategies.query_strategy import OWN_MEANING, QueryStrategy

if TYPE_CHECKING:
    from altui.learning.arrays import FloatArray

HINT = (
    "Write `strategy` package.module:function, a function on Python's path from "
    "probabilities (n, k) to scores (n,), the highest of which is asked."
)


@cache
def load_own(name: str) -> QueryStrategy:
    """The user's function as a strategy that checks its scores. Raises InputError if it is not
    found."""
    score = partial(_check_scores, import_callable(name, HINT), name)
    return QueryStrategy(name, OWN_MEANING, score, takes_whole_pool=True)


def _check_scores(
    function: Callable[[FloatArray], object], name: str, probabilities: FloatArray
) -> FloatArray:
    import numpy as np

    try:
        scores = np.asarray(function(probabilities.copy()), dtype=float)
    except (Exception, SystemExit) as error:
        cause = f"{type(error).__name__}: {error}"
        raise ModelError(f"the strategy '{name}' failed: {cause}") from error
    if scores.shape != (len(probabilities),):
        raise ModelError(
            f"the strategy '{name}' gave scores of shape {scores.shape}, not one a row: "
            f"({len(probabilities)},)"
        )
    if not np.isfinite(scores).all():
        raise ModelError(f"the strategy '{name}' gave scores that are not numbers")
    return cast("FloatArray", scores)
