"""When a row is asked for that several people are asked for, each in their own session.

Nobody's model chooses it: two models do not choose alike, so an overlap that is only allowed is
nearly none. One question in so many is the next of these rows, in an order that is everybody's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from altui.learning.rounds import Common

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from altui.session.project.allotment import Allotment
    from altui.session.state.order import Integers

FLOAT_NOISE = 1e-9


def find_common_turn(
    allotment: Allotment,
    answered: Integers,
    available: NDArray[np.bool_],
    *,
    puts_off: bool,
) -> Common:
    """The turn after the rows (m,) that are `answered`, without those of the random check. Open
    common rows are taken out of `available` (n,), unless nothing is put off."""
    rows = allotment.common
    still_open = rows[available[rows]]
    given = int(np.count_nonzero(allotment.is_common[answered]))
    is_due = given < int((len(answered) + 1) * allotment.overlap + FLOAT_NOISE)
    waiting = still_open if puts_off else still_open[:0]
    available[waiting] = False
    due = None
    if len(still_open) and (is_due or not available.any()):
        due = int(still_open[0])
    waiting.flags.writeable = False
    return Common(due, waiting)
