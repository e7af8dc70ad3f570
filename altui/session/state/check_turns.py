"""When a row of the random check is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from altui.learning.honesty import random_check as audit
from altui.learning.rounds import Check

if TYPE_CHECKING:
    from altui.session.state.label_state import State
    from altui.session.state.order import Integers


def _members(state: State, size: int) -> list[int]:
    """The first drawn rows that are not ignored, as many as make up the check."""
    rows = np.array([row for row in state.drawn if not state.is_set_aside(row)], np.int64)
    before = np.cumsum(state.draws_of(rows)) - state.draws_of(rows)
    return rows[before < size].tolist()  # type: ignore[no-any-return]


def find_check_turn(
    state: State,
    rows: Integers,
    labels: Integers,
    available: NDArray[np.bool_],
) -> Check:
    """The random check. Its rows are removed from `available` (n,). One that was drawn several
    times, by its copies, counts as often.

    It consists of the first drawn rows that are not ignored: a reserve row is used only when
    another row will never be answered. The other reserve rows are asked for when no other row is
    left.
    """
    drawn = np.array(list(state.drawn))
    still_open = drawn[available[drawn]]
    available[drawn] = False
    items = state.items
    counts = state.draws_of(rows)
    candidates = still_open[:0]
    if audit.is_due(state.answered, int(counts.sum()), items):
        members = _members(state, len(items))
        candidates = still_open[np.isin(still_open, members)]
    if not len(candidates) and not available.any():
        candidates = still_open
    due = int(candidates[0]) if len(candidates) else None
    for array in (rows, labels, still_open):
        array.flags.writeable = False
    return Check(rows, labels, due, still_open, counts if (counts != 1).any() else None)
