"""When classes weigh alike, however many labels each has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from altui.learning.arrays import IntArray
    from altui.learning.generation import Generation
    from altui.learning.newton.class_weight import ClassWeight


def choose_weight(labels: IntArray, *, is_text: bool, generation: Generation) -> ClassWeight:
    """Weights for these labels (m,), by a fixed rule on their counts and the kind of the rows."""
    if not generation.weighs_classes or not is_text:
        return None
    return "balanced" if len(np.unique(labels)) > 2 else None
