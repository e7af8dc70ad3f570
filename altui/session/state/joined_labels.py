"""The labels given here and those that other people gave, as one list to learn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from altui.session.state.label_state import State
    from altui.session.state.order import Integers


def with_others(
    state: State, answered: Integers, given: Integers, trains: NDArray[np.bool_]
) -> tuple[Integers, Integers, int]:
    """The rows answered here (m,) and their labels (m,) with those that others gave, of rows that
    may train (n,), in the order in which they came to be known here; and how many these are."""
    held = state.others.held
    theirs, labels, events = held.rows, state.class_of(held.numbers), held.events
    kept = trains[theirs]
    rows = np.concatenate((answered, theirs[kept]))
    classes = np.concatenate((overruled(state, answered, given), labels[kept]))
    moments = np.concatenate((state.standings.events_of(answered), events[kept]))
    order = np.argsort(moments, kind="stable")
    return rows[order], classes[order], int(np.count_nonzero(kept))


def overruled(state: State, rows: Integers, labels: Integers) -> Integers:
    """The labels (m,) of rows answered here (m,), with the class that most people say where that is
    another one."""
    most = state.others.overruled
    if not most:
        return labels
    labels = labels.copy()
    for place in np.flatnonzero(np.isin(rows, [*most])).tolist():
        labels[place] = state.number_of(most[int(rows[place])])
    return labels
