"""Which label is asked for again, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from altui.learning.rounds import Again
from altui.session.events import Kind

if TYPE_CHECKING:
    from altui.session.state.label_state import State
    from altui.session.state.order import Integers

SECOND_ANSWERS, RARELY = 10, 0.1
"""From so many second answers on asking again ends where fewer than this share changed the label:
a tenth pays for itself (`tests.benchmarks.honesty`)."""

FRESH = 5
"""The number of newest labels that are not asked for again yet."""


def ask_again(
    state: State, answered: Integers, aside: NDArray[np.bool_], every: int, *, stops: bool
) -> Again | None:
    """The label to ask for again: one after each `every` new labels, never one of the random check,
    and never twice."""
    disputed = state.disputed
    if disputed is not None:
        return Again(disputed, answered[:0])
    if stops and _rarely_change(state):
        return None
    rows = answered[~aside[answered]]
    turns = len(rows) // every
    if not turns:
        return None
    if state.last_second > state.standings[int(rows[every * turns - 1])].event:
        return None
    candidates = recheckable(state, rows[:-FRESH])  # the person still remembers the newest
    return Again(None, np.array(candidates)) if candidates else None


def _rarely_change(state: State) -> bool:
    """Whether so few second answers differed from the first that more are not worth the time."""
    given = len(state.second)
    return given >= SECOND_ANSWERS and state.changed < RARELY * given


def recheckable(state: State, rows: Integers) -> list[int]:
    """The answered rows that the person labeled (not revealed) and that were not asked again."""
    labeled = rows[state.standings.are(Kind.LABEL, rows)]
    return [row for row in labeled.tolist() if row not in state.second]
