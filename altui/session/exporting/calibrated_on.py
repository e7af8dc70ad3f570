"""What each shown confidence rested on, from the log: every Round says on how many rows its
temperature was fitted, and every decision which Round had asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from altui.session.events import Kind
from altui.session.figures.logged import calibration_of

if TYPE_CHECKING:
    from altui.session.reading import SessionView
    from altui.session.state.row_status import Standing

COLUMN = "altui_calibrated_on"


def rows_behind(view: SessionView) -> Callable[[Standing], int | None]:
    """A function from a decision to the rows that its confidence was calibrated on: 0 for a score,
    None where no confidence was shown."""
    if not view.settings.shows_calibrated:
        return lambda standing: _score(view, standing)
    by_number: dict[int, int] = {}
    by_event: dict[int, int] = {}
    for event in view.events:
        if event.kind is Kind.ROUND:
            logged = json.loads(event.value or "{}")
            by_number[logged.get("number", 0)] = calibration_of(logged).rows
        elif event.confidence is not None and event.round is not None:
            # After an undo a number comes again: the last Round with it is the one that asked.
            by_event[event.sequence] = by_number.get(event.round, 0)
    return lambda standing: by_event.get(standing.event)


def _score(view: SessionView, standing: Standing) -> int | None:
    return None if view.event(standing.event).confidence is None else 0
