"""The rows most like the row on the screen that may be labeled with it: none that has an answer, is
set aside, or is of the random check or the test set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from altui.labeling.showing.shown_row import read_row
from altui.session.events import Decision
from altui.session.state.batches import label_alike

if TYPE_CHECKING:
    from collections.abc import Collection

    from altui.labeling.annotation import Annotation
    from altui.labeling.showing.shown_row import ShownRow
    from altui.labeling.view import View

MOST = 9
"""One for each digit."""


@dataclass(frozen=True)
class LookAlike:
    """`near` is how near it is, by the measure of all."""

    shown_row: ShownRow
    near: float


@dataclass(frozen=True)
class LookAlikes:
    """Of the row `of`, the nearest first; `measure` is `cosine`, or `distance`."""

    of: ShownRow
    measure: str
    rows: tuple[LookAlike, ...]

    def label(
        self, view: View, class_name: str, chosen: Collection[int], shown_at: float
    ) -> Decision:
        """The decision that labels the row, and those of its look-alikes that stand at the
        `chosen` places."""
        label = Decision.label(self.of.row, class_name, **view.shown_at(shown_at))
        rows = (self.rows[place] for place in sorted(chosen))
        return label_alike(label, [(each.shown_row.row, each.near) for each in rows], self.measure)


def find_look_alikes(annotation: Annotation, shown_row: ShownRow) -> LookAlikes:
    """Takes a pass over the features, so it is called off the event loop.

    Of a row of the random check they are found as of any other: nobody is to know which rows are.
    """
    finder = annotation.nearest_rows
    # Those of another share are that person's to answer.
    rows_here = annotation.session.listable() & annotation.session.asked_from
    found = finder.find(shown_row.row, rows_here, MOST)
    rows = tuple(LookAlike(read_row(annotation, row), near) for row, near in found)
    return LookAlikes(shown_row, finder.measure, rows)
