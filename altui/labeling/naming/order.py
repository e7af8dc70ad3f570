"""In which order classes are listed where not all of them fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from altui.labeling.naming.recent import order_by_use

if TYPE_CHECKING:
    from altui.labeling.view import View


def class_order(view: View) -> list[int]:
    """The indices of the classes: by the model's probabilities for the row as they are shown; by
    use while they are hidden, or unknown."""
    names = [each.name for each in view.classes]
    query = None if view.ending or view.is_blind else view.round.query
    shares = query.confidence if query else None
    if shares is None or len(shares) != len(names):
        return order_by_use(view.curve.used, names)
    return sorted(range(len(names)), key=lambda index: -shares[index])
