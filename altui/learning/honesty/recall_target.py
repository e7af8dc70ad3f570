"""The recall target: whether enough rows of a class are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from altui.learning.hints import AHEAD, EVERY, FOUND, RECALL, Hint

if TYPE_CHECKING:
    from altui.learning.arrays import BoolArray
    from altui.learning.rounds import Knowledge

ALPHA = 0.05


def recall_hint(knowledge: Knowledge, wanted: int) -> Hint | None:
    """The hint, every ten labels. `wanted` is the class to find."""
    check = knowledge.check
    checked = 0 if check is None else len(check.rows)
    initial = len(knowledge.all_labels) - knowledge.given
    given = len(knowledge.rows) - initial
    screened = given // EVERY * EVERY
    if not screened:
        return None
    # Rows of the random check are found by chance: they leave the pool but are not in the test.
    hits = knowledge.labels[initial : initial + screened] == wanted
    total = screened + knowledge.remaining + (given - screened)
    p = recall_p(hits, total)
    latest = hits[-AHEAD:]
    expected = float(latest.mean()) * min(AHEAD, knowledge.remaining)
    return Hint(FOUND, p < ALPHA, p, len(knowledge.rows) + checked, expected)


def recall_p(hits: BoolArray, total: int, recall: float = RECALL) -> float:
    """The p of "less than `recall` is found" (Callaghan & Mueller-Hansen 2020).

    `hits` (n,) says of the rows looked at, in their order, which are of the class; `total` rows
    there are in all. Each end of the sequence is taken as if drawn at random from what was left,
    which is careful since likelier rows came first, and the smallest p of all ends counts: the
    chance of so few hits in it were at least floor(found / recall + 1) rows of the class there.
    """
    from scipy.stats import hypergeom

    n, found = len(hits), int(hits.sum())
    sizes = np.arange(1, n + 1)
    seen = np.cumsum(hits[::-1])
    left = total - (n - sizes)
    missed = np.floor(found / recall + 1 - (found - seen))
    # Where so many cannot be there at all, that too little is found is out of the question.
    is_possible = missed - seen <= left - sizes
    p = np.where(is_possible, hypergeom.cdf(seen, left, np.minimum(missed, left), sizes), 0.0)
    return float(p.min())
