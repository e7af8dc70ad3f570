"""A pool narrowed to the rows that a search keeps."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from altui.errors import SessionError

if TYPE_CHECKING:
    from altui.session.state.label_state import State
    from altui.session.state.order import Integers

Narrow = Callable[[str], NDArray[np.bool_]]
"""From the text of a narrowing to the rows (n,) that it keeps."""


def no_narrowing(text: str) -> NDArray[np.bool_]:
    raise SessionError(f"the rows that {text} keeps cannot be looked up here")


def narrowed(
    available: NDArray[np.bool_], kept: NDArray[np.bool_], skipped: Integers, state: State
) -> NDArray[np.bool_]:
    """The rows (n,) to ask for that are `kept`; where nothing else is, the first one skipped. The
    random check has its rows by then: when each of them comes does not depend on a narrowing."""
    left: NDArray[np.bool_] = available & kept
    if not left.any():
        waiting = (row for row in skipped.tolist() if kept[row] and row not in state.drawn)
        left[[*islice(waiting, 1)]] = True
    return left
