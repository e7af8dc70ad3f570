"""What a shown confidence is: a score of the model, or fitted to rows that never trained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.display.text import count_of

if TYPE_CHECKING:
    from altui.labeling.view import View
    from altui.learning.calibration import Calibration

SCORE = "a score, not calibrated yet"


def confidence_kind(calibration: Calibration | None) -> str:
    """Which kind it is; empty for sessions that do not calibrate."""
    if calibration is None:
        return ""
    return f"calibrated on {count_of(calibration.rows, 'row')}" if calibration.is_fitted else SCORE


def uncertainty_in_words(view: View, uncertainty: float, room: int) -> str:
    """The uncertainty; in the demo, where there is room, with the most that it can be."""
    told = f"uncertainty {uncertainty:.4f}"
    most = f"{told} of at most {1 - 1 / len(view.classes):.2f}"
    return most if view.is_made_up and len(most) <= room else told


def uncertainty_in_a_line(view: View, uncertainty: float, room: int) -> str:
    """The uncertainty beside the confidences. Where these are calibrated it says that it is not:
    the two would not fit together. Empty where there is no room for it."""
    calibration = view.round.calibration
    is_other = calibration is not None and calibration.is_fitted
    told = uncertainty_in_words(view, uncertainty, room)
    told = f"{told}, not calibrated" if is_other else told
    return told if len(told) <= room else ""
